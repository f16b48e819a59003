// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.suite.Bytes;

/**
 * A network from the allow-list: kind, layer widths from input to output, activation of the hidden layers, and how many rows it
 * looks at.
 *
 * <p><b>Guarantees.</b> A value of this type is a network within the caps; nothing but these four fields ever
 * describes an architecture on the wire. The parameters lie layer by layer: the weights row-major [in][out], then the
 * biases.
 *
 * <p>The first layer of a sequence classifier is one of LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al.
 * 2000, without peepholes). Its inputs are the features of a row and then the h outputs after the row before, its outputs four
 * times h sums: candidates z, forget gates f, output gates o, input gates i. With c = sigmoid(f) c + sigmoid(i) tanh(z) the layer puts out
 * sigmoid(o) tanh(c); the second layer takes what it puts out after the last row.
 *
 * @param kind fixes the output layer and the loss
 * @param widths 2 to {@value #MAX_WIDTHS} widths of 1 to {@value #MAX_WIDTH}; the last is 1 for a classifier, the first
 *     for an autoencoder, the number of classes for a softmax classifier; a sequence classifier has three
 * @param hidden activation of every layer but the last; of a sequence classifier tanh
 * @param length rows that are looked at: 2 to {@value #MAX_LENGTH} for a sequence classifier, else 1
 */
public record NetworkSpec(NetworkKind kind, List<Integer> widths, Activation hidden, int length) {
    public static final int MAX_WIDTHS = 9;
    public static final int MAX_WIDTH = 4096;
    public static final int MAX_PARAMETERS = 1 << 24;
    public static final int MAX_LENGTH = 64;

    private static final int GATES = 4;
    private static final int VERSION = 1;
    private static final int SEQUENCE = 2;
    private static final int MAX_BYTES = 5 + 2 * MAX_WIDTHS;

    public NetworkSpec {
        widths = List.copyOf(widths);
        require(widths.size() >= 2 && widths.size() <= MAX_WIDTHS, "number of widths", "2 to 9", widths.size());
        for (int width : widths) {
            require(width >= 1 && width <= MAX_WIDTH, "width", "in [1, 4096]", width);
        }
        int last = widths.get(widths.size() - 1);
        switch (kind) {
            case MLP_CLASSIFIER -> require(last == 1, "last width of a classifier", "1", last);
            case SEQUENCE_CLASSIFIER -> requireSequence(widths, hidden, length);
            case AUTOENCODER ->
                require(last == widths.get(0), "last width of an autoencoder", "the first, " + widths.get(0), last);
            case SOFTMAX_CLASSIFIER ->
                require(last >= 2, "last width of a softmax classifier", "at least 2, one for each class", last);
        }
        if (kind != NetworkKind.SEQUENCE_CLASSIFIER) {
            require(length == 1, "length of a network that is no sequence_classifier", "1", length);
        }
        long parameters = count(kind, widths, widths.size() - 1);
        if (parameters > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "number of parameters must be at most " + MAX_PARAMETERS + ", but was " + parameters);
        }
    }

    /** A dense network, which looks at one row. */
    public NetworkSpec(NetworkKind kind, List<Integer> widths, Activation hidden) {
        this(kind, widths, hidden, 1);
    }

    /** An LSTM of {@code units} outputs over {@code length} rows of {@code features} values. */
    public static NetworkSpec sequenceClassifier(int length, int features, int units) {
        return new NetworkSpec(NetworkKind.SEQUENCE_CLASSIFIER, List.of(features, units, 1), Activation.TANH, length);
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

    /** Values of one row of an exchange. */
    public int features() {
        return widths.get(0);
    }

    /** Values that the network takes at once: the features of as many rows as it looks at, the oldest first. */
    public int inputWidth() {
        return length * features();
    }

    /** Whether it looks at several rows of a customer. */
    public boolean isSequence() {
        return kind == NetworkKind.SEQUENCE_CLASSIFIER;
    }

    /** Returns this network if it looks at one row, else refuses. */
    public NetworkSpec requireDense() {
        if (isSequence()) {
            throw new IllegalArgumentException("network must be dense here, but was a sequence_classifier");
        }
        return this;
    }

    /**
     * The first step, from 0, that an input holds. Steps before it are missing wholly, as the customer had no earlier rows; the last is
     * always there.
     *
     * @param input holds {@link #inputWidth} values from {@code offset} on
     */
    public int firstStep(float[] input, int offset) {
        int value = 0;
        while (value < (length - 1) * features() && Float.isNaN(input[offset + value])) {
            value++;
        }
        return value / features();
    }

    public int inputs(int layer) {
        return inputs(kind, widths, layer);
    }

    public int outputs(int layer) {
        return outputs(kind, widths, layer);
    }

    /** Where the weights of {@code layer}, counted from 0, start in the parameter vector. */
    public int weightOffset(int layer) {
        return Math.toIntExact(count(kind, widths, layer));
    }

    /** Where the biases of {@code layer} start. */
    public int biasOffset(int layer) {
        return weightOffset(layer) + inputs(layer) * outputs(layer);
    }

    public int parameterCount() {
        return Math.toIntExact(count(kind, widths, layers()));
    }

    /** Version 1: u8 version, u8 kind, u8 hidden, u8 number of widths, u16 each; version 2, of sequences, ends in u8 length. */
    public Bytes encode() {
        CanonicalWriter writer = new CanonicalWriter()
                .u8(isSequence() ? SEQUENCE : VERSION)
                .u8(kind.code())
                .u8(hidden.code())
                .u8(widths.size());
        widths.forEach(writer::u16);
        if (isSequence()) {
            writer.u8(length);
        }
        return writer.toBytes();
    }

    /** Reads {@link #encode()}; anything else is a {@link MalformedEncoding}. */
    public static NetworkSpec decode(Bytes encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, MAX_BYTES);
        int version = reader.version("network", VERSION, SEQUENCE);
        NetworkKind kind = NetworkKind.of(reader.u8());
        if ((version == SEQUENCE) != (kind == NetworkKind.SEQUENCE_CLASSIFIER)) {
            throw new MalformedEncoding("version of a network must be 2 for a sequence_classifier and 1 else, but was "
                    + version + " for " + kind);
        }
        Activation hidden = Activation.of(reader.u8());
        int size = reader.u8();
        if (size > MAX_WIDTHS) {
            throw new MalformedEncoding("number of widths must be 2 to 9, but was " + size);
        }
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            widths.add(reader.u16());
        }
        int length = version == SEQUENCE ? reader.u8() : 1;
        reader.end();
        try {
            return new NetworkSpec(kind, widths, hidden, length);
        } catch (IllegalArgumentException e) {
            throw new MalformedEncoding(String.valueOf(e.getMessage()));
        }
    }

    private static void requireSequence(List<Integer> widths, Activation hidden, int length) {
        require(widths.size() == 3, "number of widths of a sequence_classifier", "3", widths.size());
        require(widths.get(2) == 1, "last width of a classifier", "1", widths.get(2));
        require(length >= 2 && length <= MAX_LENGTH, "length of a sequence_classifier", "in [2, 64]", length);
        if (hidden != Activation.TANH) {
            throw new IllegalArgumentException("activation of a sequence_classifier must be tanh, but was " + hidden);
        }
    }

    private static int inputs(NetworkKind kind, List<Integer> widths, int layer) {
        boolean recurrent = kind == NetworkKind.SEQUENCE_CLASSIFIER && layer == 0;
        return widths.get(layer) + (recurrent ? widths.get(1) : 0);
    }

    private static int outputs(NetworkKind kind, List<Integer> widths, int layer) {
        boolean recurrent = kind == NetworkKind.SEQUENCE_CLASSIFIER && layer == 0;
        return widths.get(layer + 1) * (recurrent ? GATES : 1);
    }

    private static long count(NetworkKind kind, List<Integer> widths, int layers) {
        long sum = 0;
        for (int layer = 0; layer < layers; layer++) {
            sum += (inputs(kind, widths, layer) + 1L) * outputs(kind, widths, layer);
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
