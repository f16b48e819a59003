// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import org.cordon.event.EventKind;
import org.cordon.simulations.generator.Draws;

/** Customers trade with market makers and with each other; market makers quote both sides. */
public final class Trading implements Activity {
    private static final long MATCHED_AFTER = 5 * Clock.SECOND / 1_000;

    private final Exchange exchange;
    private final double trades;

    Trading(Exchange exchange) {
        this.exchange = exchange;
        this.trades = exchange.rate(exchange.rates().tradesPerHour());
    }

    @Override
    public String name() {
        return "trading";
    }

    @Override
    public void fill(Emitter out) {
        Draws draws = out.draws();
        int count = out.bursty(trades * Rhythm.of(out.hour(), exchange.zone()));
        for (int trade = 0; trade < count; trade++) {
            long time = out.someTime();
            Customer taker = exchange.anyCustomer(draws);
            Actor maker = draws.chance(Behaviour.MARKET_MAKERS_SHARE.value())
                    ? marketMaker(draws)
                    : exchange.anyCustomer(draws).actor();
            Money money = new Money(Assets.pair(draws), "", round(size(draws), draws));
            Detail.Quote quote = new Detail.Quote(exchange.prices().of(money.asset(), time), draws.chance(0.5));
            Deal deal = new Deal(time + MATCHED_AFTER, taker.actor(), maker, money, quote);
            order(out, deal, taker.home()).emit();
            if (!maker.equals(taker.actor())) {
                trade(out, deal);
            }
        }
        quotes(out, (int) StrictMath.rint(count * Behaviour.QUOTES_PER_TRADE.value()));
    }

    /**
     * A trade.
     *
     * @param timeMicros when
     * @param account of the taker
     * @param other of the maker
     * @param money what and how much
     * @param quote price, and whether the taker buys
     */
    public record Deal(long timeMicros, Actor account, Actor other, Money money, Detail.Quote quote) {}

    /** The order of the taker, from where it sits, right before the deal. */
    public static Draft order(Emitter out, Deal deal, Session place) {
        return out.event(EventKind.ORDER, deal.timeMicros() - MATCHED_AFTER, deal.account())
                .money(deal.money())
                .from(place)
                .detail(deal.quote());
    }

    private static void trade(Emitter out, Deal deal) {
        side(out, deal).emit();
        side(out, turned(deal)).emit();
    }

    /** The event of the taker. */
    public static Draft side(Emitter out, Deal deal) {
        return out.event(EventKind.TRADE, deal.timeMicros(), deal.account())
                .money(deal.money())
                .to(deal.other().account())
                .detail(deal.quote());
    }

    /** The same deal as the maker sees it. */
    public static Deal turned(Deal deal) {
        Detail.Quote quote =
                new Detail.Quote(deal.quote().price(), !deal.quote().buys());
        return new Deal(
                deal.timeMicros(), /* account= */ deal.other(), /* other= */ deal.account(), deal.money(), quote);
    }

    private void quotes(Emitter out, int count) {
        Draws draws = out.draws();
        for (int quote = 0; quote < count; quote++) {
            long time = out.someTime();
            Actor maker = marketMaker(draws);
            Money money = new Money(Assets.pair(draws), "", size(draws) * 10);
            double price = exchange.prices().of(money.asset(), time);
            double half = price * draws.between(0.0005, 0.002);
            out.event(EventKind.ORDER, time, maker)
                    .money(money)
                    .detail(new Detail.Quote(price - half, true))
                    .emit();
            out.event(EventKind.ORDER, time, maker)
                    .money(money)
                    .detail(new Detail.Quote(price + half, false))
                    .emit();
        }
    }

    private Actor marketMaker(Draws draws) {
        return exchange.marketMaker(draws.below((int) Behaviour.MARKET_MAKERS.value()));
    }

    /** US dollars of a trade. */
    public static double size(Draws draws) {
        return draws.logNormal(Behaviour.TRADE_MEDIAN_USD.value(), Behaviour.TRADE_SIGMA.value());
    }

    /** People like round sums. */
    private static double round(double usd, Draws draws) {
        if (usd < 10 || !draws.chance(Behaviour.ROUND_TRADES.value())) {
            return usd;
        }
        double unit = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(usd)));
        return StrictMath.rint(usd / unit) * unit;
    }
}
