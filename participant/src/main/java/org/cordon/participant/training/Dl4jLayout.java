// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.nio.FloatBuffer;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;

/**
 * Where a parameter of ours lies in DL4J's flat parameter array.
 *
 * <p>Both go layer by layer, weights then biases; DL4J keeps the weights in 'f' order, that is [out][in] in memory, we
 * keep them [in][out]. Of an LSTM the weights of the features come first and those of its own outputs after them, for DL4J two arrays; the
 * gates have DL4J's order.
 */
final class Dl4jLayout {
    private Dl4jLayout() {}

    static void write(NetworkSpec spec, ParameterVector parameters, FloatBuffer flat) {
        int[] map = map(spec);
        for (int i = 0; i < map.length; i++) {
            flat.put(map[i], parameters.get(i));
        }
    }

    static ParameterVector read(NetworkSpec spec, FloatBuffer flat) {
        int[] map = map(spec);
        float[] values = new float[map.length];
        for (int i = 0; i < map.length; i++) {
            values[i] = flat.get(map[i]);
        }
        return ParameterVector.of(values);
    }

    /** For each index of ours, DL4J's. */
    static int[] map(NetworkSpec spec) {
        int[] map = new int[spec.parameterCount()];
        for (int layer = 0; layer < spec.layers(); layer++) {
            int start = spec.weightOffset(layer);
            int inputs = spec.inputs(layer);
            int outputs = spec.outputs(layer);
            int own = spec.widths().get(layer);
            for (int out = 0; out < outputs; out++) {
                for (int in = 0; in < own; in++) {
                    map[start + in * outputs + out] = start + out * own + in;
                }
                for (int in = own; in < inputs; in++) {
                    map[start + in * outputs + out] = start + own * outputs + out * (inputs - own) + in - own;
                }
            }
            for (int out = 0; out < outputs; out++) {
                map[spec.biasOffset(layer) + out] = spec.biasOffset(layer) + out;
            }
        }
        return map;
    }
}
