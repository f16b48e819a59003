// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.insider;

import static org.cordon.simulations.ledger.Given.assumed;

import java.util.List;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Mark;

/**
 * Parameters and seeds of the study of insiders, fixed before any detector was run on its events.
 *
 * <p>Ten exchanges take exactly five privileged actions a week for 52 weeks: 2,600 in all, 260 at each. What an insider does takes the
 * place of honest actions, so counts tell nothing. In weeks 1 to 39 exchange e meets insiders of the one kind e modulo 5, and the
 * honest duties that look like the kinds e + 2 and e + 3; in weeks 40 to 52 every exchange meets two kinds at random and all duties.
 *
 * <p><b>Does not check</b> that real insiders are like this: there is no public record of privileged actions before any theft
 * (docs/ledger.md), so all of it is assumed. The three counts are the question that was asked, not a measurement.
 */
public final class InsiderPlan {
    public static final int EXCHANGES = 10;
    public static final int WEEKS = 52;
    public static final int ACTIONS_A_WEEK = 5;
    /** Weeks from the start whose events and labels may be learnt from; the others are the test. */
    public static final int WEEKS_TO_LEARN = 39;

    /** For trying things out: nothing that is reported may come from them. */
    public static final List<Long> SEEDS_TO_DEVELOP = List.of(901L, 902L, 903L, 904L, 905L);
    /** For what is reported: all of them, once, after everything else is settled. */
    public static final List<Long> SEEDS_TO_REPORT = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);

    public static final int CAMPAIGNS_TO_LEARN = 2;
    public static final int CAMPAIGNS_TO_TEST = 2;

    public static final Given ACTIONS_OF_A_CAMPAIGN = assumed(4, 3, 5);
    public static final Given DAYS_OF_A_CAMPAIGN = assumed(14, 7, 21);
    public static final Given DAYS_UNTIL_FOUND = assumed(30, 10, 60);

    public static final Given STAFF = assumed(6, 4, 8);
    /** Shares of honest actions by area, as {@link #AREAS}; each exchange draws its own around them. */
    public static final List<Double> AREA_SHARES = List.of(0.30, 0.15, 0.15, 0.15, 0.10, 0.10, 0.05);

    public static final List<String> AREAS =
            List.of("sessions", "limits", "whitelist", "credentials", "refunds", "records", "keys");
    /** Weight of {@link #AREA_SHARES} in the Dirichlet distribution of an exchange's own. */
    public static final Given LIKENESS_OF_SHARES = assumed(12);

    public static final Given SHIFT_SPREAD_HOURS = assumed(2.5);
    public static final Given WEEKEND_SHARE = assumed(0.10);
    public static final Given SECOND_APPROVER = assumed(0.80);
    public static final Given STRANGE_DEVICE = assumed(0.04);
    public static final Given RECORDS_MEDIAN = assumed(3);
    public static final Given RECORDS_SIGMA = assumed(1.0);
    public static final Given USD_MEDIAN = assumed(2_000);
    public static final Given USD_SIGMA = assumed(1.5);

    /** Share of honest actions that are a duty which looks like an insider's kind. */
    public static final Given DUTY_SHARE = assumed(0.12);

    public static final Given DUTY_OFF_HOURS = assumed(0.60);
    public static final Given DUTY_SECOND_APPROVER = assumed(0.85);
    public static final Given INSIDER_OFF_HOURS = assumed(0.55);
    public static final Given INSIDER_SECOND_APPROVER = assumed(0.25);
    public static final Given LOUD_RECORDS_MEDIAN = assumed(300);
    public static final Given LOUD_USD_MEDIAN = assumed(40_000);
    public static final Given LOUD_SIGMA = assumed(0.8);
    /** An insider's credit stays below this, USD; a quarter's refunds spread around it. */
    public static final Given REFUND_THRESHOLD_USD = assumed(10_000);
    /** Share of an insider's actions with the loud column of the kind; the others look like the day's work. */
    public static final Given LOUD_SHARE = assumed(0.80);

    /** The question's own numbers, for {@code cordon simulate ledger show insider}. */
    public static final Given QUESTION_ACTIONS_A_WEEK = new Given(
            ACTIONS_A_WEEK, ACTIONS_A_WEEK, ACTIONS_A_WEEK, Mark.ASSUMED, "a reader's guess for a small exchange");

    private InsiderPlan() {}
}
