// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A normal build tries the seeds; docs/testing.md says how to let it look for more. */
class ProofFileFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void proof(byte[] bytes) {
        LogTargets.proof(bytes);
    }

    static Stream<byte[]> seeds() throws MalformedLog {
        return Stream.of(
                LogVectors.utf8(LogVectors.END_TO_END.get("proof")),
                ProofFile.parse(LogVectors.utf8(LogVectors.END_TO_END.get("proof")))
                        .withExtra(new byte[3])
                        .toBytes());
    }
}
