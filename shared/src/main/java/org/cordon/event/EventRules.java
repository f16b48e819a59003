// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The rule of each column: whether a value keeps it, how it is read from text, and its words for a person. */
final class EventRules {
    static final String ID = "1 to 128 printable characters";
    static final String TEXT = "1 to 256 printable characters";
    static final String NAME = "1 to 32 printable characters without spaces";
    static final String TIME = "an ISO 8601 time of 1970 to 2199 with an offset or Z, such as 2026-01-31T12:00:00Z";
    static final String NOT_AHEAD = "at most 10 minutes ahead of this machine's clock";
    static final String KIND = "one of withdrawal, deposit, transfer, login, admin, api, order, trade";
    static final String AMOUNT = "a decimal of 0 to 100000000000, such as 1250.75";
    static final String IP_BLOCK = "a network such as 203.0.113.0/24 or 2001:db8:7::/48, in the spelling of RFC 5952";
    static final String COUNTRY = "two letters of ISO 3166-1, such as DE";
    static final String OUTCOME = "success, failure or nothing";
    static final String ROLE = "1 to 32 of a-z and _";
    static final String LABEL = "0, 1 or nothing";
    static final String EXTRA = "x_ with 1 to 62 of a-z, 0-9 and _";
    static final String NUMBER = "a finite number";

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}0/24");
    /** RFC 5952: a group of 0 before the double colon is part of it, so a block has one spelling. */
    private static final Pattern IPV6 =
            Pattern.compile("[1-9a-f][0-9a-f]{0,3}(?::(?:(?:0|[1-9a-f][0-9a-f]{0,3}):)?[1-9a-f][0-9a-f]{0,3})?::/48");

    private static final Pattern ROLE_TEXT = Pattern.compile("[a-z_]{1,32}");
    private static final Pattern EXTRA_NAME = Pattern.compile("x_[a-z0-9_]{1,62}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?");
    private static final Pattern REAL = Pattern.compile("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]{1,3})?");
    private static final int LONGEST_NUMBER = 64;

    /** XK is what everybody writes for Kosovo, though ISO leaves it to its users. */
    private static final Set<String> COUNTRIES = countries();

    private EventRules() {}

    static boolean isId(String text) {
        return isPrintable(text, 128);
    }

    static boolean isText(String text) {
        return isPrintable(text, 256);
    }

    static boolean isName(String text) {
        return isPrintable(text, 32) && text.chars().noneMatch(Character::isWhitespace);
    }

    static boolean isTime(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(END);
    }

    static boolean isIpBlock(String text) {
        return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
    }

    static boolean isCountry(String text) {
        return COUNTRIES.contains(text);
    }

    static boolean isRole(String text) {
        return ROLE_TEXT.matcher(text).matches();
    }

    static boolean isExtra(String name) {
        return EXTRA_NAME.matcher(name).matches();
    }

    /** Cut to whole microseconds, towards the past. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS))
                    .filter(EventRules::isTime);
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /** Rounded to millionths, half to even. */
    static OptionalLong amountMicroUsd(String text) {
        if (text.length() > LONGEST_NUMBER || !DECIMAL.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        BigDecimal micros = new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.HALF_EVEN);
        return micros.compareTo(BigDecimal.valueOf(Event.MAX_AMOUNT_MICRO_USD)) <= 0
                ? OptionalLong.of(micros.longValueExact())
                : OptionalLong.empty();
    }

    static OptionalDouble number(String text) {
        if (text.length() > LONGEST_NUMBER || !REAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static boolean isPrintable(String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c < ' ' || (c >= 0x7f && !isPrintable(c))) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static Set<String> countries() {
        Set<String> codes = new HashSet<>(Set.of(Locale.getISOCountries()));
        codes.add("XK");
        return Set.copyOf(codes);
    }
}
