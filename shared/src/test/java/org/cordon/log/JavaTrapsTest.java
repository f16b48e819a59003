// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.cordon.log.VerifierKey.Algorithm;
import org.junit.jupiter.api.Test;

/** Where the JDK's readers take more than one spelling, and ours do not. Each test shows the trap first. */
class JavaTrapsTest {
    private static final JsonNode TRAPS = LogVectors.TRAPS;

    @Test
    void base64DecoderTakesMissingPadding() {
        String text = TRAPS.get("base64").get(0).asText();
        assertThat(Base64.getDecoder().decode(text)).containsExactly(0x41);
        assertThatThrownBy(() -> StrictText.base64(text, "value"))
                .isInstanceOf(MalformedLog.class)
                .hasMessage("value must be canonical Base64, but was \"QQ\"");
    }

    @Test
    void base64DecoderTakesStrayTrailingBits() {
        String text = TRAPS.get("base64").get(1).asText();
        assertThat(Base64.getDecoder().decode(text)).containsExactly(0x41);
        assertThatThrownBy(() -> StrictText.base64(text, "value")).isInstanceOf(MalformedLog.class);
    }

    @Test
    void parseLongTakesSignsLeadingZerosAndOtherDigits() {
        for (int i = 0; i < TRAPS.get("decimals").size(); i++) {
            String text = TRAPS.get("decimals").get(i).asText();
            assertThat(Long.parseLong(text))
                    .isEqualTo(TRAPS.get("decimalsMean").get(i).asLong());
            assertThatThrownBy(() -> StrictText.decimal(text, "value")).isInstanceOf(MalformedLog.class);
        }
    }

    @Test
    void linesSplitsOnCarriageReturns() throws MalformedLog {
        String text = TRAPS.get("lines").asText();
        assertThat(text.lines()).hasSize(3);
        TextLines lines = TextLines.of(text + "\n", "text");
        assertThat(lines.next("a line")).isEqualTo("a\rb");
        assertThat(lines.next("a line")).isEqualTo("c");
        assertThat(lines.hasNext()).isFalse();
        assertThatThrownBy(() -> StrictText.decode(LogVectors.utf8(text), "note", false))
                .isInstanceOf(MalformedLog.class)
                .hasMessage("note must be free of control characters, but had U+000D at character 1");
    }

    @Test
    void newStringNeverFails() {
        byte[] broken = {'a', (byte) 0xc3, 'b'};
        assertThat(new String(broken, StandardCharsets.UTF_8)).contains("\ufffd");
        assertThatThrownBy(() -> StrictText.decode(broken, "note", false))
                .isInstanceOf(MalformedLog.class)
                .hasMessage("note must be UTF-8, but was not");
        byte[] overlong = {(byte) 0xc0, (byte) 0x8a};
        byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
        for (byte[] bad : List.of(overlong, surrogate, new byte[] {(byte) 0xff})) {
            assertThatThrownBy(() -> StrictText.decode(bad, "note", false)).isInstanceOf(MalformedLog.class);
        }
    }

    @Test
    void aReplacementCharacterThatWasWrittenIsText() throws MalformedLog {
        assertThat(StrictText.decode(LogVectors.utf8("\ufffd"), "note", false)).isEqualTo("\ufffd");
    }

    @Test
    void regexAndIsWhitespaceDisagreeOnSpaces() {
        String noBreak = TRAPS.get("noBreakSpace").asText();
        String em = TRAPS.get("emSpace").asText();
        assertThat(noBreak.matches("\\s")).isFalse();
        assertThat(Character.isWhitespace(noBreak.codePointAt(0))).isFalse();
        assertThat(Character.isSpaceChar(noBreak.codePointAt(0))).isTrue();
        assertThat(Character.isWhitespace(em.codePointAt(0))).isTrue();
        assertThat(StrictText.isKeyName("a" + noBreak + "b")).isFalse();
        assertThat(StrictText.isKeyName("a" + em + "b")).isFalse();
        assertThat(StrictText.isKeyName("a\u2013b")).isTrue();
    }

    @Test
    void nextLineIsASpaceThatJavaForgets() {
        assertThat(Character.isWhitespace(0x85) || Character.isSpaceChar(0x85)).isFalse();
        assertThat(StrictText.isKeyName("a\u0085b")).isFalse();
    }

    @Test
    void everyUnicodeSpaceIsOne() {
        int[] whiteSpace = {
            0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
            0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000
        };
        for (int space : whiteSpace) {
            assertThat(StrictText.isUnicodeSpace(space)).as("U+%04X", space).isTrue();
        }
    }

    @Test
    void verifierKeysAreSplitOnTheFirstTwoPluses() {
        VerifierKey key = VerifierKey.of(
                "a", Algorithm.ED25519, Base64.getDecoder().decode("+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/8="));
        assertThat(LogVectors.key(key.format())).isEqualTo(key);
    }
}
