// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

/**
 * What a layer of LSTM puts out after the last step of a sequence, as {@link NetworkSpec} defines it.
 *
 * <p><b>Guarantees.</b> Same bits on every CPU: float32 sums in ascending order of the inputs, StrictMath functions.
 */
final class LstmPass {
    private final NetworkSpec spec;
    private final float[] parameters;
    private final int units;

    /** @param parameters of the whole network; not written to */
    LstmPass(NetworkSpec spec, float[] parameters) {
        this.spec = spec;
        this.parameters = parameters;
        this.units = spec.widths().get(1);
    }

    /** After the last step; steps in front that are missing wholly take no part. */
    float[] last(float[] input) {
        float[] state = new float[units];
        float[] output = new float[units];
        float[] sums = new float[spec.outputs(0)];
        for (int step = spec.firstStep(input, 0); step < spec.length(); step++) {
            System.arraycopy(parameters, spec.biasOffset(0), sums, 0, sums.length);
            add(input, step * spec.features(), spec.features(), spec.weightOffset(0), sums);
            add(output, 0, units, spec.weightOffset(0) + spec.features() * sums.length, sums);
            for (int unit = 0; unit < units; unit++) {
                float candidate = (float) StrictMath.tanh(sums[unit]);
                state[unit] = sigmoid(sums[units + unit]) * state[unit] + sigmoid(sums[3 * units + unit]) * candidate;
                output[unit] = sigmoid(sums[2 * units + unit]) * (float) StrictMath.tanh(state[unit]);
            }
        }
        return output;
    }

    private void add(float[] values, int first, int count, int weights, float[] sums) {
        for (int i = 0; i < count; i++) {
            float x = values[first + i];
            int offset = weights + i * sums.length;
            for (int o = 0; o < sums.length; o++) {
                sums[o] += x * parameters[offset + o];
            }
        }
    }

    private static float sigmoid(float sum) {
        return (float) (1 / (1 + StrictMath.exp(-sum)));
    }
}
