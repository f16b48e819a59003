// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cordon.computation.Detector;
import org.cordon.computation.fit.Reals;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * Models with the probability of label 1 for each bin of their rank: a calibrated model, or an ensemble of several.
 *
 * @param parts 1 to {@value #MAX_PARTS}, each of another computation, names ascending
 */
record CalibratedModel(List<Part> parts) {
    static final int MAX_PARTS = 16;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;
    private static final int MAX_NAME = 40;
    private static final int MAX_BINS = 65_536;

    /**
     * One model.
     *
     * @param probabilities one for each bin, ascending, in [0, 1]
     */
    record Part(EvaluatedModel model, Reals probabilities) {
        Part {
            double before = 0;
            for (int bin = 0; bin < probabilities.length(); bin++) {
                double next = probabilities.get(bin);
                if (!(next >= before && next <= 1)) {
                    throw new IllegalArgumentException(
                            "probabilities must ascend within [0, 1], but " + next + " followed " + before);
                }
                before = next;
            }
            if (probabilities.length() < 2 || probabilities.length() > MAX_BINS) {
                throw new IllegalArgumentException(
                        "probabilities must be 2 to 65536, but were " + probabilities.length());
            }
        }
    }

    CalibratedModel {
        parts = List.copyOf(parts);
        requireModels(parts.stream().map(Part::model).toList());
    }

    /** Refuses lists of models that no calibration is of. */
    static void requireModels(List<EvaluatedModel> models) {
        if (models.isEmpty() || models.size() > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "models to calibrate must be 1 to " + MAX_PARTS + ", but were " + models.size());
        }
        String before = "";
        for (EvaluatedModel model : models) {
            String name = model.computation();
            if (name.equals(Calibration.NAME) || before.compareTo(name) >= 0) {
                throw new IllegalArgumentException(
                        "models to calibrate must ascend by name and be none of calibration, but " + name + " followed "
                                + before);
            }
            before = name;
        }
    }

    /** What the histograms of these models are functions of: calibrated or not, they say the same of the rows. */
    static Bytes basis(List<EvaluatedModel> models) {
        if (models.size() == 1) {
            return models.get(0).basis();
        }
        CanonicalWriter writer = new CanonicalWriter();
        models.forEach(model -> writer.text(model.computation()).bytes(model.basis()));
        return writer.toBytes();
    }

    Bytes basis() {
        return basis(parts.stream().map(Part::model).toList());
    }

    Detector detector() {
        return new CalibratedDetector(parts);
    }

    /** Features of all models, each once, in the order of the models. */
    static List<String> features(List<EvaluatedModel> models) {
        Set<String> features = new LinkedHashSet<>();
        models.forEach(model -> features.addAll(model.detector().features()));
        return List.copyOf(features);
    }

    /** Version 1: u8 version, u8 parts, of each computation and model with lengths, u32 count and f64 probabilities. */
    Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION).u8(parts.size());
        for (Part part : parts) {
            writer.text(part.model().computation()).bytes(part.model().encoded());
            part.probabilities().writeTo(writer);
        }
        return writer.toBytes();
    }

    static CalibratedModel decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("calibrated model", VERSION);
        try {
            List<Part> parts = new ArrayList<>();
            for (int left = reader.u8(); left > 0; left--) {
                EvaluatedModel model = readModel(reader);
                parts.add(new Part(model, Reals.readFrom(reader, "probabilities", 2, MAX_BINS)));
            }
            reader.end();
            return new CalibratedModel(parts);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    /** A model under its name; one of calibration itself is refused before it is read. */
    static EvaluatedModel readModel(CanonicalReader reader) {
        String computation = reader.text("computation", MAX_NAME);
        Bytes model = reader.bytes("model", MAX_BYTES);
        if (computation.equals(Calibration.NAME)) {
            throw new MalformedEncoding("model to calibrate must be none of calibration, but was");
        }
        return EvaluatedModel.of(computation, model);
    }
}
