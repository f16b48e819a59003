// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.insider;

import java.util.ArrayList;
import java.util.List;
import org.cordon.simulations.generator.Draws;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Given;

/**
 * What one insider does.
 *
 * @param kind how
 * @param staff number of the member of the staff
 * @param timesMicros when, microseconds since 1970 in UTC; the hour of the day is drawn later
 * @param knownAtMicros when the exchange knows
 */
record Campaign(InsiderKind kind, int staff, List<Long> timesMicros, long knownAtMicros) {
    Campaign {
        timesMicros = List.copyOf(timesMicros);
    }

    /**
     * The campaigns of an exchange: each has weeks of its own, so no week has more insider's actions than it has actions.
     *
     * @param exchange its number from 0
     * @param startMicros of the year
     */
    static List<Campaign> of(int exchange, long startMicros, Draws draws) {
        List<Campaign> campaigns = new ArrayList<>();
        InsiderKind[] kinds = InsiderKind.values();
        add(
                campaigns,
                kinds[exchange % kinds.length],
                new Span(startMicros, 0, InsiderPlan.WEEKS_TO_LEARN),
                InsiderPlan.CAMPAIGNS_TO_LEARN,
                draws);
        int[] order = draws.permutation(kinds.length);
        int test = InsiderPlan.WEEKS - InsiderPlan.WEEKS_TO_LEARN;
        for (int campaign = 0; campaign < InsiderPlan.CAMPAIGNS_TO_TEST; campaign++) {
            int from = InsiderPlan.WEEKS_TO_LEARN + campaign * test / InsiderPlan.CAMPAIGNS_TO_TEST;
            int until = InsiderPlan.WEEKS_TO_LEARN + (campaign + 1) * test / InsiderPlan.CAMPAIGNS_TO_TEST;
            add(campaigns, kinds[order[campaign]], new Span(startMicros, from, until), 1, draws);
        }
        return List.copyOf(campaigns);
    }

    /** Weeks of the year. */
    private record Span(long startMicros, int fromWeek, int untilWeek) {}

    private static void add(List<Campaign> campaigns, InsiderKind kind, Span span, int count, Draws draws) {
        int staff = draws.below((int) InsiderPlan.STAFF.value());
        double weeks = (double) (span.untilWeek() - span.fromWeek()) / count;
        for (int campaign = 0; campaign < count; campaign++) {
            double lasts = draw(InsiderPlan.DAYS_OF_A_CAMPAIGN, draws) / 7;
            double free = Math.max(0, weeks - lasts);
            double first = span.fromWeek() + campaign * weeks + free * draws.unit();
            int actions = InsiderPlan.ACTIONS_OF_A_CAMPAIGN.count(draws);
            List<Long> times = new ArrayList<>();
            for (int action = 0; action < actions; action++) {
                times.add(span.startMicros() + (long) ((first + lasts * draws.unit()) * 7 * Clock.DAY));
            }
            long end = span.startMicros() + (long) ((first + lasts) * 7 * Clock.DAY);
            campaigns.add(new Campaign(
                    kind, staff, times, end + (long) (draw(InsiderPlan.DAYS_UNTIL_FOUND, draws) * Clock.DAY)));
        }
    }

    private static double draw(Given number, Draws draws) {
        return number.draw(draws);
    }
}
