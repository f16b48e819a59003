// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.generator.Draws;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The events against the documented numbers. Every bound is 4.5 standard errors wide on either side: of all seeds, one in 10^5 would
 * fail it. The seed is fixed, so a test that passes once always passes.
 */
class BehaviourTest {
    private static final double WIDTH = 4.5;
    private static final int DAYS = 56;
    private static final Setting SETTING = Ledgers.small(11, 1, DAYS);
    private static final Exchange EXCHANGE = SETTING.exchange(0);
    private static List<Event> events = List.of();

    @BeforeAll
    static void draw() {
        events = Ledgers.events(new Ledger(SETTING, List.of()), 0).stream()
                .map(Entry::event)
                .toList();
    }

    private static List<Event> of(EventKind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    private static double share(List<Event> among, Predicate<Event> what) {
        return (double) among.stream().filter(what).count() / among.size();
    }

    /** A share of independent events. */
    private static void assertShare(double share, double expected, int count) {
        assertThat(share).isCloseTo(expected, within(WIDTH * StrictMath.sqrt(expected * (1 - expected) / count)));
    }

    /** Hourly counts are negative binomial: variance m + m * m / k. */
    private static double sumError(double hourly, double k) {
        double hours = DAYS * 24;
        // The rhythm's square has the mean 1.10 over a week.
        return WIDTH * StrictMath.sqrt(hours * (hourly + 1.10 * hourly * hourly / k));
    }

    @Test
    void withdrawalsComeAtTheRateOfTheExchange() {
        double hourly = EXCHANGE.withdrawalsPerHour();
        assertThat((double) of(EventKind.WITHDRAWAL).size()).isCloseTo(hourly * 24 * DAYS, within(sumError(hourly, 4)));
    }

    @Test
    void attemptsToLogInComeAtTheirRateAndSucceedAsDocumented() {
        List<Event> logins = of(EventKind.LOGIN);
        double hourly = EXCHANGE.rate(Size.SMALL.rates().loginsPerHour());
        assertThat((double) logins.size()).isCloseTo(hourly * 24 * DAYS, within(sumError(hourly, 4)));
        assertShare(share(logins, event -> event.outcome() == Outcome.SUCCESS), 0.85, logins.size());
    }

    @Test
    void hoursAreBursty() {
        Emitter emitter = new Emitter(EXCHANGE, "test", 0, entry -> {});
        int hours = 40_000;
        double sum = 0;
        double squares = 0;
        for (int hour = 0; hour < hours; hour++) {
            double count = emitter.bursty(8);
            sum += count;
            squares += count * count;
        }
        double mean = sum / hours;
        double variance = squares / hours - mean * mean;
        // Variance 8 + 64 / 4 = 24; the excess kurtosis of this distribution is 6 / 4 + 1 / 24.
        assertThat(mean).isCloseTo(8, within(WIDTH * StrictMath.sqrt(24.0 / hours)));
        assertThat(variance).isCloseTo(24, within(WIDTH * 24 * StrictMath.sqrt((2 + 1.55) / hours)));
    }

    @Test
    void theRhythmHasTheMeanOneAndTheDocumentedWeek() {
        double sum = 0;
        Map<Long, Double> days = new HashMap<>();
        long monday = Ledgers.MONDAY.getEpochSecond() / 3600;
        for (long hour = 0; hour < 168; hour++) {
            double factor = Rhythm.of(monday + hour, 0);
            sum += factor;
            days.merge(hour / 24, factor, Double::sum);
        }
        assertThat(sum / 168).isCloseTo(1, within(1e-12));
        assertThat(days.getOrDefault(2L, 0.0) / days.getOrDefault(5L, 1.0)).isCloseTo(1.15 / 0.75, within(1e-9));
        assertThat(Rhythm.of(monday + 14, 0) / Rhythm.of(monday + 2, 0)).isCloseTo(1.35 / 0.65, within(1e-9));
        assertThat(Rhythm.of(monday + 9, 5)).isEqualTo(Rhythm.of(monday + 14, 0));
    }

    @Test
    void amountsAreLogNormalWithAParetoTail() {
        Draws draws = new Draws(3);
        int count = 200_000;
        int belowMedian = 0;
        int tail = 0;
        int uncut = 0;
        double logs = 0;
        for (int draw = 0; draw < count; draw++) {
            double usd = Withdrawals.amount(draws, draws.logNormal(1, Behaviour.AMOUNT_SIGMA_OF_CUSTOMERS.value()));
            belowMedian += usd < 400 ? 1 : 0;
            if (usd > Behaviour.TAIL_FROM_USD.value()) {
                tail++;
                logs += StrictMath.log(usd / Behaviour.TAIL_FROM_USD.value());
                uncut += usd < Behaviour.LIMIT_USD.value() ? 1 : 0;
            }
            assertThat(usd).isLessThanOrEqualTo(1_000_000);
        }
        assertShare((double) belowMedian / count, 0.5, count);
        assertShare((double) tail / count, 0.01, count);
        // Hill's estimator with amounts cut at the limit.
        double alpha = uncut / logs;
        assertThat(alpha).isCloseTo(1.4, within(WIDTH * 1.4 / StrictMath.sqrt(uncut)));
    }

    @Test
    void destinationsAreFirstSeenAsOftenAsDocumented() {
        List<Event> others = of(EventKind.WITHDRAWAL).stream()
                .filter(event -> !event.money().orElseThrow().chain().equals(Assets.BITCOIN))
                .toList();
        double wishes = 0.30 * 1.2;
        double expected = wishes / (wishes + 0.70);
        Set<String> hubs = hubs();
        // Two withdrawals to one address are not independent: the error is widened by the square root of 1.2.
        assertThat(share(others, event -> !known(hubs, event)))
                .isCloseTo(expected, within(WIDTH * StrictMath.sqrt(1.2 * expected * (1 - expected) / others.size())));
    }

    private static Set<String> hubs() {
        Set<String> hubs = new HashSet<>();
        for (String chain : Assets.chains()) {
            for (int hub = 0; hub < Behaviour.HUBS.value(); hub++) {
                hubs.add(EXCHANGE.sharedAddress(chain, "hub", hub));
            }
        }
        return hubs;
    }

    private static boolean known(Set<String> hubs, Event event) {
        String chain = event.money().orElseThrow().chain();
        long customer = Long.parseLong(event.actor().account().substring(1));
        boolean own = false;
        for (int number = 0; number < Behaviour.KNOWN_ADDRESSES.value(); number++) {
            own |= event.counterparty().equals(EXCHANGE.address(chain, "own", customer, number));
        }
        return own || hubs.contains(event.counterparty());
    }

    @Test
    void everyWithdrawalThatSucceedsIsPaidByTheHotWallet() {
        Map<String, Integer> open = new HashMap<>();
        for (Event event : events) {
            if (event.kind() == EventKind.WITHDRAWAL && event.outcome() == Outcome.SUCCESS) {
                open.merge(
                        event.counterparty() + " " + event.money().orElseThrow().usd(), 1, Integer::sum);
            } else if (event.kind() == EventKind.TRANSFER
                    && event.actor().role().equals(Actor.HOT_WALLET)) {
                open.computeIfPresent(
                        event.counterparty() + " " + event.money().orElseThrow().usd(), (key, left) -> left - 1);
            }
        }
        // What was asked for just before the end is paid after it.
        assertThat(open.values()).filteredOn(left -> left > 0).hasSizeLessThan(10);
    }

    @Test
    void bitcoinLeavesOnFullTenMinutes() {
        assertThat(events)
                .filteredOn(event -> event.kind() == EventKind.TRANSFER
                        && event.actor().role().equals(Actor.HOT_WALLET)
                        && event.money().orElseThrow().chain().equals(Assets.BITCOIN)
                        && !event.counterparty()
                                .equals(EXCHANGE.coldWallet(Assets.BITCOIN).account()))
                .isNotEmpty()
                .allMatch(event -> event.timeMicros() % (10 * Clock.MINUTE) == 0);
    }

    @Test
    void staffAndTreasuryDoAsMuchAsDocumented() {
        int weeks = DAYS / 7;
        assertThat((double) of(EventKind.ADMIN).size())
                .isCloseTo(5.0 * weeks, within(WIDTH * StrictMath.sqrt(5.0 * weeks)));
        long refills = events.stream()
                .filter(event -> event.actor().role().equals(Actor.COLD_WALLET))
                .count();
        assertThat((double) refills).isCloseTo(2.5 * weeks, within(WIDTH * StrictMath.sqrt(2.5 * weeks)));
    }

    @Test
    void customersTradeWithMarketMakersInRoundSums() {
        List<Event> trades = of(EventKind.TRADE).stream()
                .filter(event -> event.actor().role().equals(Actor.MARKET_MAKER))
                .toList();
        // Both sides of a trade are events; trades of a customer with itself, one in thousands, are left out.
        double all = of(EventKind.TRADE).size() / 2.0;
        assertThat(trades.size() / all).isCloseTo(0.70, within(WIDTH * StrictMath.sqrt(0.21 / all) + 0.005));
        double round =
                share(trades, event -> isRound(event.money().orElseThrow().usd()));
        double tens = share(trades, event -> event.money().orElseThrow().usd() >= 10);
        assertShare(round, 0.40 * tens, trades.size());
    }

    private static boolean isRound(double usd) {
        double unit = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(usd)));
        return usd >= 10 && StrictMath.abs(usd / unit - StrictMath.rint(usd / unit)) < 1e-9;
    }

    @Test
    void logInsFollowTheClockOfTheExchange() {
        double[] hours = new double[24];
        for (Event event : of(EventKind.LOGIN)) {
            hours[(int) Math.floorMod(event.timeMicros() / Clock.HOUR + EXCHANGE.zone(), 24L)]++;
        }
        double real = 0;
        double all = 0;
        for (int hour = 0; hour < 24; hour++) {
            real += hours[hour] * StrictMath.cos(2 * StrictMath.PI * (hour - 14) / 24);
            all += hours[hour];
        }
        // The first Fourier coefficient is half the amplitude; hours vary as 1 / k more than Poisson counts do.
        double error = WIDTH * StrictMath.sqrt(0.5 * (1 / all + 1.1 / 4 / (DAYS * 24)));
        assertThat(real / all).isCloseTo(0.35 / 2, within(error));
    }
}
