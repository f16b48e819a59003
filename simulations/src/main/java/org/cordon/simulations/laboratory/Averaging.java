// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

/** How outputs of several models become those of one. */
enum Averaging {
    /** Their mean, in the floats that networks put out. */
    MEAN {
        @Override
        void add(double[] to, double[] outputs, int models) {
            for (int k = 0; k < to.length; k++) {
                to[k] = (float) to[k] + (float) outputs[k] / models;
            }
        }

        @Override
        void end(double[] of, int models, int trained) {
            for (int k = 0; k < of.length; k++) {
                of[k] = (float) of[k] * ((float) models / trained);
            }
        }
    },
    /** Their sum, for scores that only rank. */
    SUM {
        @Override
        void add(double[] to, double[] outputs, int models) {
            for (int k = 0; k < to.length; k++) {
                to[k] += outputs[k];
            }
        }

        @Override
        void end(double[] of, int models, int trained) {
            // ranks stay
        }
    };

    /** Adds one model's outputs, of so many models. */
    abstract void add(double[] to, double[] outputs, int models);

    /** All are added; fewer were {@code trained} than {@code models}. */
    abstract void end(double[] of, int models, int trained);

    /** Outputs of networks are floats, which a double holds exactly. */
    static float[] floats(double[] outputs) {
        float[] narrow = new float[outputs.length];
        for (int k = 0; k < narrow.length; k++) {
            narrow[k] = (float) outputs[k];
        }
        return narrow;
    }

    static double[] doubles(float[] outputs) {
        double[] wide = new double[outputs.length];
        for (int k = 0; k < wide.length; k++) {
            wide[k] = outputs[k];
        }
        return wide;
    }
}
