// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The differential privacy that the sums of some runs kept, as tables and documents tell it.
 *
 * @param unit whose presence is hidden
 * @param epsilon that was granted to all sums together
 * @param spent by all sums that a charter could open, rounds that may die among them
 * @param noiseMultiplier of the model's sums, for which epsilon is charged
 * @param effectiveMultiplier where all exchanges send noise, without that of the f who may tell theirs
 * @param noiseToSignal of the model's sums, as a charter is checked with: above 1 the result is noise; the largest of the runs
 * @param countsNoiseToSignal the same of the counts that go before
 */
public record Promised(
        String unit,
        double epsilon,
        double delta,
        double spent,
        double noiseMultiplier,
        double effectiveMultiplier,
        double noiseToSignal,
        double countsNoiseToSignal) {
    private static final String PREFIX = "privacy/";

    /** Of runs with the same settings, from their figures; empty without differential privacy. */
    public static Optional<Promised> of(List<SortedMap<String, Double>> figures) {
        SortedMap<String, Double> largest = new TreeMap<>();
        figures.forEach(run -> run.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                largest.merge(name.substring(PREFIX.length()), value, Math::max);
            }
        }));
        return largest.isEmpty() ? Optional.empty() : Optional.of(of(largest));
    }

    private static Promised of(SortedMap<String, Double> figures) {
        return new Promised(
                "record",
                figure(figures, "epsilon"),
                figure(figures, "delta"),
                figure(figures, "spent"),
                figure(figures, "noiseMultiplier"),
                figure(figures, "effectiveMultiplier"),
                figure(figures, "noiseToSignal"),
                figure(figures, "countsNoiseToSignal"));
    }

    private static double figure(SortedMap<String, Double> figures, String name) {
        return Optional.ofNullable(figures.get(name))
                .orElseThrow(() -> new IllegalStateException(PREFIX + name + " must be in the table, but is not"));
    }

    /** What the tables hold. */
    SortedMap<String, Double> figures() {
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put(PREFIX + "epsilon", epsilon);
        figures.put(PREFIX + "delta", delta);
        figures.put(PREFIX + "spent", spent);
        figures.put(PREFIX + "noiseMultiplier", noiseMultiplier);
        figures.put(PREFIX + "effectiveMultiplier", effectiveMultiplier);
        figures.put(PREFIX + "noiseToSignal", noiseToSignal);
        figures.put(PREFIX + "countsNoiseToSignal", countsNoiseToSignal);
        return figures;
    }

    /** For a person. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "epsilon %.4g at delta %.0e for a %s (%.4g spent), noise multiplier %.3f (effective %.3f),"
                        + " noise to signal %.3f (of counts %.3f)",
                epsilon,
                delta,
                unit,
                spent,
                noiseMultiplier,
                effectiveMultiplier,
                noiseToSignal,
                countsNoiseToSignal);
    }
}
