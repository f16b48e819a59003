// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run: settings, seed, and the point of the sweep.
 *
 * @param settings with the sweep's values in their places
 * @param seed one of the experiment's
 * @param point path in the file to the value there, as YAML in one line; empty without a sweep
 * @param label the point for a person; the experiment's name without a sweep
 * @param canonical all settings in one form, whatever the order of keys: what the run's name derives from
 */
public record Run(Experiment settings, long seed, SortedMap<String, String> point, String label, String canonical) {
    public Run {
        point = new TreeMap<>(point);
    }
}
