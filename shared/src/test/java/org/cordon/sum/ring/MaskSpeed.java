// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cordon.suite.Keystream;
import org.cordon.suite.Secret;

/**
 * Times the fused mask pass beside the bare keystream of the same bytes, one thread: run it by hand, on a quiet machine.
 *
 * <p>Arguments: word bits, streams, words, repetitions; prints medians over the second half of the repetitions.
 */
final class MaskSpeed {
    private MaskSpeed() {}

    public static void main(String[] arguments) {
        Ring ring = new Ring(Integer.parseInt(arguments[0]));
        int streams = Integer.parseInt(arguments[1]);
        int words = Integer.parseInt(arguments[2]);
        int repetitions = Integer.parseInt(arguments[3]);
        Random random = new Random(1);
        List<Secret> plus = new ArrayList<>();
        List<Secret> minus = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            (i % 2 == 0 ? plus : minus).add(Secret.random(random::nextBytes));
        }
        RingVector vector = RingVector.zeros(ring, words);
        double[] bare = new double[repetitions];
        double[] fused = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            long start = now();
            bareKeystream(plus, minus, vector.byteLength());
            long middle = now();
            Masks.apply(vector, plus, minus);
            bare[i] = (middle - start) / 1e6;
            fused[i] = (now() - middle) / 1e6;
        }
        double bareMedian = median(bare);
        double fusedMedian = median(fused);
        System.out.printf(
                "W=%d streams=%d words=%d: bare %.1f ms, fused %.1f ms, ratio %.2f%n",
                ring.wordBits(), streams, words, bareMedian, fusedMedian, fusedMedian / bareMedian);
    }

    private static void bareKeystream(List<Secret> plus, List<Secret> minus, int bytes) {
        List<Keystream> streams = new ArrayList<>();
        plus.forEach(key -> streams.add(new Keystream(key, 0, false)));
        minus.forEach(key -> streams.add(new Keystream(key, 0, true)));
        byte[] output = new byte[Keystream.MAX_READ_BYTES];
        for (int from = 0; from < bytes; from += output.length) {
            int length = Math.min(output.length, bytes - from);
            for (Keystream stream : streams) {
                stream.next(output, length);
            }
        }
    }

    /** Processor time of this thread, which other load on the machine disturbs least. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double median(double[] values) {
        double[] warm = Arrays.copyOfRange(values, values.length / 2, values.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
