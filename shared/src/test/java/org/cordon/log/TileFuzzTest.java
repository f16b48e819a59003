// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Entry bundles; a normal build tries the seeds, docs/testing.md says how to let it look for more. */
class TileFuzzTest {
    @MethodSource("bundles")
    @FuzzTest
    void entryBundle(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int width = 1 + (bytes[0] & 0xff);
        try {
            List<byte[]> leaves = EntryBundle.decode(bytes, width);
            assertThat(leaves).hasSize(width);
            assertThat(EntryBundle.encode(leaves)).isEqualTo(bytes);
        } catch (LogRefused refused) {
            assertThat(refused).hasMessageContaining("entry bundle");
        }
    }

    static Stream<byte[]> bundles() {
        byte[] leaf = "one".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                EntryBundle.encode(List.of(leaf)),
                EntryBundle.encode(List.of(new byte[0])),
                EntryBundle.encode(Collections.nCopies(TilePath.FULL, leaf)),
                new byte[] {0, 1},
                new byte[] {(byte) 0xff, (byte) 0xff, 0});
    }
}
