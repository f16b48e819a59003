// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.computation.Detector;
import org.cordon.computation.fit.Reals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/** The state of {@link Calibration}: the plan, the models, and the summed histograms once they are there. */
public final class CalibrationState {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;

    private final CalibrationPlan plan;
    private final List<EvaluatedModel> models;
    private final List<String> features;
    private final List<int[]> picked = new ArrayList<>();
    private final Optional<Reals> counts;

    CalibrationState(CalibrationPlan plan, List<EvaluatedModel> models, Optional<Reals> counts) {
        CalibratedModel.requireModels(models);
        if (models.size() != plan.models()) {
            throw new IllegalArgumentException("models must be " + plan.models() + ", but were "
                    + models.stream().map(EvaluatedModel::computation).toList()
                    + ": put so many stages that train a model before calibration");
        }
        this.plan = plan;
        this.models = List.copyOf(models);
        this.features = CalibratedModel.features(models);
        this.counts = counts;
        models.forEach(model -> picked.add(
                model.detector().features().stream().mapToInt(features::indexOf).toArray()));
    }

    public CalibrationPlan plan() {
        return plan;
    }

    List<EvaluatedModel> models() {
        return models;
    }

    Optional<Reals> counts() {
        return counts;
    }

    /** What a row holds, in this order. */
    public List<String> features() {
        return features;
    }

    /** Words: for each model the bins of label 0, then those of label 1. */
    public int length() {
        return Math.multiplyExact(models.size(), 2 * plan.histograms().bins());
    }

    /** The words that count a held-out row, one for each model. */
    public int[] slots(float[] raw, boolean positive) {
        return IntStream.range(0, models.size())
                .map(i -> {
                    Detector detector = models.get(i).detector();
                    int bin = new ScoreGrid(
                                    detector.rankLimit(), plan.histograms().bins())
                            .bin(detector.rank(CalibratedDetector.pick(raw, picked.get(i))));
                    return (2 * i + (positive ? 1 : 0)) * plan.histograms().bins() + bin;
                })
                .toArray();
    }

    /** Version 1: u8 version, plan with its length, u8 models, of each computation and model with lengths, then counts. */
    public Bytes encode() {
        CanonicalWriter writer =
                new CanonicalWriter().u8(VERSION).bytes(plan.encode()).u8(models.size());
        models.forEach(model -> writer.text(model.computation()).bytes(model.encoded()));
        counts.orElse(Reals.NONE).writeTo(writer);
        return writer.toBytes();
    }

    /** Reads a state of {@link Calibration}. */
    public static CalibrationState decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("calibration state", VERSION);
        try {
            CalibrationPlan plan = CalibrationPlan.decode(reader.bytes("plan", CalibrationPlan.MAX_BYTES));
            List<EvaluatedModel> models = new ArrayList<>();
            for (int left = reader.u8(); left > 0; left--) {
                models.add(CalibratedModel.readModel(reader));
            }
            int most = Math.multiplyExact(models.size(), 2 * plan.histograms().bins());
            Reals counts = Reals.readFrom(reader, "counts", 0, most);
            reader.end();
            if (counts.length() != 0 && counts.length() != most) {
                throw new MalformedEncoding("counts must be none or " + most + ", but were " + counts.length());
            }
            return new CalibrationState(plan, models, counts.length() == 0 ? Optional.empty() : Optional.of(counts));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
