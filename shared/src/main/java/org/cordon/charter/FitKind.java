// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/** A stage that fits a model to scaled rows by sums of what they add, and says what all of these share. */
interface FitKind extends StageKind {
    /** Public cap on an exchange's rows. */
    int maxRows();

    int holdoutPerMille();

    /** Canonical parameters under these terms. */
    Bytes parameters(FitTerms terms);

    @Override
    default Needs needs() {
        return Needs.SCALING;
    }

    @Override
    default boolean isModel() {
        return true;
    }

    /** One, unless the model is fitted step by step. */
    @Override
    default int sums() {
        return 1;
    }

    @Override
    default Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        return parameters(new FitTerms(
                columns.size(), maxRows(), holdoutPerMille(), StageKind.noise(terms, noiseMultiplierMicro())));
    }
}
