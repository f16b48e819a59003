// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * What a charter's file says of a stage, whatever the stage computes.
 *
 * <p>A further kind is a record that implements this, a component of {@link StageFile}, its keys in a part of {@link Fields}, and how
 * its parameters read in {@link StagePlan}.
 */
interface StageKind {
    /** What a stage has to find before it. */
    enum Needs {
        NOTHING(""),
        SCALING("scaling"),
        BINNING("binning"),
        /** One stage that trains a model of any kind. */
        MODEL("a stage that trains a model");

        private final String text;

        Needs(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** Name of the computation, which is that of the key, too. */
    String computation();

    Needs needs();

    /** Whether the stage puts out a model that an evaluation can take. */
    default boolean isModel() {
        return false;
    }

    /** How many models, trained by stages before, it makes one of; 0 if it makes none. */
    default int calibrates() {
        return 0;
    }

    /** Sums that the stage asks for if no round dies. */
    int sums();

    /** Whether the stage, as it is written, opens its sums under noise. */
    default boolean isNoisy() {
        return noiseMultiplierMicro().isPresent();
    }

    /** Whether there is no charter without differential privacy that the stage, as it is written, can stand in. */
    default boolean needsNoise() {
        return isNoisy();
    }

    /** Why the stage, as it is written, cannot open its sums under noise, with what to write in its place; empty if it can. */
    default Optional<Misfit> misfitUnderNoise() {
        return Optional.empty();
    }

    /** What is wrong, after the place, and how to mend it. */
    record Misfit(String rule, String mend) {}

    /** The noise multiplier that the file asks for, if it does. */
    Optional<Long> noiseMultiplierMicro();

    /** The same under a noise multiplier, in millionths. */
    StageKind under(long multiplierMicro);

    /** A unit takes part in a sum iff a number drawn for it is below this; 0 where all take part. */
    default long samplingThreshold() {
        return 0;
    }

    /**
     * Canonical parameters.
     *
     * @param terms differential privacy that the charter declares
     */
    Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms);

    /** How counts are opened: under noise if the charter declares differential privacy. */
    static Optional<NoisyCounts> noise(Optional<PrivacyTerms> terms, Optional<Long> multiplierMicro) {
        return terms.map(kept -> new NoisyCounts(
                kept.protects(),
                multiplierMicro.orElseThrow(() -> new IllegalArgumentException(
                        "noiseMultiplierMicro must be calibrated before the plan is made, but is missing"))));
    }
}
