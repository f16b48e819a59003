// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cordon.simulations.ledger.Actor;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Entry;
import org.cordon.simulations.ledger.Event;
import org.cordon.simulations.ledger.EventKind;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Ledgers;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Outcome;
import org.cordon.simulations.ledger.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each script is known for is in its events. */
class ScriptsTest {
    private static final Setting SETTING = Ledgers.small(4, 1, 60);

    private record Scripted(Played played, List<Entry> entries) {
        List<Event> attacks() {
            return entries.stream().filter(Entry::isAttack).map(Entry::event).toList();
        }

        List<Event> step(String step) {
            return entries.stream()
                    .filter(entry -> entry.truth().orElseThrow().step().equals(step))
                    .map(Entry::event)
                    .toList();
        }

        double minutes(Event event) {
            return (double) (event.timeMicros() - played.cue().startMicros()) / Clock.MINUTE;
        }
    }

    private static Scripted play(String name) {
        return play(name, SETTING, Optional.empty());
    }

    private static Scripted play(String name, Setting setting, Optional<Route> route) {
        List<Ledger.Staged> staged = new Casting(setting, true, route, Optional.empty())
                .spread(List.of(Scripts.named(name).orElseThrow()), List.of());
        Played played = (Played) staged.get(0).process();
        return new Scripted(played, Ledgers.scripted(Ledger.ofStaged(setting, staged), 0));
    }

    private static double usd(List<Event> events) {
        return events.stream().mapToDouble(event -> event.money().orElseThrow().usd()).sum();
    }

    private static Predicate<Event> asset(String asset) {
        return event -> event.money().orElseThrow().asset().equals(asset);
    }

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
        Scripted played = play(name);
        boolean control = Scripts.named(name).orElseThrow().family() == Family.CONTROL;
        assertThat(played.entries()).isNotEmpty().allMatch(entry -> entry.labelledAtMicros() > entry.event().timeMicros());
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
        return event.kind().word() + " " + role + (payment ? money : "") + " " + event.session().isPresent() + " "
                + event.detail().isPresent() + " " + event.counterparty().isEmpty();
    }

    @Test
    void m2TakesItsShareOfTheHotWalletsOnThreeChainsWithinSixteenMinutes() {
        List<Event> thefts = play("m2").step("theft");
        double hot = SETTING.exchange(0).hotUsd();
        assertThat(usd(thefts)).isCloseTo(13.7 / 25.2 * hot, within(1.0));
        assertThat(thefts).extracting(event -> event.money().orElseThrow().chain()).containsOnly("ethereum", "bitcoin", "solana");
        assertThat(thefts).extracting(Event::counterparty).extracting(to -> to).satisfies(to -> assertThat(new HashSet<>(to)).hasSize(3));
        assertThat(thefts).allMatch(event -> event.actor().role().equals(Actor.HOT_WALLET));
        Scripted played = play("m2");
        assertThat(played.step("theft")).allMatch(event -> played.minutes(event) >= 0 && played.minutes(event) <= 17);
        assertThat(played.played().cue().startMicros() % Clock.DAY).isEqualTo(23 * Clock.HOUR + 16 * Clock.MINUTE);
    }

    @Test
    void withdrawalsAreAskedForWhereTheExchangeSigns() {
        Scripted played = play("m2", SETTING, Optional.of(Route.WITHDRAWALS));
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
        Scripted played = play("coinex");
        Event first = played.step("theft").get(0);
        assertThat(first.timeMicros() % Clock.DAY).isEqualTo(13 * Clock.HOUR + 21 * Clock.MINUTE);
        assertThat(first).matches(asset("ETH"));
        double rate = 0.6 * SETTING.exchange(0).hotUsd() / Scripts.named("coinex").orElseThrow().usd();
        assertThat(first.money().orElseThrow().usd()).isCloseTo(7_900_000 * rate, within(1.0));
        assertThat(played.step("theft")).hasSizeBetween(60, 140);
    }

    @Test
    void mixinSendsGasToEveryAddressWithTethersFirst() {
        Scripted played = play("mixin");
        Set<String> gassed = new HashSet<>();
        int bare = 0;
        for (Entry entry : played.entries()) {
            Event event = entry.event();
            if (entry.truth().orElseThrow().step().equals("gas")) {
                gassed.add(event.counterparty());
            } else if (asset("USDT").test(event) && !gassed.contains(event.actor().account())) {
                bare++;
            }
        }
        assertThat(bare).isZero();
        assertThat(gassed).isNotEmpty();
    }

    @Test
    void upbit2019IsOneTransferAndARescueThatIsNoAttack() {
        Scripted played = play("upbit2019");
        assertThat(played.attacks()).hasSize(1).allMatch(asset("ETH"));
        assertThat(played.step("own-move")).hasSize(20).allMatch(event -> played.minutes(event) >= 54);
    }

    @Test
    void upbit2025TakesTwentyFourTokensOfOneChainInFiftyFourMinutes() {
        List<Event> thefts = play("upbit2025").step("theft");
        assertThat(thefts.stream().map(event -> event.money().orElseThrow().asset()).distinct()).hasSize(24);
        assertThat(thefts).allMatch(event -> event.money().orElseThrow().chain().equals("solana"));
        assertThat(usd(thefts.stream().filter(asset("SOL")).toList()) / usd(thefts)).isCloseTo(0.427, within(0.001));
    }

    @Test
    void kuCoinGoesOnAfterPaymentsAreStoppedAsTheKeysAreOut() {
        Scripted played = play("kucoin");
        long stop = played.played().pauses(SETTING.exchange(0)).get(0).fromMicros();
        assertThat(played.attacks()).filteredOn(event -> event.timeMicros() > stop).isNotEmpty();
        assertThat(played.step("own-move")).allMatch(event -> played.minutes(event) >= 90 && played.minutes(event) <= 120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic", "horizon"})
    void whatComesInLeavesAsBitcoinWithinTheHour(String name) {
        Scripted played = play(name);
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
                Event before = links.get(link - 2).money().orElseThrow().usd() > links.get(link - 1).money().orElseThrow().usd()
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
        double entered = attempts.stream().filter(event -> event.outcome() == Outcome.SUCCESS).count();
        assertThat(attempts).hasSize(20_000);
        // 0.1 to 0.2 % of which 30 % pass the second factor, and 4.5 standard errors.
        assertThat(entered).isBetween(0.0, 0.002 * 0.3 * 20_000 + 4.5 * StrictMath.sqrt(12));
        assertThat(play("stuffing-loud").step("withdrawal")).hasSize((int) entered * 2);
        assertThat(play("stuffing-loud").minutes(attempts.get(attempts.size() - 1))).isLessThan(10);
        Scripted quiet = play("stuffing-quiet");
        assertThat(quiet.step("login").stream().map(event -> event.session().orElseThrow().device()).distinct().count())
                .isEqualTo(quiet.step("login").size());
    }

    @Test
    void keysAreIdleForAtLeastThirteenDays() {
        Scripted played = play("api-keys");
        assertThat(played.step("key")).isNotEmpty().allMatch(event -> played.minutes(event) <= -13 * 24 * 60);
        assertThat(played.step("use")).allMatch(event -> played.minutes(event) >= 0 && played.minutes(event) <= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wash-self", "wash-pair", "wash-ring"})
    void washTradesStayAmongTheirAccountsAndDifferLittle(String name) {
        Scripted played = play(name);
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
        Scripted played = play("pump");
        List<Event> gathered = played.step("gather");
        double late = gathered.stream().filter(event -> played.minutes(event) > -60).count();
        double error = 4.5 * StrictMath.sqrt(0.21 / gathered.size());
        assertThat(late / gathered.size()).isCloseTo(0.7, within(error));
        assertThat(played.step("crowd")).isNotEmpty().doesNotContainAnyElementsOf(played.attacks());
        assertThat(played.step("dump")).allMatch(event -> played.minutes(event) > 0);
    }

    @Test
    void aRunIsSevenTimesTheUsual() {
        Scripted played = play("run");
        long asked = played.step("surge").stream()
                .filter(event -> event.kind() == EventKind.WITHDRAWAL)
                .count();
        double expected = SETTING.exchange(0).withdrawalsPerHour() * 70 * 1.064;
        assertThat((double) asked).isCloseTo(expected, within(4.5 * StrictMath.sqrt(1.1 * expected)));
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
        assertThat(thefts).extracting(event -> event.money().map(Money::chain).orElse("")).isNotEmpty();
    }
}
