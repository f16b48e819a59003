// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;

/**
 * The parameters of {@link Calibration}.
 *
 * @param models how many come before, 1 to 16: what one row can move depends on it
 * @param histograms bins, cap, holdout and noise of each
 */
public record CalibrationPlan(int models, EvaluationPlan histograms) {
    static final int MAX_BYTES = 64;

    private static final int VERSION = 1;

    public CalibrationPlan {
        if (models < 1 || models > CalibratedModel.MAX_PARTS) {
            throw new IllegalArgumentException(
                    "models must be in [1, " + CalibratedModel.MAX_PARTS + "], but was " + models);
        }
    }

    /** Version 1: u8 version, u8 models, plan of the histograms with its length. */
    public Bytes encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .u8(models)
                .bytes(histograms.encode())
                .toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static CalibrationPlan decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("calibration plan", VERSION);
        try {
            CalibrationPlan plan = new CalibrationPlan(
                    reader.u8(), EvaluationPlan.decode(reader.bytes("histograms", EvaluationPlan.MAX_BYTES)));
            reader.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }
}
