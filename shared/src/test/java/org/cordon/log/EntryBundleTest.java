// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {
    private static final List<byte[]> LEAVES = List.of(new byte[0], new byte[] {1, 2, 3}, new byte[300]);

    @Test
    void lengthsAreBigEndian() throws LogRefused {
        byte[] file = EntryBundle.encode(LEAVES);
        assertThat(file).startsWith(0, 0, 0, 3, 1, 2, 3, 1, 44, 0).hasSize(6 + 303);
        assertThat(EntryBundle.decode(file, 3)).containsExactlyElementsOf(LEAVES);
    }

    @Test
    void theLongestLeafFitsAndNoLonger() throws LogRefused {
        byte[] longest = new byte[EntryBundle.LONGEST_LEAF];
        assertThat(EntryBundle.decode(EntryBundle.encode(List.of(longest)), 1)).containsExactly(longest);
        assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[16_385])))
                .hasMessage("leaf must be at most 16384 bytes, but was 16385");
        assertThat(EntryBundle.encode(Collections.nCopies(256, longest))).hasSize(EntryBundle.LONGEST);
        assertThatThrownBy(() -> EntryBundle.encode(Collections.nCopies(257, longest)))
                .hasMessage("leaves must be 1 to 256, but was 257");
        assertThatThrownBy(() -> EntryBundle.encode(List.of())).hasMessage("leaves must be 1 to 256, but was 0");
    }

    @Test
    void malformedFilesAreRefused() {
        byte[] file = EntryBundle.encode(LEAVES);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> EntryBundle.decode(cut, 3)).isInstanceOf(LogRefused.class);
        }
        assertThatThrownBy(() -> EntryBundle.decode(file, 4)).hasMessage("entry bundle ends after 3 of 4 leaves");
        assertThatThrownBy(() -> EntryBundle.decode(file, 2))
                .hasMessage("entry bundle must end after 2 leaves, but has 302 bytes left over");
        assertThatThrownBy(() -> EntryBundle.decode(new byte[] {0, 9, 1}, 1))
                .hasMessage("entry bundle ends inside leaf 0 of 1");
        assertThatThrownBy(() -> EntryBundle.decode(new byte[] {-1, -1, 1}, 1))
                .hasMessage("leaf 0 of the entry bundle must be at most 16384 bytes, but was 65535");
    }
}
