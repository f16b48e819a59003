// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.ledger.incident.Casting;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.incident.Scripts;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static List<String> lines(Ledger ledger, int exchange) {
        return Ledgers.events(ledger, exchange).stream()
                .map(entry -> EventText.csv(entry.event()))
                .toList();
    }

    private static Ledger quiet(long seed, int exchanges, int days) {
        return new Ledger(Ledgers.small(seed, exchanges, days), List.of());
    }

    private static Ledger with(Setting setting, String... names) {
        List<Script> scripts = List.of(names).stream()
                .map(name -> Scripts.named(name).orElseThrow())
                .toList();
        return new Ledger(
                setting, new Casting(setting, true, Optional.empty(), Optional.empty()).spread(scripts, List.of()));
    }

    @Test
    void theSameSeedGivesTheGoldenBytes() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String line : lines(with(Ledgers.small(7, 1, 20), "coinex", "stuffing-quiet", "pump", "atomic"), 0)) {
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("cc201f13435fdec8109ee7a71f8ab157d6cb22314fab2ef99846029eb2bd28ce");
        assertThat(lines(quiet(7, 1, 1), 0)).isNotEqualTo(lines(quiet(8, 1, 1), 0));
    }

    @Test
    void anExchangeIsTheSameWhoeverElseIsThere() {
        for (int exchange = 0; exchange < 2; exchange++) {
            assertThat(lines(quiet(3, 2, 3), exchange)).isEqualTo(lines(quiet(3, 7, 3), exchange));
        }
        assertThat(lines(quiet(3, 2, 3), 0)).isNotEqualTo(lines(quiet(3, 2, 3), 1));
    }

    @Test
    void fewerDaysAreTheBeginningOfMore() {
        List<String> longer = lines(quiet(3, 1, 4), 0);
        List<String> shorter = lines(quiet(3, 1, 3), 0);
        assertThat(longer.subList(0, shorter.size())).isEqualTo(shorter);
    }

    /** Except that withdrawals fail, and are not paid, while an exchange pays nobody. */
    @Test
    void aScriptAddsItsEventsAndChangesNoOther() {
        Setting setting = Ledgers.small(5, 1, 20);
        Ledger ledger = with(setting, "coinex");
        Pause pause = ledger.staged().get(0).pauses().get(0);
        List<Entry> without = Ledgers.events(new Ledger(setting, List.of()), 0);
        List<Entry> background = Ledgers.events(ledger, 0).stream()
                .filter(entry -> entry.truth().isEmpty())
                .toList();
        assertThat(background)
                .filteredOn(entry -> !pause.covers(entry.event().timeMicros()))
                .isEqualTo(without.stream()
                        .filter(entry -> !pause.covers(entry.event().timeMicros()))
                        .toList());
        assertThat(background)
                .filteredOn(entry -> pause.covers(entry.event().timeMicros()))
                .extracting(Entry::event)
                .filteredOn(event -> event.kind() == EventKind.WITHDRAWAL)
                .isNotEmpty()
                .allMatch(event -> event.outcome() == Outcome.FAILURE);
        assertThat(background)
                .filteredOn(entry -> pause.covers(entry.event().timeMicros()))
                .extracting(entry -> entry.event().actor().role())
                .doesNotContain(Actor.HOT_WALLET);
    }

    @Test
    void eventsAreInOrderOfTimeAndEachHasANameOfItsOwn() {
        Ledger ledger = with(Ledgers.small(1, 3, 12), "mixin", "run", "wash-ring");
        Set<String> names = new HashSet<>();
        long before = ledger.setting().startMicros();
        int events = 0;
        int disorder = 0;
        for (Iterator<Ledger.Located> all = ledger.all(); all.hasNext(); ) {
            Event event = all.next().entry().event();
            disorder += event.timeMicros() < before
                            || event.timeMicros() >= ledger.setting().endMicros()
                    ? 1
                    : 0;
            before = event.timeMicros();
            names.add(event.id());
            events++;
        }
        assertThat(disorder).isZero();
        assertThat(names).hasSize(events);
    }

    @Test
    void theStreamOfAllHasWhatTheExchangesHave() {
        Ledger ledger = quiet(2, 3, 2);
        List<String> all = new ArrayList<>();
        ledger.all()
                .forEachRemaining(
                        located -> all.add(EventText.csv(located.entry().event())));
        List<String> each = new ArrayList<>();
        for (int exchange = 0; exchange < 3; exchange++) {
            each.addAll(lines(ledger, exchange));
        }
        assertThat(all.stream().sorted().toList())
                .isEqualTo(each.stream().sorted().toList());
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Ledgers.small(1, 0, 1)).hasMessage("exchanges must be in [1, 1000], but was 0");
        assertThatThrownBy(() -> Ledgers.small(1, 1, 0)).hasMessage("days must be in [1, 3660], but was 0");
        assertThatThrownBy(() -> new Setting(1, 1, Size.SMALL, Ledgers.MONDAY.plusSeconds(1), 1))
                .hasMessageContaining("start must be a full hour of 1970 to 2150");
    }

    @Test
    void textsThatWouldNeedEscapingAreRefused() {
        Entry entry = Ledgers.events(quiet(1, 1, 1), 0).get(0);
        Event event = entry.event();
        assertThatThrownBy(() -> new Event(
                        event.id(),
                        event.timeMicros(),
                        event.kind(),
                        new Actor("a,b", Actor.CUSTOMER),
                        event.money(),
                        "",
                        event.session(),
                        event.outcome(),
                        event.detail()))
                .hasMessageContaining("texts must be plain");
    }

    @Test
    void momentsAreIso8601() {
        assertThat(EventText.time(1_736_121_634_000_009L)).isEqualTo("2025-01-06T00:00:34.000009Z");
        assertThat(EventText.time(0)).isEqualTo("1970-01-01T00:00:00.000000Z");
    }
}
