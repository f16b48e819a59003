// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    @Test
    void writesBigEndianNumbersAndLengthPrefixedFields() {
        byte[] written = new Transcript(1)
                .u8(255)
                .u16(0x0102)
                .u32(0xfffffffeL)
                .u64(3)
                .lp(new byte[] {9})
                .lp(Bytes.EMPTY)
                .lp("a")
                .raw(Bytes.of(new byte[] {7}))
                .toByteArray();
        assertThat(HexFormat.of().formatHex(written))
                .isEqualTo("ff0102fffffffe0000000000000003" + "0000000109" + "00000000" + "0000000161" + "07");
        assertThat(new Transcript().lp(Hashes.sha256()).toByteArray()).hasSize(36);
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        Transcript transcript = new Transcript();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transcript.u8(256))
                .withMessage("number must be at least 0 and fit in 1 bytes, but was 256");
        assertThatIllegalArgumentException().isThrownBy(() -> transcript.u16(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> transcript.u16(65536));
        assertThatIllegalArgumentException().isThrownBy(() -> transcript.u32(1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> transcript.u64(-1));
        assertThat(transcript.toByteArray()).isEmpty();
    }
}
