// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cordon.simulations.ledger.incident.Plays.SETTING;
import static org.cordon.simulations.ledger.incident.Plays.asset;
import static org.cordon.simulations.ledger.incident.Plays.play;
import static org.cordon.simulations.ledger.incident.Plays.usd;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts of laundering, takeovers, market abuse and controls are known for is in their events. */
class AbuseScriptsTest {
    @ParameterizedTest
    @ValueSource(strings = {"atomic", "horizon"})
    void whatComesInLeavesAsBitcoinWithinTheHour(String name) {
        Plays.Scripted played = play(name);
        List<Event> deposits = played.step("inbound");
        List<Event> out = played.step("out").stream()
                .filter(event -> event.kind() == EventKind.WITHDRAWAL)
                .toList();
        assertThat(out).hasSameSizeAs(deposits).allMatch(asset("BTC"));
        assertThat(usd(out)).isCloseTo(0.997 * usd(deposits), within(1.0));
        for (Event deposit : deposits) {
            Event leaves = out.stream()
                    .filter(event -> event.actor().equals(deposit.actor()))
                    .findFirst()
                    .orElseThrow();
            assertThat(leaves.timeMicros() - deposit.timeMicros()).isBetween(0L, Clock.HOUR);
        }
    }

    @Test
    void aPeelChainHandsOnWhatIsLeft() {
        List<Event> links = play("peel").step("peel").stream()
                .filter(event -> event.kind() == EventKind.TRANSFER)
                .toList();
        for (int link = 2; link < links.size(); link++) {
            if (link % 2 == 0) {
                Event before = links.get(link - 2).money().orElseThrow().usd()
                                > links.get(link - 1).money().orElseThrow().usd()
                        ? links.get(link - 2)
                        : links.get(link - 1);
                assertThat(links.get(link).actor().account()).isEqualTo(before.counterparty());
            }
        }
        assertThat(links).hasSizeBetween(60, 240);
    }

    @Test
    void stuffingSucceedsAsRarelyAsPublished() {
        List<Event> attempts = play("stuffing-loud").step("login");
        double entered = attempts.stream()
                .filter(event -> event.outcome() == Outcome.SUCCESS)
                .count();
        assertThat(attempts).hasSize(20_000);
        // 0.1 to 0.2 % of which 30 % pass the second factor, and 4.5 standard errors.
        assertThat(entered).isBetween(0.0, 0.002 * 0.3 * 20_000 + 4.5 * StrictMath.sqrt(12));
        assertThat(play("stuffing-loud").step("withdrawal")).hasSize((int) (2 * entered));
        assertThat(play("stuffing-loud").minutes(attempts.get(attempts.size() - 1)))
                .isLessThan(10);
        Plays.Scripted quiet = play("stuffing-quiet");
        assertThat(quiet.step("login").stream()
                        .map(event -> event.session().orElseThrow().device())
                        .distinct()
                        .count())
                .isEqualTo(quiet.step("login").size());
    }

    @Test
    void keysAreIdleForAtLeastThirteenDays() {
        Plays.Scripted played = play("api-keys");
        assertThat(played.step("key")).isNotEmpty().allMatch(event -> played.minutes(event) <= -13 * 24 * 60);
        assertThat(played.step("use")).allMatch(event -> played.minutes(event) >= 0 && played.minutes(event) <= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wash-self", "wash-pair", "wash-ring"})
    void washTradesStayAmongTheirAccountsAndDifferLittle(String name) {
        Plays.Scripted played = play(name);
        Set<String> accounts = new HashSet<>();
        Set<String> others = new HashSet<>();
        played.step("trade").forEach(event -> {
            accounts.add(event.actor().account());
            others.add(event.counterparty());
        });
        assertThat(accounts).isEqualTo(others);
        int expected = name.equals("wash-self") ? 1 : 2;
        assertThat(accounts.size()).isBetween(expected, name.equals("wash-ring") ? 6 : expected);
    }

    @Test
    void mostOfAPumpIsGatheredInTheLastHourAndTheCrowdIsNoAttacker() {
        Plays.Scripted played = play("pump");
        List<Event> gathered = played.step("gather");
        double late =
                gathered.stream().filter(event -> played.minutes(event) > -60).count();
        double error = 4.5 * StrictMath.sqrt(0.21 / gathered.size());
        assertThat(late / gathered.size()).isCloseTo(0.7, within(error));
        assertThat(played.step("crowd")).isNotEmpty().doesNotContainAnyElementsOf(played.attacks());
        assertThat(played.step("dump")).allMatch(event -> played.minutes(event) > 0);
    }

    @Test
    void aRunIsSevenTimesTheUsual() {
        Plays.Scripted played = play("run");
        long asked = played.step("surge").stream()
                .filter(event -> event.kind() == EventKind.WITHDRAWAL)
                .count();
        double expected = SETTING.exchange(0).withdrawalsPerHour() * 70 * 1.064;
        assertThat((double) asked).isCloseTo(expected, within(4.5 * StrictMath.sqrt(1.1 * expected)));
    }
}
