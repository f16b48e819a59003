// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.io.PrintWriter;
import java.util.Locale;

/** The card in words. */
final class CardText {
    private final PrintWriter out;

    CardText(PrintWriter out) {
        this.out = out;
    }

    void tell(AuditedTask task, PrivacyCard card, long seed) {
        PrivacyCard.Claimed claimed = card.claimed();
        line("Privacy card of charter %s, seed %d", task.charter().name(), seed);
        line("");
        line(
                "Claimed             epsilon %.3f at delta %.0e for each %s, over all sums",
                claimed.epsilon(), claimed.delta(), claimed.unit());
        line(
                "Noise               discrete Gaussian, multiplier %.3f; %d exchanges, %d in a sum at least, %d of them may tell"
                        + " theirs",
                task.share().effectiveMultiplierMicro(task.share().minSurvivors()) / 1e6,
                task.exchanges(),
                task.share().minSurvivors(),
                task.share().corrupt());
        line("");
        mechanism(card);
        PrivacyCard.OneRun run = card.oneRun();
        line(
                "One training        epsilon at least %.3f (confidence %.0f %%, %d canaries, %d steps); claimed for these %.3f",
                run.lowerBound(), 100 * run.confidence(), run.canaries(), run.steps(), run.claimed());
        line("  without noise     at least %.3f", card.controls().oneRun().lowerBound());
        membership("Membership          ", card.membership());
        membership("  learnt by heart   ", card.controls().membership());
        PrivacyCard.Inversion inversion = card.inversion();
        line(
                "Rebuilding a row    relative error %.1e from a plain update, %.2f from a masked one, %.2f from the sum",
                inversion.plain(), inversion.masked(), inversion.summed());
        line(
                "  without an update %.2f by the mean row",
                card.controls().inversion().meanRow());
        line("");
        line("%s", verdict(card));
        line("An audit can falsify a claim of differential privacy, never prove it.");
        out.flush();
    }

    private void mechanism(PrivacyCard card) {
        PrivacyCard.MechanismControl control = card.controls().mechanismAudit();
        line(
                "One sum             epsilon at least %.3f (confidence %.0f %%); claimed %.3f",
                control.lowerBound(), 100 * card.mechanismAudit().confidence(), control.claimed());
        line(
                "  all sums          at least %.3f at such noise",
                card.mechanismAudit().lowerBound());
        control.flaws()
                .forEach((flaw, bound) -> line(
                        "  %-18sat least %.3f%s",
                        words(flaw), bound, bound > control.claimed() ? ": caught" : ": not caught"));
    }

    private static String words(String key) {
        return key.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private void membership(String title, MembershipInference.Outcome outcome) {
        line(
                "%sAUC %.3f, %.1f %% of members found at 1 %% false positives",
                title, outcome.auc(), 100 * outcome.tprAt1PctFpr());
    }

    /** Whether a lower bound lies above what is claimed. */
    static boolean isRefuted(PrivacyCard card) {
        PrivacyCard.MechanismControl sum = card.controls().mechanismAudit();
        return sum.lowerBound() > sum.claimed()
                || card.oneRun().lowerBound() > card.oneRun().claimed();
    }

    private static String verdict(PrivacyCard card) {
        return isRefuted(card)
                ? "REFUTED: a lower bound lies above what is claimed. Run it again with another seed and more runs."
                : "Nothing here refutes the claim.";
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
