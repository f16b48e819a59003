// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Bytes;

/**
 * What a state says to a person and to later stages.
 *
 * @param summary one line
 * @param figures numbers by name, for example {@code averagePrecision}
 * @param outputs canonical bytes by name, for example {@code scaler} or {@code network}; empty until there is a result
 */
public record Report(String summary, SortedMap<String, Double> figures, SortedMap<String, Bytes> outputs) {
    public Report {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    public static Report of(String summary, Map<String, Double> figures, Map<String, Bytes> outputs) {
        return new Report(summary, new TreeMap<>(figures), new TreeMap<>(outputs));
    }

    /** The output called {@code name}; an unknown one is refused with those there are. */
    public Bytes output(String name) {
        Bytes found = outputs.get(name);
        if (found == null) {
            throw new IllegalArgumentException("output must be one of " + outputs.keySet() + ", but was " + name);
        }
        return found;
    }
}
