// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.junit.jupiter.params.provider.MethodSource;

/** A normal build tries the seeds; docs/testing.md says how to let it look for more. */
class LeafFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void leaf(byte[] bytes) {
        try {
            assertThat(LeafCodecTest.recode(Bytes.of(bytes))).isEqualTo(Bytes.of(bytes));
        } catch (MalformedBody malformed) {
            assertThat(malformed).hasMessageContaining(" must ");
        }
    }

    static Stream<byte[]> seeds() {
        return new LeafSamples(20_261_121)
                .leaves().stream().map(leaf -> leaf.exact().toByteArray());
    }
}
