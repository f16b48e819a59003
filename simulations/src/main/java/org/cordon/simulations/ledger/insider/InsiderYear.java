// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.insider;

import java.util.List;
import java.util.Locale;
import org.cordon.event.EventKind;
import org.cordon.simulations.generator.Draws;
import org.cordon.simulations.ledger.Activity;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Detail;
import org.cordon.simulations.ledger.Draft;
import org.cordon.simulations.ledger.Emitter;
import org.cordon.simulations.ledger.Exchange;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;
import org.cordon.simulations.ledger.Money;
import org.cordon.simulations.ledger.Session;
import org.cordon.simulations.ledger.Truth;

/** The privileged actions of one exchange in the year of {@link InsiderPlan}: five in every week, whoever takes them. */
final class InsiderYear implements Activity {
    private static final long WEEK = 7 * Clock.DAY;
    private static final int NIGHT_FROM = 20;
    private static final int NIGHT_HOURS = 10;

    private final int number;
    private final long startMicros;
    private final List<Campaign> campaigns;
    private final double[] areas;

    InsiderYear(Exchange exchange, int number, long startMicros) {
        this.number = number;
        this.startMicros = startMicros;
        Draws draws = exchange.draws("insider year");
        this.areas = shares(draws);
        this.campaigns = Campaign.of(number, startMicros, draws);
    }

    @Override
    public String name() {
        return "insider";
    }

    @Override
    public void fill(Emitter out) {
        long since = out.startMicros() - startMicros;
        if (since % WEEK != 0) {
            return;
        }
        int left = InsiderPlan.ACTIONS_A_WEEK;
        for (Campaign campaign : campaigns) {
            for (long time : campaign.timesMicros()) {
                if (time >= out.startMicros() && time < out.startMicros() + WEEK) {
                    insider(out, campaign, time);
                    left--;
                }
            }
        }
        int week = (int) (since / WEEK);
        for (; left > 0; left--) {
            honest(out, week);
        }
    }

    private void insider(Emitter out, Campaign campaign, long time) {
        Draws draws = out.draws();
        boolean late = draws.chance(InsiderPlan.INSIDER_OFF_HOURS.value());
        Act act = new Act(campaign.kind(), draws.chance(InsiderPlan.LOUD_SHARE.value()), true, campaign.staff());
        long at = hour(out, Math.floorDiv(time - startMicros, Clock.DAY), late);
        Truth truth = new Truth(
                true,
                "insider",
                kind(campaign.kind()),
                "insider-s" + campaign.staff(),
                Mark.ASSUMED,
                campaign.knownAtMicros());
        act(out, act, at, InsiderPlan.INSIDER_SECOND_APPROVER).emit(truth);
    }

    private void honest(Emitter out, int week) {
        Draws draws = out.draws();
        int staff = draws.below((int) InsiderPlan.STAFF.value());
        boolean weekend = draws.chance(InsiderPlan.WEEKEND_SHARE.value());
        long day = week * 7L + (weekend ? 5 + draws.below(2) : draws.below(5));
        if (draws.chance(InsiderPlan.DUTY_SHARE.value())) {
            InsiderKind duty = duty(draws, week);
            long at = hour(out, day, draws.chance(InsiderPlan.DUTY_OFF_HOURS.value()));
            Truth truth = new Truth(
                    false, "insider", "duty-" + kind(duty), "staff-s" + staff, Mark.ASSUMED, at + 3 * Clock.DAY);
            act(out, new Act(duty, true, false, staff), at, InsiderPlan.DUTY_SECOND_APPROVER)
                    .emit(truth);
            return;
        }
        String area = area(draws);
        session(
                        out,
                        out.event(
                                EventKind.ADMIN,
                                hour(out, day, false),
                                out.exchange().staff(staff)),
                        staff,
                        InsiderPlan.STRANGE_DEVICE.value())
                .money(new Money(area, "", area.equals("sessions") ? -1 : usd(draws)))
                .to(out.exchange().anyCustomer(draws).actor().account())
                .detail(privilege(draws, records(draws), InsiderPlan.SECOND_APPROVER))
                .emit();
    }

    /** Up to the last week to learn from an exchange has two duties, none of which looks like the insider it meets. */
    private InsiderKind duty(Draws draws, int week) {
        InsiderKind[] kinds = InsiderKind.values();
        int kind = week < InsiderPlan.WEEKS_TO_LEARN ? number + 2 + draws.below(2) : draws.below(kinds.length);
        return kinds[kind % kinds.length];
    }

    /** What is done that differs from the day's work. */
    private record Act(InsiderKind kind, boolean loud, boolean insider, int staff) {}

    private static Draft act(Emitter out, Act act, long time, Given secondApprover) {
        Draws draws = out.draws();
        double usd = usd(draws);
        int records = records(draws);
        double strange = InsiderPlan.STRANGE_DEVICE.value();
        if (act.loud()) {
            switch (act.kind()) {
                case LIMIT_RAISE, ACCOUNT_RESET ->
                    usd = draws.logNormal(InsiderPlan.LOUD_USD_MEDIAN.value(), InsiderPlan.LOUD_SIGMA.value());
                case REFUND -> usd = refund(draws, act.insider());
                case RECORD_COPY ->
                    records = (int)
                            draws.logNormal(InsiderPlan.LOUD_RECORDS_MEDIAN.value(), InsiderPlan.LOUD_SIGMA.value());
                case KEY_ACCESS -> strange = 1;
            }
        }
        boolean second = act.kind() == InsiderKind.LIMIT_RAISE && draws.chance(0.5);
        return session(out, out.event(EventKind.ADMIN, time, out.exchange().staff(act.staff())), act.staff(), strange)
                .money(new Money(second ? "whitelist" : act.kind().area(), "", usd))
                .to(out.exchange().anyCustomer(draws).actor().account())
                .detail(privilege(draws, records, secondApprover));
    }

    private static double refund(Draws draws, boolean insider) {
        double threshold = InsiderPlan.REFUND_THRESHOLD_USD.value();
        return insider
                ? threshold * draws.between(0.6, 0.999)
                : draws.logNormal(threshold, InsiderPlan.LOUD_SIGMA.value());
    }

    private static Draft session(Emitter out, Draft draft, int staff, double strange) {
        boolean away = out.draws().chance(strange);
        Session place =
                away ? out.exchange().strange(out.draws()) : out.exchange().desk(staff);
        return draft.from(place);
    }

    private static Detail.Privilege privilege(Draws draws, int records, Given secondApprover) {
        return new Detail.Privilege(records, draws.chance(secondApprover.value()) ? 2 : 1);
    }

    private static double usd(Draws draws) {
        return draws.logNormal(InsiderPlan.USD_MEDIAN.value(), InsiderPlan.USD_SIGMA.value());
    }

    private static int records(Draws draws) {
        return (int) draws.logNormal(InsiderPlan.RECORDS_MEDIAN.value(), InsiderPlan.RECORDS_SIGMA.value());
    }

    /** A moment of a day of the year, counted from its start: around one in the afternoon, or at night. */
    private long hour(Emitter out, long day, boolean late) {
        Draws draws = out.draws();
        double local = late
                ? NIGHT_FROM + NIGHT_HOURS * draws.unit()
                : 13 + InsiderPlan.SHIFT_SPREAD_HOURS.value() * draws.normal();
        double utc = (local - out.exchange().zone() + 48) % 24;
        return startMicros + day * Clock.DAY + (long) (utc * Clock.HOUR);
    }

    private String area(Draws draws) {
        double at = draws.unit();
        for (int area = 0; area < areas.length; area++) {
            at -= areas[area];
            if (at < 0) {
                return InsiderPlan.AREAS.get(area);
            }
        }
        return InsiderPlan.AREAS.get(0);
    }

    private static double[] shares(Draws draws) {
        double[] shares = new double[InsiderPlan.AREAS.size()];
        double sum = 0;
        for (int area = 0; area < shares.length; area++) {
            shares[area] = draws.gamma(InsiderPlan.LIKENESS_OF_SHARES.value() * InsiderPlan.AREA_SHARES.get(area));
            sum += shares[area];
        }
        for (int area = 0; area < shares.length; area++) {
            shares[area] /= sum;
        }
        return shares;
    }

    private static String kind(InsiderKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
