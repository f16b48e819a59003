// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Mean and worst of a metric over exchanges. */
final class Spread {
    private Spread() {}

    static SortedMap<String, Double> of(List<SortedMap<String, Double>> each) {
        SortedMap<String, Double> spread = new TreeMap<>();
        if (each.isEmpty()) {
            return spread;
        }
        for (String metric : each.get(0).keySet()) {
            double sum = 0;
            double worst = Double.NaN;
            int count = 0;
            for (SortedMap<String, Double> one : each) {
                Double value = one.get(metric);
                if (value != null) {
                    sum += value;
                    count++;
                    boolean worse = metric.equals("loss") ? value > worst : value < worst;
                    worst = Double.isNaN(worst) || worse ? value : worst;
                }
            }
            spread.put(metric + "/mean", sum / count);
            spread.put(metric + "/worst", worst);
        }
        return spread;
    }
}
