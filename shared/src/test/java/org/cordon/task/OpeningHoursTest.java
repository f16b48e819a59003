// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTest {
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @ParameterizedTest
    @CsvSource({
        // a day in winter: Zurich is one hour ahead
        "09:00, 17:00, 2026-01-15T07:59:59Z, false",
        "09:00, 17:00, 2026-01-15T08:00:00Z, true",
        "09:00, 17:00, 2026-01-15T15:59:59Z, true",
        "09:00, 17:00, 2026-01-15T16:00:00Z, false",
        // a day in summer: two hours
        "09:00, 17:00, 2026-07-15T06:59:59Z, false",
        "09:00, 17:00, 2026-07-15T07:00:00Z, true",
        // over midnight
        "22:00, 06:00, 2026-01-15T20:59:59Z, false",
        "22:00, 06:00, 2026-01-15T21:00:00Z, true",
        "22:00, 06:00, 2026-01-15T23:30:00Z, true",
        "22:00, 06:00, 2026-01-16T04:59:59Z, true",
        "22:00, 06:00, 2026-01-16T05:00:00Z, false",
        // 2026-03-29 02:00 to 03:00 does not come in Zurich
        "02:00, 03:00, 2026-03-29T00:59:59Z, false",
        "02:00, 03:00, 2026-03-29T01:00:00Z, false",
        "01:30, 03:30, 2026-03-29T00:59:59Z, true",
        "01:30, 03:30, 2026-03-29T01:29:59Z, true",
        "01:30, 03:30, 2026-03-29T01:30:00Z, false",
        // 2026-10-25 02:00 to 03:00 comes twice
        "02:00, 03:00, 2026-10-24T23:59:59Z, false",
        "02:00, 03:00, 2026-10-25T00:00:00Z, true",
        "02:00, 03:00, 2026-10-25T01:59:59Z, true",
        "02:00, 03:00, 2026-10-25T02:00:00Z, false",
    })
    void theClockOnTheWallCounts(LocalTime from, LocalTime to, Instant moment, boolean inside) {
        assertThat(OpeningHours.daily(from, to, ZURICH).contain(moment)).isEqualTo(inside);
    }

    @Test
    void hoursOverMidnightBelongToTheDayOnWhichTheyBegan() {
        OpeningHours friday =
                new OpeningHours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZURICH, Set.of(DayOfWeek.FRIDAY));
        assertThat(friday.contain(Instant.parse("2026-01-16T22:00:00Z"))).isTrue();
        assertThat(friday.contain(Instant.parse("2026-01-17T04:00:00Z"))).isTrue();
        assertThat(friday.contain(Instant.parse("2026-01-17T22:00:00Z"))).isFalse();
        assertThat(friday.contain(Instant.parse("2026-01-16T03:00:00Z"))).isFalse();
        assertThat(friday.nextAfter(Instant.parse("2026-01-16T21:00:00Z")))
                .isEqualTo(Instant.parse("2026-01-23T21:00:00Z"));
    }

    @Test
    void theNextBeginIsInsideAndWhatLiesBetweenIsNot() {
        long seed = new SecureRandom().nextLong();
        System.out.println("OpeningHoursTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            LocalTime from = LocalTime.of(4 + random.nextInt(20), random.nextInt(60));
            LocalTime to = LocalTime.of(random.nextInt(24), random.nextInt(60));
            if (from.equals(to)) {
                continue;
            }
            OpeningHours hours = OpeningHours.daily(from, to, ZURICH);
            Instant moment = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 24 * 3600));
            Instant next = hours.nextAfter(moment);
            assertThat(hours.contain(next)).isTrue();
            assertThat(hours.contain(next.minusMillis(1))).isFalse();
            if (!hours.contain(moment)) {
                long minutes = Duration.between(moment, next).toMinutes();
                assertThat(hours.contain(moment.plus(Duration.ofMinutes((long) (random.nextDouble() * minutes)))))
                        .isFalse();
            }
        }
    }

    @Test
    void hoursThatAreNoneAreRefused() {
        LocalTime noon = LocalTime.of(12, 0);
        assertThatThrownBy(() -> OpeningHours.daily(noon, noon, ZURICH))
                .hasMessage("to must be another time of day than from, but both were 12:00");
        assertThatThrownBy(() -> new OpeningHours(noon, LocalTime.of(13, 0), ZURICH, Set.of()))
                .hasMessage("days must name at least one, but was empty");
    }
}
