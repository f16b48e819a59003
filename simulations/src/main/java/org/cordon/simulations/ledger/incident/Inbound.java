// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.simulations.ledger.Actor;
import org.cordon.simulations.ledger.Assets;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Detail;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Session;
import org.cordon.simulations.ledger.Trading;
import org.cordon.simulations.ledger.Truth;
import org.cordon.simulations.ledger.Withdrawals;

/**
 * What was stolen elsewhere comes in by fresh accounts, is turned into bitcoin and leaves.
 *
 * @param asset what comes in
 * @param chain where
 * @param deposits how many, each by an account of its own
 * @param hops addresses between the theft and the deposit that the chain shows
 * @param afterHours when the first comes, after the theft
 * @param days from the first to the last
 * @param usd median of a deposit
 * @param sigma of the log-normal distribution of deposits
 * @param leastUsd of a deposit
 * @param mostUsd of a deposit
 * @param outMinutes from deposit to withdrawal
 */
public record Inbound(
        String asset,
        String chain,
        Given deposits,
        Given hops,
        Given afterHours,
        Given days,
        Given usd,
        Given sigma,
        Given leastUsd,
        Given mostUsd,
        Given outMinutes)
        implements Step {
    @Override
    public void play(Scene scene) {
        int count = scene.count(deposits);
        double start = scene.draw(afterHours) * 60;
        double lasts = scene.draw(days) * 24 * 60;
        for (int deposit = 0; deposit < count; deposit++) {
            long time = scene.after(start + lasts * scene.draws().unit());
            double worth = scene.draws().logNormal(usd.value(), sigma.value());
            bring(scene, time, new Money(asset, chain, Math.max(leastUsd.value(), Math.min(mostUsd.value(), worth))));
        }
    }

    private void bring(Scene scene, long time, Money money) {
        String source = chainShows(scene, time, money);
        Actor account = scene.freshAccount();
        Session place = scene.exchange().strange(scene.draws());
        Truth truth = scene.truth(time, "inbound", deposits.mark());
        scene.event(EventKind.LOGIN, time - 5 * Clock.MINUTE, account)
                .from(place)
                .ending(Outcome.SUCCESS)
                .emit(scene.truth(time, "login", Mark.ASSUMED));
        scene.event(EventKind.DEPOSIT, time, account).money(money).to(source).emit(truth);
        long out = time + (long) (scene.draw(outMinutes) * Clock.MINUTE);
        Money bitcoin = new Money("BTC", Assets.BITCOIN, money.usd() * 0.997);
        turn(scene, time + (out - time) / 2, account, money);
        Withdrawals.Payment payment =
                new Withdrawals.Payment(out, bitcoin, scene.out().freshAddress(Assets.BITCOIN));
        scene.event(EventKind.WITHDRAWAL, out, account)
                .money(bitcoin)
                .to(payment.address())
                .from(place)
                .emit(scene.truth(out, "out", Mark.ASSUMED));
        Withdrawals.transfer(scene.out(), payment, Withdrawals.onChain(payment, scene.draws()))
                .emit(scene.truth(out, "out", Mark.ASSUMED));
    }

    /** Transfers from one fresh address to the next, the last of which pays the deposit. */
    private String chainShows(Scene scene, long time, Money money) {
        int count = scene.count(hops);
        String address = scene.out().freshAddress(chain);
        for (int hop = 0; hop < count; hop++) {
            String next = scene.out().freshAddress(chain);
            long at = time - (long) ((count - hop) * scene.draws().between(5, 40) * Clock.MINUTE);
            scene.event(EventKind.TRANSFER, at, new Actor(address, Actor.EXTERNAL_WALLET))
                    .money(money)
                    .to(next)
                    .emit(scene.truth(at, "hop", hops.mark()));
            address = next;
        }
        return address;
    }

    private static void turn(Scene scene, long time, Actor account, Money money) {
        double price = scene.exchange().prices().of("BTC", time);
        Trading.Deal deal = new Trading.Deal(
                time,
                account,
                scene.exchange().marketMaker(0),
                new Money("BTC", "", money.usd()),
                new Detail.Quote(price, true));
        Trading.side(scene.out(), deal).emit(scene.truth(time, "turn", Mark.ASSUMED));
        Trading.side(scene.out(), Trading.turned(deal)).emit(scene.own(time, "turn", Mark.ASSUMED));
    }

    @Override
    public double leadHours() {
        return 3;
    }
}
