// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.suite.Bytes;

/**
 * A dense network from the allow-list: kind, layer widths from input to output, activation of the hidden layers.
 *
 * <p><b>Guarantees.</b> A value of this type is a network within the caps; nothing but these three fields ever
 * describes an architecture on the wire. The parameters lie layer by layer: the weights row-major [in][out], then the
 * biases.
 *
 * @param kind fixes the output layer and the loss
 * @param widths 2 to {@value #MAX_WIDTHS} widths of 1 to {@value #MAX_WIDTH}; the last is 1 for a classifier, the first
 *     for an autoencoder, the number of classes for a softmax classifier
 * @param hidden activation of every layer but the last
 */
public record NetworkSpec(NetworkKind kind, List<Integer> widths, Activation hidden) {
    public static final int MAX_WIDTHS = 9;
    public static final int MAX_WIDTH = 4096;
    public static final int MAX_PARAMETERS = 1 << 24;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 4 + 2 * MAX_WIDTHS;

    public NetworkSpec {
        widths = List.copyOf(widths);
        require(widths.size() >= 2 && widths.size() <= MAX_WIDTHS, "number of widths", "2 to 9", widths.size());
        for (int width : widths) {
            require(width >= 1 && width <= MAX_WIDTH, "width", "in [1, 4096]", width);
        }
        int last = widths.get(widths.size() - 1);
        switch (kind) {
            case MLP_CLASSIFIER -> require(last == 1, "last width of a classifier", "1", last);
            case AUTOENCODER ->
                require(last == widths.get(0), "last width of an autoencoder", "the first, " + widths.get(0), last);
            case SOFTMAX_CLASSIFIER ->
                require(last >= 2, "last width of a softmax classifier", "at least 2, one for each class", last);
        }
        long parameters = count(widths, widths.size() - 1);
        if (parameters > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "number of parameters must be at most " + MAX_PARAMETERS + ", but was " + parameters);
        }
    }

    public static NetworkSpec mlpClassifier(Activation hidden, int... widths) {
        return new NetworkSpec(NetworkKind.MLP_CLASSIFIER, boxed(widths), hidden);
    }

    public static NetworkSpec autoencoder(Activation hidden, int... widths) {
        return new NetworkSpec(NetworkKind.AUTOENCODER, boxed(widths), hidden);
    }

    public static NetworkSpec softmaxClassifier(Activation hidden, int... widths) {
        return new NetworkSpec(NetworkKind.SOFTMAX_CLASSIFIER, boxed(widths), hidden);
    }

    /** Number of classes that labels tell apart: 2 unless it is a softmax classifier of more. */
    public int classes() {
        return kind == NetworkKind.SOFTMAX_CLASSIFIER ? widths.get(widths.size() - 1) : 2;
    }

    /** Number of weight matrices, that is widths less one. */
    public int layers() {
        return widths.size() - 1;
    }

    public int features() {
        return widths.get(0);
    }

    public int inputs(int layer) {
        return widths.get(layer);
    }

    public int outputs(int layer) {
        return widths.get(layer + 1);
    }

    /** Where the weights of {@code layer}, counted from 0, start in the parameter vector. */
    public int weightOffset(int layer) {
        return Math.toIntExact(count(widths, layer));
    }

    /** Where the biases of {@code layer} start. */
    public int biasOffset(int layer) {
        return weightOffset(layer) + inputs(layer) * outputs(layer);
    }

    public int parameterCount() {
        return Math.toIntExact(count(widths, layers()));
    }

    /** Version 1: u8 version, u8 kind, u8 hidden, u8 number of widths, u16 each. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .u8(kind.code())
                .u8(hidden.code())
                .u8(widths.size());
        widths.forEach(writer::u16);
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static NetworkSpec decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        reader.version("network", VERSION);
        NetworkKind kind = NetworkKind.of(reader.u8());
        Activation hidden = Activation.of(reader.u8());
        int size = reader.u8();
        if (size > MAX_WIDTHS) {
            throw new MalformedEncoding("number of widths must be 2 to 9, but was " + size);
        }
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            widths.add(reader.u16());
        }
        reader.end();
        try {
            return new NetworkSpec(kind, widths, hidden);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static long count(List<Integer> widths, int layers) {
        long sum = 0;
        for (int layer = 0; layer < layers; layer++) {
            sum += (widths.get(layer) + 1L) * widths.get(layer + 1);
        }
        return sum;
    }

    private static List<Integer> boxed(int[] widths) {
        return Arrays.stream(widths).boxed().toList();
    }

    private static void require(boolean holds, String name, String rule, int value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
        }
    }
}
