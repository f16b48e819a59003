// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import java.util.stream.Stream;
import org.cordon.simulations.ledger.Actor;
import org.cordon.simulations.ledger.Assets;
import org.cordon.simulations.ledger.Customer;
import org.cordon.simulations.ledger.Detail;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Trading;

/**
 * Organisers buy a thin token in silence, a crowd buys at a signal, the organisers sell to it.
 *
 * @param organisers accounts
 * @param buys of the organisers before the signal
 * @param accumulateHours how long they buy
 * @param lastHour share of their buys in the last hour
 * @param crowd accounts that follow the signal
 * @param peakSeconds when most of the crowd buys, after the signal
 * @param rise of the price at its peak, as a share
 * @param peakMinutes when the price peaks
 * @param halfMinutes until half of the rise is lost
 */
public record Pump(
        Given organisers,
        Given buys,
        Given accumulateHours,
        Given lastHour,
        Given crowd,
        Given peakSeconds,
        Given rise,
        Given peakMinutes,
        Given halfMinutes)
        implements Step {
    private static final int THIN = 12;

    @Override
    public void play(Scene scene) {
        List<Customer> team = Stream.generate(scene::someCustomer)
                .limit(scene.count(organisers))
                .toList();
        String asset = Assets.token(1 + THIN + scene.draws().below(8));
        int count = scene.count(buys);
        for (int buy = 0; buy < count; buy++) {
            double hours = scene.draws().chance(lastHour.value())
                    ? scene.draws().unit()
                    : 1 + scene.draws().unit() * (accumulateHours.value() - 1);
            deal(scene, -hours * 60, team.get(buy % team.size()), true, money(scene, asset), 1);
        }
        rush(scene, team, asset);
    }

    private void rush(Scene scene, List<Customer> team, String asset) {
        double top = scene.draw(rise);
        double peak = scene.draw(peakMinutes);
        int followers = scene.count(crowd);
        for (int follower = 0; follower < followers; follower++) {
            double minutes = peakSeconds.value() / 60 * scene.draws().gamma(4) / 3;
            crowdBuys(scene, minutes, money(scene, asset), 1 + top * height(minutes, peak));
            if (follower % 2 == 0) {
                double sells = peak * (0.3 + scene.draws().unit());
                Customer organiser = team.get(follower / 2 % team.size());
                deal(scene, sells, organiser, false, money(scene, asset), 1 + top * height(sells, peak));
            }
        }
    }

    /** Share of the rise that the price has. */
    private double height(double minutes, double peak) {
        return minutes < peak ? minutes / peak : StrictMath.pow(0.5, (minutes - peak) / halfMinutes.value());
    }

    private static Money money(Scene scene, String asset) {
        return new Money(asset, "", Trading.size(scene.draws()));
    }

    private static void deal(
            Scene scene, double minutes, Customer organiser, boolean buys, Money money, double factor) {
        Trading.Deal deal = at(scene, minutes, organiser.actor(), money, factor, buys);
        Trading.order(scene.out(), deal, organiser.home()).emit(scene.truth(deal.timeMicros(), "order", Mark.ASSUMED));
        Trading.side(scene.out(), deal).emit(scene.truth(deal.timeMicros(), buys ? "gather" : "dump", Mark.FACT));
        Trading.side(scene.out(), Trading.turned(deal)).emit(scene.own(deal.timeMicros(), "other-side", Mark.ASSUMED));
    }

    /** The crowd is deceived, not the attacker. */
    private static void crowdBuys(Scene scene, double minutes, Money money, double factor) {
        Customer follower = scene.someCustomer();
        Trading.Deal deal = at(scene, minutes, follower.actor(), money, factor, true);
        Trading.order(scene.out(), deal, follower.home()).emit(scene.own(deal.timeMicros(), "crowd", Mark.FACT));
        Trading.side(scene.out(), deal).emit(scene.own(deal.timeMicros(), "crowd", Mark.FACT));
        Trading.side(scene.out(), Trading.turned(deal)).emit(scene.own(deal.timeMicros(), "other-side", Mark.ASSUMED));
    }

    private static Trading.Deal at(
            Scene scene, double minutes, Actor account, Money money, double factor, boolean buys) {
        long time = scene.after(minutes);
        double price = scene.exchange().prices().of(money.asset(), time) * factor;
        Actor other = scene.exchange().anyCustomer(scene.draws()).actor();
        return new Trading.Deal(time, account, other, money, new Detail.Quote(price, buys));
    }

    @Override
    public double leadHours() {
        return accumulateHours.high() + 1;
    }
}
