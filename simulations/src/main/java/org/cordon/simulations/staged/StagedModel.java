// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.staged;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.cordon.computation.fit.FitTerms;
import org.cordon.suite.Bytes;

/** A model as an experiment names it that is not averaged from updates but comes of a stage of a pipeline, after scaling. */
public interface StagedModel {
    /**
     * What the experiment says beside the model.
     *
     * @param columns names of features
     * @param maxRows cap on an exchange's rows
     * @param rounds sums of the stage
     * @param seed of what is drawn
     */
    record Setting(List<String> columns, int maxRows, int rounds, long seed) {
        public Setting {
            columns = List.copyOf(columns);
        }

        /** Of a fit; nothing is held out, as the experiment has its own rows for that. */
        FitTerms terms() {
            return new FitTerms(columns.size(), maxRows, 0);
        }
    }

    /** A setting for checks of what a model itself says. */
    Setting ANY = new Setting(Collections.nCopies(1024, "any"), 1, 1, 0);

    /** Name of the computation, which puts out the model. */
    String computation();

    /** Canonical parameters of the computation. */
    Bytes parameters(Setting setting);

    /** The number of sums, where no experiment can choose it. */
    OptionalInt sums();
}
