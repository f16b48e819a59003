// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.cordon.event.EventHeader.NewColumns;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventHeaderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void aRowWithEverythingIsAnEvent() {
        List<String> names = new ArrayList<>(EventColumn.texts());
        names.add("x_risk");
        EventHeader header =
                EventHeader.of(names, NewColumns.REFUSE, CLOCK, problems).orElseThrow();

        Event event = header.event(
                        List.of(
                                "a1",
                                "2026-01-31T12:00:00.1234567+02:00",
                                "withdrawal",
                                " ann ",
                                "BTC",
                                "bitcoin",
                                "12.3456785",
                                "bc1q",
                                "203.0.113.0/24",
                                "d7",
                                "DE",
                                "failure",
                                "customer",
                                "1",
                                "-0.5"),
                        2,
                        problems)
                .orElseThrow();

        assertThat(problems).isEmpty();
        assertThat(event)
                .isEqualTo(new Event(
                        "a1",
                        Instant.parse("2026-01-31T10:00:00.123456Z"),
                        EventKind.WITHDRAWAL,
                        "ann",
                        Optional.of("BTC"),
                        Optional.of("bitcoin"),
                        OptionalLong.of(12_345_678),
                        Optional.of("bc1q"),
                        Optional.of("203.0.113.0/24"),
                        Optional.of("d7"),
                        Optional.of("DE"),
                        Outcome.FAILURE,
                        Optional.of("customer"),
                        OptionalInt.of(1),
                        Map.of("x_risk", -0.5)));
        assertThat(event.timeMicros()).isEqualTo(1_769_853_600_123_456L);
        assertThat(event).hasToString("Event");
    }

    @Test
    void whatIsMissingIsMissing() {
        Event event = header("id", "time", "kind", "account", "amount_usd", "outcome", "label")
                .event(List.of("a", "2026-01-01T00:00:00Z", "login", "u", "", " ", ""), 2, problems)
                .orElseThrow();

        assertThat(event.amountMicroUsd()).isEmpty();
        assertThat(event.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(event.label()).isEmpty();
        assertThat(event.asset()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "time; 2026-01-01T00:00:00",
                "time; 2026-01-01",
                "time; 1767225600",
                "time; 2201-01-01T00:00:00Z",
                "kind; Withdrawal",
                "kind; refund",
                "amount_usd; -1",
                "amount_usd; 1e999",
                "amount_usd; NaN",
                "amount_usd; 1,000",
                "amount_usd; 100000000000.000001",
                "ip_block; 203.0.113.7/24",
                "ip_block; 203.0.113.0",
                "ip_block; 2001:DB8::/48",
                "ip_block; 2001:db8:0::/48",
                "ip_block; 2001:0:0::/48",
                "ip_block; 2001:0::/48",
                "ip_block; 2001::0::/48",
                "country; de",
                "country; UK",
                "outcome; failed",
                "role; Customer",
                "label; 2",
                "asset; US DT",
                "x_risk; Infinity",
                "x_risk; 0x10",
            })
    void aFaultNamesLineAndColumnAndNoValue(String column, String value) {
        List<String> names = new ArrayList<>(List.of("id", "time", "kind", "account"));
        List<String> row = new ArrayList<>(List.of("a", "2026-01-01T00:00:00Z", "login", "u"));
        int place = names.indexOf(column);
        if (place < 0) {
            names.add(column);
            row.add(value);
        } else {
            row.set(place, value);
        }

        assertThat(header(names.toArray(String[]::new)).event(row, 7, problems)).isEmpty();

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).isEqualTo(7);
        assertThat(problems.get(0).place()).isEqualTo(column);
        assertThat(problems.get(0).sentence())
                .startsWith("column " + column + " must be ")
                .doesNotContain("was " + value);
    }

    @Test
    void allFaultsOfARowAreNamed() {
        assertThat(header("id", "time", "kind", "account").event(List.of("", "x", "y", ""), 3, problems))
                .isEmpty();

        assertThat(problems).extracting(Problem::place).containsExactly("id", "time", "kind", "account");
        assertThat(problems.get(0).sentence())
                .isEqualTo("column id must be 1 to 128 printable characters, but is missing");
    }

    @Test
    void aHeaderMustHaveWhatIsRequiredOnceAndNothingUnknown() {
        assertThat(EventHeader.of(List.of("id", "time", "kind", "kind", "acount"), NewColumns.REFUSE, CLOCK, problems))
                .isEmpty();

        assertThat(problems)
                .extracting(Problem::sentence)
                .containsExactly(
                        "column kind must be there once, but is twice",
                        "column acount must be a column of cordon/events-v1 or x_ with 1 to 62 of a-z, 0-9 and _, but is neither",
                        "column account must be there, but is not");
        assertThat(problems.get(1).mend()).startsWith("Did it mean account?");
    }

    /** A year typed wrong would lift the watermark of an engine, and all events after it would be late. */
    @Test
    void anEventAheadOfTheClockIsRefused() {
        EventHeader header = header("id", "time", "kind", "account");
        assertThat(header.event(List.of("a", "2026-06-01T12:10:00Z", "login", "u"), 2, problems))
                .isPresent();
        assertThat(problems).isEmpty();
        for (String time :
                List.of("2026-06-01T12:10:00.000001Z", "2062-05-01T00:00:00Z", "2026-06-01T12:00:00-01:00")) {
            assertThat(header.event(List.of("a", time, "login", "u"), 3, problems))
                    .isEmpty();
        }
        assertThat(problems)
                .hasSize(3)
                .extracting(Problem::sentence)
                .containsOnly("column time must be at most 10 minutes ahead of this machine's clock, but is later");
    }

    @Test
    void everyNetworkHasOneSpelling() {
        for (String block :
                List.of("203.0.113.0/24", "2001::/48", "2001:db8::/48", "2001:0:5::/48", "2001:db8:7::/48")) {
            assertThat(header("id", "time", "kind", "account", "ip_block")
                            .event(List.of("a", "2026-01-01T00:00:00Z", "login", "u", block), 2, problems)
                            .orElseThrow()
                            .ipBlock())
                    .hasValue(block);
        }
    }

    @Test
    void aNewColumnMayBeLeftOut() {
        EventHeader header = EventHeader.of(
                        List.of("id", "time", "kind", "account", "fee_usd", "x_a"),
                        NewColumns.LEAVE_OUT,
                        CLOCK,
                        problems)
                .orElseThrow();

        assertThat(header.leftOut()).containsExactly("fee_usd");
        assertThat(header.extras()).containsExactly("x_a");
        assertThat(header.event(List.of("a", "2026-01-01T00:00:00Z", "login", "u", "junk", "3"), 2, problems)
                        .orElseThrow()
                        .extras())
                .isEqualTo(Map.of("x_a", 3.0));
    }

    @Test
    void anEventItselfKeepsTheRules() {
        assertThatThrownBy(() -> new Event(
                        "a",
                        Instant.parse("2026-01-01T00:00:00.000000001Z"),
                        EventKind.LOGIN,
                        "u",
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Outcome.UNKNOWN,
                        Optional.empty(),
                        OptionalInt.empty(),
                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time must be a whole number of microseconds, but was not");
    }

    private EventHeader header(String... names) {
        return EventHeader.of(List.of(names), NewColumns.REFUSE, CLOCK, problems)
                .orElseThrow();
    }
}
