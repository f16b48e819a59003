// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.simulations.strategy.Memory;
import org.cordon.suite.Bytes;

/**
 * Orders, tasks and outcomes as bytes, bit for bit.
 *
 * <p>Words are written in as few bytes as the largest of them needs: half of what 64 bits would take at the usual bounds.
 */
final class RemoteCodec {
    private static final int ANY = Integer.MAX_VALUE;
    private static final int DONE = 0;
    private static final int DIVERGED = 1;
    private static final int REFUSED = 2;
    private static final int FAILED = 3;

    private RemoteCodec() {}

    /** What came of a task, and what the exchange remembers after it. */
    record Outcome(ClientResult result, SortedMap<String, double[]> memory) {}

    static Bytes order(RoundOrder order) {
        CanonicalWriter out = new CanonicalWriter()
                .u32(order.round())
                .floats(order.parameters())
                .longs(bits(order.previous()))
                .u8(order.judged() ? 1 : 0);
        return write(out, order.shared()).toBytes();
    }

    static RoundOrder order(Bytes encoded) {
        CanonicalReader in = CanonicalReader.of(encoded, ANY);
        int round = in.u32("round", 0, ANY);
        float[] parameters = in.floats("parameters", ANY);
        double[] previous = doubles(in.longs("previous", ANY));
        boolean judged = in.u8() == 1;
        Memory shared = new Memory();
        shared.replace(memory(in));
        in.end();
        return new RoundOrder(round, parameters, previous, shared, judged);
    }

    static Bytes task(ClientTask task) {
        return write(new CanonicalWriter().u32(task.exchange()).u32(task.passes()), task.memory())
                .toBytes();
    }

    static ClientTask task(Bytes encoded) {
        CanonicalReader in = CanonicalReader.of(encoded, ANY);
        int exchange = in.u32("exchange", 0, ANY);
        int passes = in.u32("passes", 0, ANY);
        Memory memory = new Memory();
        memory.replace(memory(in));
        in.end();
        return new ClientTask(exchange, passes, memory);
    }

    static Bytes done(ClientResult result, Memory memory) {
        byte[] packed = pack(result.words());
        CanonicalWriter out = new CanonicalWriter()
                .u8(DONE)
                .u32(result.exchange())
                .u8(packed.length / result.words().length)
                .bytes(Bytes.wrap(packed))
                .u32(result.rows())
                .u32(result.steps())
                .i64(Double.doubleToRawLongBits(result.norm()))
                .i64(Double.doubleToRawLongBits(result.shrink()))
                .u8(result.personal().isPresent() ? 1 : 0);
        SortedMap<String, Double> personal = result.personal().orElseGet(TreeMap::new);
        out.u32(personal.size());
        personal.forEach((name, value) -> out.text(name).i64(Double.doubleToRawLongBits(value)));
        return write(out, memory).toBytes();
    }

    static Bytes diverged() {
        return new CanonicalWriter().u8(DIVERGED).toBytes();
    }

    static Bytes refused(CommandFailure why) {
        return new CanonicalWriter()
                .u8(REFUSED)
                .text(why.exitCode().name())
                .text(why.sentence())
                .text(why.mend())
                .toBytes();
    }

    static Bytes failed(String sentence) {
        return new CanonicalWriter().u8(FAILED).text(sentence).toBytes();
    }

    /** A task that has failed fails here again. */
    static Outcome outcome(Bytes encoded) {
        CanonicalReader in = CanonicalReader.of(encoded, ANY);
        return switch (in.u8()) {
            case DONE -> done(in);
            case DIVERGED -> throw new TrialRun.NotFinite();
            case REFUSED ->
                throw new CommandFailure(
                        ExitCode.valueOf(in.text("exit code", ANY)), in.text("sentence", ANY), in.text("mend", ANY));
            default -> throw new IllegalStateException(in.text("failure", ANY));
        };
    }

    private static Outcome done(CanonicalReader in) {
        int exchange = in.u32("exchange", 0, ANY);
        int width = in.u8();
        long[] words = unpack(in.bytes("words", ANY).toByteArray(), width);
        int rows = in.u32("rows", 0, ANY);
        int steps = in.u32("steps", 0, ANY);
        double norm = Double.longBitsToDouble(in.i64());
        double shrink = Double.longBitsToDouble(in.i64());
        boolean judged = in.u8() == 1;
        SortedMap<String, Double> personal = new TreeMap<>();
        int metrics = in.u32("metrics", 0, ANY);
        for (int k = 0; k < metrics; k++) {
            personal.put(in.text("metric", ANY), Double.longBitsToDouble(in.i64()));
        }
        SortedMap<String, double[]> memory = memory(in);
        in.end();
        Optional<SortedMap<String, Double>> judgement = judged ? Optional.of(personal) : Optional.empty();
        return new Outcome(new ClientResult(exchange, words, rows, steps, norm, shrink, judgement), memory);
    }

    private static CanonicalWriter write(CanonicalWriter out, Memory memory) {
        SortedMap<String, double[]> all = memory.all();
        out.u32(all.size());
        for (Map.Entry<String, double[]> one : all.entrySet()) {
            out.text(one.getKey()).longs(bits(one.getValue()));
        }
        return out;
    }

    private static SortedMap<String, double[]> memory(CanonicalReader in) {
        SortedMap<String, double[]> all = new TreeMap<>();
        int count = in.u32("vectors", 0, ANY);
        for (int k = 0; k < count; k++) {
            all.put(in.text("name", ANY), doubles(in.longs("vector", ANY)));
        }
        return all;
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static double[] doubles(long[] bits) {
        return Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
    }

    /** All words in as many bytes each, big-endian. */
    static byte[] pack(long[] words) {
        long used = 0;
        for (long word : words) {
            used |= word ^ (word >> 63);
        }
        int width = (Long.SIZE - Long.numberOfLeadingZeros(used)) / Byte.SIZE + 1; // one bit more for the sign
        byte[] packed = new byte[Math.multiplyExact(words.length, width)];
        int at = 0;
        for (long word : words) {
            for (int shift = (width - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                packed[at++] = (byte) (word >> shift);
            }
        }
        return packed;
    }

    static long[] unpack(byte[] packed, int width) {
        long[] words = new long[packed.length / width];
        int at = 0;
        for (int k = 0; k < words.length; k++) {
            long word = packed[at++];
            for (int more = 1; more < width; more++) {
                word = (word << Byte.SIZE) | (packed[at++] & 0xff);
            }
            words[k] = word;
        }
        return words;
    }
}
