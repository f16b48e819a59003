// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PinTest {
    @Test
    void isItsTextInUtf8UntilClosedAndNeverPrints() {
        Pin pin = Pin.of("48\u00e4913".toCharArray());
        assertThat(pin.copyBytes()).isEqualTo("48\u00e4913".getBytes(StandardCharsets.UTF_8));
        assertThat(pin.toString()).isEqualTo("Pin");
        pin.close();
        assertThat(pin.copyBytes()).containsOnly((byte) 0);
    }

    @Test
    void emptyAndEndlessOnesAreRefusedWithoutBeingNamed() {
        assertThatThrownBy(() -> Pin.of(new char[0])).hasMessage("PIN must be 1 to 255 characters, but was 0");
        assertThatThrownBy(() -> Pin.of("7".repeat(256).toCharArray()))
                .hasMessage("PIN must be 1 to 255 characters, but was 256");
    }
}
