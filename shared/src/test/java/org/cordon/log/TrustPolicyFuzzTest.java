// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A normal build tries the seeds; docs/testing.md says how to let it look for more. */
class TrustPolicyFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void policy(byte[] bytes) {
        LogTargets.policy(bytes);
    }

    static Stream<byte[]> seeds() throws MalformedLog {
        return Stream.of(LogVectors.policy().toBytes(), LogVectors.utf8("# none\n\n\tquorum none \n"));
    }
}
