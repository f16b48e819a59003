// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What comes back for a request; docs/external-trainer.md has the table. */
sealed interface Answer {
    /**
     * An update.
     *
     * @param delta added to the weights of the request; one value for each, of any kind
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Trained(int rows, int steps, float[] delta) implements Answer {}

    /** The program does not train what was asked for, and says why. */
    record Refused(String why) implements Answer {}

    /**
     * What an answer must fit.
     *
     * @param number of the request
     * @param rows that the request held
     */
    record Expected(long number, int parameters, int rows) {}

    /** Bytes of a reason, at the most. */
    int LONGEST_REASON = 1000;

    /**
     * Reads one answer and not a byte more.
     *
     * @throws EOFException if the bytes end before the answer does
     */
    static Answer read(InputStream in, Expected expected) throws IOException, MalformedAnswer {
        return new Reading(in, expected).read();
    }

    /** Caps first, then the exact length, then the content. */
    final class Reading {
        private static final byte[] MAGIC = {'C', 'D', 'T', 'A'};
        private static final int TRAINED = 20;
        private static final int REFUSED = 12;
        private static final int QUOTED = 60;

        private final InputStream in;
        private final Expected expected;

        Reading(InputStream in, Expected expected) {
            this.in = in;
            this.expected = expected;
        }

        Answer read() throws IOException, MalformedAnswer {
            requireMagic();
            ByteBuffer head = bytes(12);
            require("version", head.getInt(), Request.VERSION);
            long length = head.getLong();
            long trained = TRAINED + 4L * expected.parameters();
            long longest = Math.max(trained, REFUSED + LONGEST_REASON);
            if (length < REFUSED || length > longest) {
                throw new MalformedAnswer("length must be " + trained + " for " + expected.parameters()
                        + " parameters, but was " + Long.toUnsignedString(length));
            }
            ByteBuffer fixed = bytes(REFUSED);
            require("number", fixed.getLong(), expected.number());
            int status = fixed.getInt();
            return switch (status) {
                case 0 -> trained(length, trained);
                case 1 -> refused(length);
                default -> throw new MalformedAnswer("status must be 0 or 1, but was " + status);
            };
        }

        private Answer trained(long length, long exact) throws IOException, MalformedAnswer {
            require("length", length, exact);
            ByteBuffer rest = bytes(Math.toIntExact(exact - REFUSED));
            int rows = rest.getInt();
            if (rows < 0 || rows > expected.rows()) {
                throw new MalformedAnswer("rows must be in [0, " + expected.rows()
                        + "], as many as the request had, but was " + Integer.toUnsignedString(rows));
            }
            int steps = rest.getInt();
            if (steps < 0) {
                throw new MalformedAnswer("steps must be below 2^31, but was " + Integer.toUnsignedString(steps));
            }
            float[] delta = new float[expected.parameters()];
            rest.asFloatBuffer().get(delta);
            return new Trained(rows, steps, delta);
        }

        private Answer refused(long length) throws IOException, MalformedAnswer {
            int bytes = (int) length - REFUSED;
            if (bytes < 1 || bytes > LONGEST_REASON) {
                throw new MalformedAnswer("a reason must be 1 to " + LONGEST_REASON + " bytes long, but was " + bytes);
            }
            return new Refused(Printable.of(bytes(bytes).array(), LONGEST_REASON));
        }

        /** Byte by byte, so that a line of text is seen at once and not only once enough of it has come. */
        private void requireMagic() throws IOException, MalformedAnswer {
            byte[] seen = new byte[QUOTED];
            for (int k = 0; k < MAGIC.length; k++) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException(k == 0 ? "no byte came" : "it ended after " + k + " bytes");
                }
                seen[k] = (byte) next;
                if (seen[k] != MAGIC[k]) {
                    int more = in.read(seen, k + 1, Math.min(in.available(), QUOTED - k - 1));
                    byte[] text = Arrays.copyOf(seen, k + 1 + Math.max(0, more));
                    throw new MalformedAnswer(
                            "an answer must begin with CDTA, but stdout said \"" + Printable.of(text, QUOTED) + "\"");
                }
            }
        }

        private ByteBuffer bytes(int count) throws IOException {
            byte[] read = in.readNBytes(count);
            if (read.length < count) {
                throw new EOFException("it ended within an answer");
            }
            return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
        }

        private static void require(String name, long value, long wanted) throws MalformedAnswer {
            if (value != wanted) {
                throw new MalformedAnswer(name + " must be " + wanted + ", but was " + Long.toUnsignedString(value));
            }
        }
    }
}
