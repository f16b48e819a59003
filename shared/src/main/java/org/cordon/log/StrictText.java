// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text of which every value has one spelling.
 *
 * <p>The JDK's own readers are lax: {@link Base64} takes missing padding and stray trailing bits, {@link Long#parseLong} takes
 * signs, leading zeros and digits of other scripts, {@code new String} replaces what is not UTF-8. A log whose bytes are signed
 * can afford none of these.
 */
final class StrictText {
    /** How much foreign text a sentence quotes, in characters. */
    static final int SHOWN = 80;

    private static final int NEXT_LINE = 0x85;

    private StrictText() {}

    /** Decodes UTF-8 without a control character other than the newline; {@code tabs} allows the tab as well. */
    static String decode(byte[] bytes, String what, boolean tabs) throws MalformedLog {
        String text = utf8(bytes, what);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && !(tabs && c == '\t')) {
                throw new MalformedLog(what + " must be free of control characters, but had U+"
                        + String.format("%04X", (int) c) + " at character " + i);
            }
        }
        return text;
    }

    private static String utf8(byte[] bytes, String what) throws MalformedLog {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedLog(what + " must be UTF-8, but was not");
        }
    }

    /** Whether text has an encoding in UTF-8 at all: half of a surrogate pair has none. */
    static boolean isEncodable(String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Standard Base64 (RFC 4648 section 4) with its padding and no stray bits. */
    static byte[] base64(String text, String what) throws MalformedLog {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (base64(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException refusedBelow) {
            // said below, like the spellings that Java takes and we do not
        }
        throw MalformedLog.of(what, "canonical Base64", text);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Hash hash(String text, String what) throws MalformedLog {
        byte[] bytes = base64(text, what);
        if (bytes.length != Hash.BYTES) {
            throw MalformedLog.of(what, "a hash of 32 bytes in Base64", text);
        }
        return Hash.of(bytes);
    }

    /** A number from 0 to {@link Long#MAX_VALUE} in ASCII digits without leading zeros. */
    static long decimal(String text, String what) throws MalformedLog {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits && (text.length() == 1 || text.charAt(0) != '0')) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException tooLarge) {
                // said below
            }
        }
        throw MalformedLog.of(what, "a decimal number below 2^63 without leading zeros", text);
    }

    /** Whether text may name a key: not empty, no Unicode space, no plus, no control character (C2SP signed-note, Format). */
    static boolean isKeyName(String text) {
        return !text.isEmpty()
                && isEncodable(text)
                && text.codePoints().noneMatch(c -> c == '+' || c < ' ' || isUnicodeSpace(c));
    }

    /** Java asks two questions for what Unicode calls White_Space, and forgets U+0085 in both. */
    static boolean isUnicodeSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }

    /** Quotes foreign text for a sentence: cut, and with an escape for whatever is not printable ASCII. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.chars().limit(SHOWN).forEach(c -> {
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                shown.append((char) c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        });
        return shown.append(text.length() > SHOWN ? "\"..." : "\"").toString();
    }
}
