// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A normal build tries the seeds; docs/testing.md says how to let it look for more. */
class CheckpointFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void checkpoint(byte[] bytes) {
        LogTargets.checkpoint(bytes);
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                LogVectors.utf8(LogVectors.NOTES.get("sigsum").get("note")),
                LogVectors.utf8(LogVectors.COSIGNATURES.get("note")),
                LogVectors.utf8(LogVectors.END_TO_END.get("note")));
    }
}
