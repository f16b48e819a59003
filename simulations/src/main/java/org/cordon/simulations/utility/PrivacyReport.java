// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.utility;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Tells a person what came of it. */
final class PrivacyReport {
    private static final String ROW = "%8s  %-28s %-28s %6s %10s %10s %14s";
    private static final int ENOUGH_SEEDS = 3;

    private final PrintWriter out;

    PrivacyReport(PrintWriter out) {
        this.out = out;
    }

    void tell(PrivacyResult result) {
        line(
                "%,d records of %d features at %d exchanges; delta 1e-%d for a record; %d seed%s.",
                result.records(),
                result.features(),
                result.exchanges(),
                result.training().deltaExponent(),
                result.seeds().size(),
                result.seeds().size() == 1 ? "" : "s");
        line("Average precision on rows that nobody trained on, with 95 %% interval over seeds:");
        line("");
        line(ROW, "epsilon", "together", "one trusted party", "kept", "noise z", "effective", "noise/signal");
        result.lines().forEach(this::tell);
        if (result.seeds().size() < ENOUGH_SEEDS) {
            line("Fewer than three seeds: it may be luck.");
        }
        result.lines()
                .forEach(each -> each.noise()
                        .flatMap(PrivacyResult.Noise::refusal)
                        .ifPresent(why -> line("A consortium would refuse epsilon %s: %s.", epsilon(each), why)));
        out.flush();
    }

    private void tell(PrivacyResult.Line each) {
        Optional<PrivacyResult.Noise> noise = each.noise();
        line(
                ROW,
                epsilon(each),
                figure(each.federated()),
                each.central().map(PrivacyReport::figure).orElse(""),
                each.kept().map(kept -> number("%.3f", kept)).orElse(""),
                noise.map(of -> number("%.3f", of.multiplier())).orElse(""),
                noise.map(of -> number("%.3f", of.effectiveMultiplier())).orElse(""),
                noise.map(of -> number("%.4f", of.noiseToSignal())).orElse(""));
    }

    private static String epsilon(PrivacyResult.Line each) {
        return each.epsilon()
                .map(epsilon -> epsilon.toString().replaceFirst("\\.0$", ""))
                .orElse("none");
    }

    private static String figure(PrivacyResult.Figure figure) {
        return number("%.3f", figure.mean())
                + figure.interval()
                        .map(of -> number(" [%.3f, ", of.low()) + number("%.3f]", of.high()))
                        .orElse("")
                + number(" worst %.3f", figure.worst());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
