// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import java.util.Arrays;
import java.util.List;
import org.cordon.computation.History;
import org.cordon.computation.scaling.Scaler;
import org.cordon.model.NetworkSpec;

/**
 * What a network takes of raw rows: their scaled values, or those of the last rows of a customer.
 *
 * <p><b>Guarantees.</b> Same bits on every CPU. Of a sequence, steps before the customer's first row are NaN as a whole, and no
 * other value is NaN.
 *
 * @param spec the network
 * @param scaler one feature per input of a row
 */
public record NetworkInputs(NetworkSpec spec, Scaler scaler) {
    public NetworkInputs {
        if (scaler.features().size() != spec.features()) {
            throw new IllegalArgumentException("number of scaled features must be " + spec.features() + ", but was "
                    + scaler.features().size());
        }
        List<String> unused = new History(spec.length()).names(scaler.features());
    }

    /** The names of the raw values, in the order in which {@link #scale} takes them: {@link History#names} of the scaler's features. */
    public List<String> features() {
        return new History(spec.length()).names(scaler.features());
    }

    /** Scales one input, each step by itself; {@code raw} holds one value for each of {@link #features()}. */
    public float[] scale(float[] raw) {
        if (raw.length != spec.inputWidth()) {
            throw new IllegalArgumentException(
                    "row must have " + spec.inputWidth() + " features, but had " + raw.length);
        }
        float[] scaled = new float[raw.length];
        int first = spec.firstStep(raw, 0) * spec.features();
        Arrays.fill(scaled, 0, first, Float.NaN);
        for (int i = first; i < raw.length; i++) {
            scaled[i] = scaler.scale(i % spec.features(), raw[i]);
        }
        return scaled;
    }
}
