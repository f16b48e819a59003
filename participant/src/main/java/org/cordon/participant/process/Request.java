// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.RowOrder;

/**
 * Everything that one training needs, as bytes; docs/external-trainer.md has the table.
 *
 * <p>It stands for itself: whoever answers needs to remember nothing of an earlier one.
 *
 * @param number counts the requests to one process; the answer repeats it
 */
record Request(long number, NetworkSpec spec, ParameterVector start, Table rows, LocalPlan plan, long seed) {
    static final int VERSION = 1;

    private static final byte[] MAGIC = {'C', 'D', 'T', 'Q'};
    private static final int HEAD = 16;
    private static final int FIXED = 64;
    private static final long LONGEST = 1L << 30;
    private static final int CHUNK = 1 << 16;

    /** Programs are told of dense networks only. */
    static void requireDense(NetworkSpec spec) {
        if (spec.isSequence()) {
            throw new TrainerFailed(
                    "the network must be dense with an external trainer, but the plan asks for a sequence_classifier",
                    "leave the trainer out");
        }
    }

    Request {
        requireDense(spec);
        if (!plan.loss().isPlain()) {
            throw new TrainerFailed(
                    "the loss must be plain with an external trainer, but the plan asks for " + plan.loss(),
                    "leave out positiveWeight and focalGamma, or the trainer");
        }
        if (length(spec, rows, plan) > LONGEST) {
            throw new TrainerFailed(
                    "a request to an external trainer must be at most 1 GiB, but " + rows.rows() + " rows of "
                            + rows.features() + " features in the order of " + plan.epochs() + " passes were more",
                    "take fewer rows or passes");
        }
    }

    private static long length(NetworkSpec spec, Table rows, LocalPlan plan) {
        long each = rows.features() + (rows.labelled() ? 1L : 0L) + plan.epochs();
        return FIXED + 4L * (spec.widths().size() + spec.parameterCount() + rows.rows() * each);
    }

    void writeTo(OutputStream out) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD + FIXED).order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC).putInt(VERSION).putLong(length(spec, rows, plan)).putLong(number);
        head.putInt(
                switch (spec.kind()) {
                    case MLP_CLASSIFIER -> 0;
                    case AUTOENCODER -> 1;
                    case SOFTMAX_CLASSIFIER -> 2;
                    case SEQUENCE_CLASSIFIER -> throw new IllegalStateException("sequences must have been refused");
                });
        head.putInt(
                switch (spec.hidden()) {
                    case RELU -> 0;
                    case TANH -> 1;
                });
        head.putInt(
                switch (plan.optimiser()) {
                    case SGD -> 0;
                    case ADAM -> 1;
                });
        head.putInt(plan.epochs()).putInt(plan.batchSize());
        head.putInt(spec.widths().size()).putInt(rows.rows()).putInt(rows.labelled() ? 1 : 0);
        head.putDouble(plan.learningRate()).putDouble(plan.proximal()).putLong(seed);
        out.write(head.array());
        Words words = new Words(out);
        for (int width : spec.widths()) {
            words.put(width);
        }
        for (int k = 0; k < start.length(); k++) {
            words.put(Float.floatToRawIntBits(start.get(k)));
        }
        writeRows(words);
        words.flush();
    }

    private void writeRows(Words words) throws IOException {
        for (int row = 0; row < rows.rows(); row++) {
            for (int feature = 0; feature < rows.features(); feature++) {
                words.put(Float.floatToRawIntBits(rows.value(row, feature)));
            }
        }
        for (int row = 0; row < rows.rows() && rows.labelled(); row++) {
            words.put(Float.floatToRawIntBits(rows.label(row)));
        }
        RowOrder order = new RowOrder(rows.rows(), seed);
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            order.shuffle();
            for (int place = 0; place < rows.rows(); place++) {
                words.put(order.row(place));
            }
        }
    }

    /** Words of 32 bits on their way out. */
    private static final class Words {
        private final OutputStream out;
        private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

        Words(OutputStream out) {
            this.out = out;
        }

        void put(int word) throws IOException {
            if (!chunk.hasRemaining()) {
                drain();
            }
            chunk.putInt(word);
        }

        private void drain() throws IOException {
            out.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }

        void flush() throws IOException {
            drain();
            out.flush();
        }
    }
}
