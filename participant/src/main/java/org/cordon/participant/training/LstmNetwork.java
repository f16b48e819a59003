// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Arrays;
import org.cordon.model.NetworkSpec;

/**
 * One sequence forward and back through a sequence classifier: its logit, and then the gradient of a loss of it.
 *
 * <p><b>Guarantees.</b> Equal to DL4J's up to float32 rounding (tests: 1e-5 after 20 steps). The gradient of one sequence depends on it and
 * the parameters alone, to the bit. Steps in front that are missing wholly take no part. No call allocates.
 *
 * <p><b>Does not check</b> that values are scaled or there. Not safe for use by two threads.
 *
 * <p>Source: back-propagation through time of Hochreiter and Schmidhuber 1997 with the forget gate of Gers et al. 2000, untruncated;
 * the layout is that of {@link NetworkSpec}. Sums over inputs run over gates in the inner loop, so that they are vectorised.
 */
final class LstmNetwork {
    private final NetworkSpec spec;
    private final int units;
    private final int gates;
    private final float[] parameters;
    private final float[] recurrent;
    /** After each step: activated gates, the state, its tanh and what is put out; place 0 of the last three is before the first. */
    private final float[][] activated;

    private final float[][] states;
    private final float[][] squashed;
    private final float[][] outputs;
    private final float[] outputSlope;
    private final float[] stateSlope;
    private final float[] gateSlope;
    private int first;

    LstmNetwork(NetworkSpec spec) {
        this.spec = spec;
        this.units = spec.widths().get(1);
        this.gates = spec.outputs(0);
        this.parameters = new float[spec.parameterCount()];
        this.recurrent = new float[gates * units];
        this.activated = new float[spec.length()][gates];
        this.states = new float[spec.length() + 1][units];
        this.squashed = new float[spec.length() + 1][units];
        this.outputs = new float[spec.length() + 1][units];
        this.outputSlope = new float[units];
        this.stateSlope = new float[units];
        this.gateSlope = new float[gates];
    }

    /** Takes a copy of the parameters, laid out as {@link NetworkSpec} says. */
    void set(float[] values) {
        System.arraycopy(values, 0, parameters, 0, parameters.length);
        int from = spec.features() * gates;
        for (int in = 0; in < units; in++) {
            for (int gate = 0; gate < gates; gate++) {
                recurrent[gate * units + in] = parameters[from + in * gates + gate];
            }
        }
    }

    /** @param inputs hold the {@link NetworkSpec#inputWidth} values of the sequence from {@code offset} on */
    float logit(float[] inputs, int offset) {
        first = spec.firstStep(inputs, offset);
        Arrays.fill(states[first], 0f);
        Arrays.fill(outputs[first], 0f);
        for (int step = first; step < spec.length(); step++) {
            forward(step, inputs, offset + step * spec.features());
        }
        float[] last = outputs[spec.length()];
        int weights = spec.weightOffset(1);
        float sum = parameters[spec.biasOffset(1)];
        for (int unit = 0; unit < units; unit++) {
            sum += last[unit] * parameters[weights + unit];
        }
        return sum;
    }

    private void forward(int step, float[] inputs, int offset) {
        float[] sums = activated[step];
        System.arraycopy(parameters, spec.biasOffset(0), sums, 0, gates);
        for (int in = 0; in < spec.features(); in++) {
            addScaled(inputs[offset + in], parameters, in * gates, sums, 0, gates);
        }
        if (step > first) {
            for (int in = 0; in < units; in++) {
                addScaled(outputs[step][in], parameters, (spec.features() + in) * gates, sums, 0, gates);
            }
        }
        float[] state = states[step + 1];
        for (int unit = 0; unit < units; unit++) {
            sums[unit] = tanh(sums[unit]);
            for (int gate = units + unit; gate < gates; gate += units) {
                sums[gate] = sigmoid(sums[gate]);
            }
            state[unit] = sums[units + unit] * states[step][unit] + sums[3 * units + unit] * sums[unit];
            squashed[step + 1][unit] = tanh(state[unit]);
            outputs[step + 1][unit] = sums[2 * units + unit] * squashed[step + 1][unit];
        }
    }

    /**
     * Adds the gradient of the sequence whose {@link #logit} was asked for last.
     *
     * @param delta the derivative of its loss by the logit
     * @param inputs as they were then
     */
    void addGradient(float delta, float[] inputs, int offset, float[] gradient) {
        int weights = spec.weightOffset(1);
        addScaled(delta, outputs[spec.length()], 0, gradient, weights, units);
        gradient[spec.biasOffset(1)] += delta;
        for (int unit = 0; unit < units; unit++) {
            outputSlope[unit] = delta * parameters[weights + unit];
            stateSlope[unit] = 0;
        }
        for (int step = spec.length() - 1; step >= first; step--) {
            differentiate(step);
            addScaled(1f, gateSlope, 0, gradient, spec.biasOffset(0), gates);
            for (int in = 0; in < spec.features(); in++) {
                addScaled(inputs[offset + step * spec.features() + in], gateSlope, 0, gradient, in * gates, gates);
            }
            if (step > first) {
                for (int in = 0; in < units; in++) {
                    addScaled(outputs[step][in], gateSlope, 0, gradient, (spec.features() + in) * gates, gates);
                }
                Arrays.fill(outputSlope, 0f);
                for (int gate = 0; gate < gates; gate++) {
                    addScaled(gateSlope[gate], recurrent, gate * units, outputSlope, 0, units);
                }
            }
        }
    }

    /** From the slopes by what a step puts out and by its state to those by its sums, and by the state before. */
    private void differentiate(int step) {
        float[] gate = activated[step];
        for (int unit = 0; unit < units; unit++) {
            float candidate = gate[unit];
            float forget = gate[units + unit];
            float output = gate[2 * units + unit];
            float input = gate[3 * units + unit];
            float tanh = squashed[step + 1][unit];
            float slope = stateSlope[unit] + outputSlope[unit] * output * (1f - tanh * tanh);
            gateSlope[unit] = slope * input * (1f - candidate * candidate);
            gateSlope[units + unit] = slope * states[step][unit] * forget * (1f - forget);
            gateSlope[2 * units + unit] = outputSlope[unit] * tanh * output * (1f - output);
            gateSlope[3 * units + unit] = slope * candidate * input * (1f - input);
            stateSlope[unit] = slope * forget;
        }
    }

    private static void addScaled(float factor, float[] from, int first, float[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            to[offset + i] += factor * from[first + i];
        }
    }

    /** As {@link Elementwise#tanh}. */
    private static float tanh(float sum) {
        return (float) (1 - 2 / (1 + Math.exp(2.0 * sum)));
    }

    private static float sigmoid(float sum) {
        return (float) (1 / (1 + Math.exp(-sum)));
    }
}
