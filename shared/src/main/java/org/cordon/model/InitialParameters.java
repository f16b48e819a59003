// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * First parameters drawn from a public seed, the same on every machine.
 *
 * <p>Weights uniform in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, equation 16), for relu layers +-sqrt(6
 * / inputs) (He et al. 2015), biases 0. Each gate of an LSTM is a layer of its own, and the biases of forget gates are 1
 * (Gers et al. 2000; Jozefowicz et al. 2015). The draws are those of {@link SplittableRandom}, layer by layer in the order of
 * the parameter vector; its algorithm is fixed by its specification. The seed is public and no secret derives from it.
 */
public final class InitialParameters {
    private InitialParameters() {}

    public static ParameterVector draw(NetworkSpec spec, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[spec.parameterCount()];
        for (int layer = 0; layer < spec.layers(); layer++) {
            boolean relu = spec.hidden() == Activation.RELU && layer < spec.layers() - 1;
            int width = spec.widths().get(layer + 1);
            int fan = relu ? spec.inputs(layer) : spec.inputs(layer) + width;
            double limit = StrictMath.sqrt(6.0 / fan);
            for (int k = spec.weightOffset(layer); k < spec.biasOffset(layer); k++) {
                double unit = (random.nextLong() >>> 11) * 0x1.0p-53;
                values[k] = (float) ((2 * unit - 1) * limit);
            }
            if (spec.isSequence() && layer == 0) {
                int forget = spec.biasOffset(layer) + width;
                Arrays.fill(values, forget, forget + width, 1f);
            }
        }
        return ParameterVector.of(values);
    }
}
