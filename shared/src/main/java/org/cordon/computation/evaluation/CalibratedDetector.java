// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.cordon.computation.Detector;

/**
 * The mean of the calibrated scores of models. A single model ranks as it did before.
 *
 * <p>Between the middles of two bins the probability is interpolated, so that rows of one bin do not all score the same.
 */
final class CalibratedDetector implements Detector {
    private final List<CalibratedModel.Part> parts;
    private final List<String> features;
    private final List<int[]> picked = new ArrayList<>();

    CalibratedDetector(List<CalibratedModel.Part> parts) {
        this.parts = parts;
        this.features = CalibratedModel.features(
                parts.stream().map(CalibratedModel.Part::model).toList());
        parts.forEach(part -> picked.add(part.model().detector().features().stream()
                .mapToInt(features::indexOf)
                .toArray()));
    }

    @Override
    public List<String> features() {
        return features;
    }

    @Override
    public double score(float[] raw) {
        double sum = 0;
        for (int i = 0; i < parts.size(); i++) {
            CalibratedModel.Part part = parts.get(i);
            Detector detector = part.model().detector();
            sum += probability(part, detector.rank(pick(raw, picked.get(i))) / detector.rankLimit());
        }
        return Math.min(1, sum / parts.size());
    }

    static float[] pick(float[] raw, int[] indices) {
        float[] row = new float[indices.length];
        for (int k = 0; k < row.length; k++) {
            row[k] = raw[indices[k]];
        }
        return row;
    }

    private static double probability(CalibratedModel.Part part, double rank) {
        int bins = part.probabilities().length();
        double place = Math.max(0, Math.min(bins - 1.0, (rank + 1) / 2 * bins - 0.5));
        int low = (int) Math.min(bins - 2.0, StrictMath.floor(place));
        double share = place - low;
        double from = part.probabilities().get(low);
        return from + share * (part.probabilities().get(low + 1) - from);
    }

    @Override
    public double rank(float[] raw) {
        return parts.size() == 1 ? parts.get(0).model().detector().rank(raw) : 2 * score(raw) - 1;
    }

    @Override
    public double rankLimit() {
        return parts.size() == 1 ? parts.get(0).model().detector().rankLimit() : 1;
    }
}
