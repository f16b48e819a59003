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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordon.event.EventKind;
import org.cordon.simulations.ledger.Actor;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Entry;
import org.cordon.simulations.ledger.Event;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Ledgers;
import org.cordon.simulations.ledger.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each script is known for is in its events. */
class ScriptsTest {
    static List<String> all() {
        return Scripts.all().stream().map(Script::name).toList();
    }

    @Test
    void namesAreDistinct() {
        assertThat(all()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyAttacksHaveTheLabelOne(String name) {
        Plays.Scripted played = play(name);
        boolean control = Scripts.named(name).orElseThrow().family() == Family.CONTROL;
        assertThat(played.entries())
                .isNotEmpty()
                .allMatch(entry -> entry.labelledAtMicros() > entry.event().timeMicros());
        assertThat(played.attacks().isEmpty()).isEqualTo(control);
        assertThat(play(name).entries()).isEqualTo(played.entries());
    }

    /** Otherwise a name would give the attack away. */
    @Test
    void nothingInTheColumnsIsOnlyInAttacks() {
        Set<String> background = Ledgers.events(new Ledger(SETTING, List.of()), 0).stream()
                .map(entry -> words(entry.event()))
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> attacks = all().stream()
                .flatMap(name -> play(name).attacks().stream())
                .map(ScriptsTest::words)
                .collect(Collectors.toSet());
        assertThat(background).containsAll(attacks);
    }

    private static String words(Event event) {
        String money = event.money()
                .filter(moved -> event.kind() == EventKind.TRANSFER || event.kind() == EventKind.WITHDRAWAL)
                .map(moved -> " " + moved.asset() + " " + moved.chain())
                .orElse("");
        String role = event.actor().role();
        boolean payment = role.equals(Actor.HOT_WALLET) || role.equals(Actor.CUSTOMER);
        return event.kind().text() + " " + role + (payment ? money : "") + " "
                + event.session().isPresent() + " " + event.detail().isPresent() + " "
                + event.counterparty().isEmpty();
    }

    @Test
    void m2TakesItsShareOfTheHotWalletsOnThreeChainsWithinSixteenMinutes() {
        List<Event> thefts = play("m2").step("theft");
        double hot = SETTING.exchange(0).hotUsd();
        assertThat(usd(thefts)).isCloseTo(13.7 / 25.2 * hot, within(1.0));
        assertThat(thefts)
                .extracting(event -> event.money().orElseThrow().chain())
                .containsOnly("ethereum", "bitcoin", "solana");
        assertThat(thefts)
                .extracting(Event::counterparty)
                .extracting(to -> to)
                .satisfies(to -> assertThat(new HashSet<>(to)).hasSize(3));
        assertThat(thefts).allMatch(event -> event.actor().role().equals(Actor.HOT_WALLET));
        Plays.Scripted played = play("m2");
        assertThat(played.step("theft")).allMatch(event -> played.minutes(event) >= 0 && played.minutes(event) <= 17);
        assertThat(played.played().cue().startMicros() % Clock.DAY).isEqualTo(23 * Clock.HOUR + 16 * Clock.MINUTE);
    }

    @Test
    void withdrawalsAreAskedForWhereTheExchangeSigns() {
        Plays.Scripted played = play("m2", SETTING, Optional.of(Route.WITHDRAWALS));
        List<Event> asked = played.step("theft").stream()
                .filter(event -> event.kind() == EventKind.WITHDRAWAL)
                .toList();
        List<Event> paid = played.step("theft").stream()
                .filter(event -> event.kind() == EventKind.TRANSFER)
                .toList();
        assertThat(asked).hasSameSizeAs(paid);
        assertThat(usd(asked)).isCloseTo(usd(paid), within(0.01));
        assertThat(asked).allMatch(event -> event.session().isPresent());
    }

    @Test
    void coinExBeginsWithOneLargeTransferOfEther() {
        Plays.Scripted played = play("coinex");
        Event first = played.step("theft").get(0);
        assertThat(first.timeMicros() % Clock.DAY).isEqualTo(13 * Clock.HOUR + 21 * Clock.MINUTE);
        assertThat(first).matches(asset("ETH"));
        double rate = 0.6
                * SETTING.exchange(0).hotUsd()
                / Scripts.named("coinex").orElseThrow().usd();
        assertThat(first.money().orElseThrow().usd()).isCloseTo(7_900_000 * rate, within(1.0));
        assertThat(played.step("theft")).hasSizeBetween(60, 140);
    }

    @Test
    void mixinSendsGasToEveryAddressWithTethersFirst() {
        Plays.Scripted played = play("mixin");
        Set<String> gassed = new HashSet<>();
        int bare = 0;
        for (Entry entry : played.entries()) {
            Event event = entry.event();
            if (entry.truth().orElseThrow().step().equals("gas")) {
                gassed.add(event.counterparty());
            } else if (asset("USDT").test(event)
                    && !gassed.contains(event.actor().account())) {
                bare++;
            }
        }
        assertThat(bare).isZero();
        assertThat(gassed).isNotEmpty();
    }

    @Test
    void upbit2019IsOneTransferAndARescueThatIsNoAttack() {
        Plays.Scripted played = play("upbit2019");
        assertThat(played.attacks()).hasSize(1).allMatch(asset("ETH"));
        assertThat(played.step("own-move")).hasSize(20).allMatch(event -> played.minutes(event) >= 54);
    }

    @Test
    void upbit2025TakesTwentyFourTokensOfOneChainInFiftyFourMinutes() {
        List<Event> thefts = play("upbit2025").step("theft");
        assertThat(thefts.stream()
                        .map(event -> event.money().orElseThrow().asset())
                        .distinct())
                .hasSize(24);
        assertThat(thefts).allMatch(event -> event.money().orElseThrow().chain().equals("solana"));
        assertThat(usd(thefts.stream().filter(asset("SOL")).toList()) / usd(thefts))
                .isCloseTo(0.427, within(0.001));
    }

    @Test
    void kuCoinGoesOnAfterPaymentsAreStoppedAsTheKeysAreOut() {
        Plays.Scripted played = play("kucoin");
        long stop = played.played().pauses(SETTING.exchange(0)).get(0).fromMicros();
        assertThat(played.attacks())
                .filteredOn(event -> event.timeMicros() > stop)
                .isNotEmpty();
        assertThat(played.step("own-move"))
                .allMatch(event -> played.minutes(event) >= 90 && played.minutes(event) <= 120);
    }

    @Test
    void realAmountsAreThoseOfTheIncident() {
        List<Ledger.Staged> staged = new Casting(SETTING, false, Optional.empty(), Optional.empty())
                .spread(List.of(Scripts.named("m2").orElseThrow()), List.of());
        List<Event> thefts = Ledgers.scripted(Ledger.ofStaged(SETTING, staged), 0).stream()
                .filter(entry -> entry.truth().orElseThrow().step().equals("theft"))
                .map(Entry::event)
                .toList();
        assertThat(usd(thefts)).isCloseTo(13_700_000, within(1_000.0));
        assertThat(thefts)
                .extracting(event -> event.money().map(Money::chain).orElse(""))
                .isNotEmpty();
    }
}
