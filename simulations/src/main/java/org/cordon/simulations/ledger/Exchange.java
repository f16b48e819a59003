// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.generator.Draws;

/**
 * An exchange: who belongs to it and how busy it is. Whatever is asked of it is drawn from its seed and the number of what is asked for,
 * so nothing is kept.
 *
 * <p><b>Guarantees.</b> The same seed, number and size give the same exchange, whichever others a ledger has.
 */
public final class Exchange {
    private static final List<String> NAMES = List.of(
            "aurora", "borealis", "cascade", "delta", "equinox", "fathom", "glacier", "harbour", "island", "juniper");
    private static final List<String> COUNTRIES =
            List.of("US", "GB", "DE", "FR", "NL", "KR", "JP", "SG", "AE", "BR", "TR", "NG", "VN", "IN");
    private static final double HOME_SHARE = 0.6;

    private final long ledgerSeed;
    private final long seed;
    private final String name;
    private final Size.Rates rates;
    private final double busy;
    private final int zone;
    private final int home;

    private Exchange(long ledgerSeed, int number, Size size) {
        this.ledgerSeed = ledgerSeed;
        this.seed = Seeds.of(ledgerSeed, "exchange", number);
        this.name = number < NAMES.size() ? NAMES.get(number) : String.format(Locale.ROOT, "exchange-%03d", number + 1);
        this.rates = size.rates();
        Draws draws = draws("exchange");
        this.busy = rates.withdrawalsPerHour().draw(draws)
                / rates.withdrawalsPerHour().value();
        this.zone = draws.below(18) - 8;
        this.home = draws.below(COUNTRIES.size());
    }

    /** Exchange {@code number}, from 0, of the ledger with that seed. */
    public static Exchange of(long ledgerSeed, int number, Size size) {
        return new Exchange(ledgerSeed, number, size);
    }

    public String name() {
        return name;
    }

    /** Hours that its local time is ahead of UTC. */
    public int zone() {
        return zone;
    }

    /** Draws for a purpose, the same ones whenever they are asked for. */
    public Draws draws(String purpose, long... numbers) {
        return new Draws(Seeds.of(seed, purpose, numbers));
    }

    long number(String purpose, long... numbers) {
        return Seeds.of(seed, purpose, numbers);
    }

    Size.Rates rates() {
        return rates;
    }

    /** A rate of its size, times how busy it is. */
    double rate(Given rate) {
        return rate.value() * busy;
    }

    /** Withdrawals of customers in an hour, the mean of a week. */
    public double withdrawalsPerHour() {
        return rate(rates.withdrawalsPerHour());
    }

    /** What its hot wallets hold, US dollars: what leaves in a day over the turnover. */
    public double hotUsd() {
        return withdrawalsPerHour()
                * 24
                * Behaviour.MEAN_USD.value()
                / rates.hotTurnoverPerDay().value();
    }

    /** Prices, the same at all exchanges of the ledger. */
    public Prices prices() {
        return new Prices(ledgerSeed);
    }

    public long customers() {
        return (long) rates.customers().value();
    }

    /** Customer of a number from 0. */
    public Customer customer(long number) {
        Draws draws = draws("customer", number);
        int country = country(draws);
        double wealth = draws.logNormal(1, Behaviour.AMOUNT_SIGMA_OF_CUSTOMERS.value());
        Session session =
                new Session(block(country, draws), "d-" + hex(number("device", number)), COUNTRIES.get(country));
        return new Customer(number, new Actor("c" + number, Actor.CUSTOMER), session, wealth);
    }

    /** A customer who acts, the busy ones more often; a few have just opened their account. */
    public Customer anyCustomer(Draws draws) {
        if (draws.chance(Behaviour.NEW_ACCOUNTS.value())) {
            return freshCustomer(draws);
        }
        double share = StrictMath.pow(draws.unit(), Behaviour.ACTIVITY_POWER.value());
        return customer((long) (share * customers()));
    }

    /** A customer whose account was just opened. */
    public Customer freshCustomer(Draws draws) {
        return customer(customers() + draws.below(1_000_000));
    }

    /** Member {@code number} of the staff, from 0. */
    public Actor staff(int number) {
        return new Actor("s" + number, Actor.STAFF);
    }

    /** Where a member of the staff works. */
    public Session desk(int number) {
        return new Session("10." + home + ".0.0/24", "d-" + hex(number("desk", number)), COUNTRIES.get(home));
    }

    public Actor marketMaker(int number) {
        return new Actor("mm" + number, Actor.MARKET_MAKER);
    }

    public Actor hotWallet(String chain) {
        return new Actor(address(chain, "hot", 0), Actor.HOT_WALLET);
    }

    public Actor coldWallet(String chain) {
        return new Actor(address(chain, "cold", 0), Actor.COLD_WALLET);
    }

    /** The address on which a customer deposits. */
    public Actor depositWallet(String chain, Customer customer) {
        return new Actor(address(chain, "deposit", customer.number()), Actor.DEPOSIT_WALLET);
    }

    /** An address of this exchange or of one of its customers, by purpose and numbers. */
    public String address(String chain, String purpose, long... numbers) {
        return chain + ":" + hex(Seeds.of(number(purpose, numbers), chain));
    }

    /** An address that all exchanges of the ledger see alike. */
    public String sharedAddress(String chain, String purpose, long number) {
        return chain + ":" + hex(Seeds.of(Seeds.of(ledgerSeed, purpose, number), chain));
    }

    /** A strange place: any country, any network, a device nobody has had. */
    public Session strange(Draws draws) {
        int country = draws.below(COUNTRIES.size());
        return new Session(
                block(country, draws),
                "d-" + hex(Seeds.of(draws.below(Integer.MAX_VALUE), "strange", draws.below(Integer.MAX_VALUE))),
                COUNTRIES.get(country));
    }

    private int country(Draws draws) {
        return draws.chance(HOME_SHARE) ? home : draws.below(COUNTRIES.size());
    }

    private static String block(int country, Draws draws) {
        return "10." + country + "." + (1 + draws.below(250)) + "." + "0/24";
    }

    static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
    }
}
