// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.List;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.generator.Draws;

/** What customers withdraw, where to, and how hot wallets pay it. */
public final class Withdrawals {
    private Withdrawals() {}

    /** US dollars of a withdrawal or deposit: log-normal, with a Pareto tail above its 99th percentile, up to the limit. */
    public static double amount(Draws draws, double wealth) {
        double rest = StrictMath.sqrt(square(Behaviour.AMOUNT_SIGMA) - square(Behaviour.AMOUNT_SIGMA_OF_CUSTOMERS));
        double usd = draws.logNormal(Behaviour.AMOUNT_MEDIAN_USD.value() * wealth, rest);
        double tail = Behaviour.TAIL_FROM_USD.value();
        if (usd > tail) {
            usd = tail * StrictMath.pow(1 - draws.unit(), -1 / Behaviour.TAIL_ALPHA.value());
        }
        return Math.min(usd, Behaviour.LIMIT_USD.value());
    }

    /** A customer's withdrawal and the transfer that pays it. */
    public static void withdraw(Emitter out, Customer customer, Session place, long timeMicros) {
        Draws draws = out.draws();
        Money asset = Assets.draw(draws);
        Money money = asset.worth(amount(draws, customer.wealth()));
        Given firstSeen =
                asset.chain().equals(Assets.BITCOIN) ? Behaviour.FIRST_SEEN_BITCOIN : Behaviour.FIRST_SEEN_OTHERS;
        if (!draws.chance(firstSeen.value())) {
            pay(out, customer, place, new Payment(timeMicros, money, known(out, customer, asset.chain())));
            return;
        }
        String address = out.freshAddress(asset.chain());
        long later = timeMicros;
        if (draws.chance(Behaviour.TEST_FIRST.value())) {
            double test = Math.min(money.usd(), draws.between(5, 50));
            pay(out, customer, place, new Payment(timeMicros, asset.worth(test), address));
            later += (long) (draws.between(5, 60) * Clock.MINUTE);
        }
        pay(out, customer, place, new Payment(later, money, address));
    }

    /**
     * Something to be paid out.
     *
     * @param timeMicros when it is asked for
     * @param money how much of what
     * @param address where to
     */
    public record Payment(long timeMicros, Money money, String address) {}

    /** A withdrawal to a given address and the transfer that pays it, unless it is refused. */
    public static void pay(Emitter out, Customer customer, Session place, Payment payment) {
        Outcome outcome = out.draws().chance(Behaviour.REFUSED.value()) ? Outcome.FAILURE : Outcome.SUCCESS;
        out.event(EventKind.WITHDRAWAL, payment.timeMicros(), customer.actor())
                .money(payment.money())
                .to(payment.address())
                .from(place)
                .ending(outcome)
                .emit();
        if (outcome == Outcome.SUCCESS) {
            transfer(out, payment, onChain(payment, out.draws())).emit();
        }
    }

    /** The transfer from the hot wallet that pays a withdrawal. */
    public static Draft transfer(Emitter out, Payment payment, long timeMicros) {
        return out.event(
                        EventKind.TRANSFER,
                        timeMicros,
                        out.exchange().hotWallet(payment.money().chain()))
                .money(payment.money())
                .to(payment.address());
    }

    /** Bitcoin leaves in batches, at the next full ten minutes; everything else on its own within two minutes. */
    public static long onChain(Payment payment, Draws draws) {
        if (payment.money().chain().equals(Assets.BITCOIN)) {
            long batch = (long) (Behaviour.BATCH_MINUTES.value() * Clock.MINUTE);
            return (Math.floorDiv(payment.timeMicros(), batch) + 1) * batch;
        }
        return payment.timeMicros() + (long) (draws.between(20, 120) * Clock.SECOND);
    }

    /** An address a customer has used before: its own, or one that many use. */
    static String known(Emitter out, Customer customer, String chain) {
        Draws draws = out.draws();
        if (draws.chance(Behaviour.HUB_SHARE.value())) {
            double share = StrictMath.pow(draws.unit(), Behaviour.ACTIVITY_POWER.value());
            return out.exchange().sharedAddress(chain, "hub", (long) (share * Behaviour.HUBS.value()));
        }
        int own = draws.below((int) Behaviour.KNOWN_ADDRESSES.value());
        return out.exchange().address(chain, "own", customer.number(), own);
    }

    /** How many withdrawals one that a customer wants comes to, on average. */
    static double perWish() {
        double firstSeen = 0.1 * Behaviour.FIRST_SEEN_BITCOIN.value() + 0.9 * Behaviour.FIRST_SEEN_OTHERS.value();
        return 1 + firstSeen * Behaviour.TEST_FIRST.value();
    }

    /** All chains that hot wallets pay on. */
    static List<String> chains() {
        return Assets.chains();
    }

    private static double square(Given number) {
        return number.value() * number.value();
    }
}
