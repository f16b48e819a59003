// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.nio.file.Path;
import java.util.Set;
import org.cordon.simulations.engine.Seeds;

/** Where rows come from. */
public sealed interface Source
        permits TableFiles, Mnist, FedHeart, Synthetic, Clusters, Quadratics, Threats, LedgerRows {
    /**
     * Reads or makes the rows.
     *
     * @param base what relative paths are relative to
     * @param columns names of columns beside the features that holdout and partition ask for
     * @param seed for what is drawn
     */
    Sample read(Path base, Set<String> columns, long seed);

    /** What {@link #read} is to draw from in a run of this seed. */
    default long seedOf(long run) {
        return Seeds.of(run, "data");
    }

    /** Number of classes of the labels. */
    default int classes() {
        return 2;
    }
}
