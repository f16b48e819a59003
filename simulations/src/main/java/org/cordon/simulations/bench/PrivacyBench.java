// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseNetwork;
import org.cordon.participant.training.Dl4jReference;
import org.cordon.participant.training.PrivacyUnits;
import org.cordon.participant.training.PrivateGradient;
import org.cordon.privacy.DiscreteGaussian;
import org.cordon.privacy.IntegerClip;
import org.cordon.privacy.PoissonSampling;
import org.cordon.privacy.RandomWords;
import org.cordon.suite.Randomness;

/**
 * Times what differential privacy costs: noise, clipping and accounting; CPU time of the calling thread,
 * medians of several runs after a warm-up.
 *
 * <p>Noise: discrete Gaussian draws at sigma = 2^20. A step: MLP 166-128-64-1 on 256 records, which the DP step samples
 * (at a rate that keeps all), clips and sums without noise, and the plain step trains on by SGD; turn by turn, so that
 * both see the same machine. Accounting: epsilon of 10,000 steps at noise multiplier 1, sampling rate 0.001 and delta
 * 1e-6.
 */
final class PrivacyBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 256;
    private static final int DRAWS = 1 << 18;

    private final int runs;
    private final int repetitions;

    /** What was measured. */
    record Figures(double noiseMicrosPerSample, double dpStepOverPlainStep, double pldMillis) {}

    /**
     * @param runs measured runs, of which the median counts
     * @param repetitions steps in a run
     */
    PrivacyBench(int runs, int repetitions) {
        this.runs = runs;
        this.repetitions = repetitions;
    }

    Figures run() {
        return new Figures(noiseMicros(), stepRatio(), pldMillis(() -> PldTiming.epsilon(1, 0.001, 10_000, 1e-6)));
    }

    double noiseMicros() {
        try (DiscreteGaussian sampler = new DiscreteGaussian(1L << 40, Randomness.secure())) {
            long[] draws = new long[DRAWS];
            return median(() -> nanos(() -> sampler.fill(draws)) / 1e3 / DRAWS);
        }
    }

    double stepRatio() {
        NetworkSpec spec = NetworkSpec.mlpClassifier(Activation.RELU, 166, 128, 64, 1);
        Table table = records(spec.features());
        ParameterVector start = Dl4jReference.initial(spec, 1);
        DenseNetwork network = new DenseNetwork(spec, start, LocalOptimiser.SGD, 1e-3, BATCH);
        PrivateGradient gradient = new PrivateGradient(
                spec, table, PrivacyUnits.records(BATCH), new IntegerClip(1, IntegerClip.DEFAULT_UNITS));
        PoissonSampling all = PoissonSampling.ofRate(Math.nextDown(1.0));
        long[] sum = new long[spec.parameterCount()];
        try (RandomWords words = new RandomWords(Randomness.secure())) {
            return median(() -> {
                long plain = 0;
                long clipped = 0;
                for (int i = 0; i < repetitions; i++) {
                    plain += nanos(() -> step(network, table));
                    clipped += nanos(() -> gradient.addTo(sum, start, all, words));
                }
                return clipped / (double) Math.max(1, plain);
            });
        }
    }

    double pldMillis(DoubleSupplier epsilon) {
        return median(() -> nanos(() -> {
                    double unused = epsilon.getAsDouble();
                })
                / 1e6);
    }

    private static void step(DenseNetwork network, Table table) {
        for (int place = 0; place < BATCH; place++) {
            network.load(place, table, place);
        }
        network.step(BATCH);
    }

    private double median(DoubleSupplier run) {
        double unused = run.getAsDouble(); // warms the compiler
        double[] results =
                IntStream.range(0, runs).mapToDouble(i -> run.getAsDouble()).toArray();
        Arrays.sort(results);
        return results[runs / 2];
    }

    private static long nanos(Runnable work) {
        long begin = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - begin;
    }

    private static Table records(int features) {
        Random random = new Random(1);
        float[] values = new float[BATCH * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float[] labels = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = random.nextInt(2);
        }
        List<String> names = IntStream.range(0, features).mapToObj(k -> "x" + k).toList();
        return Table.of(names, BATCH, values, Optional.of(labels));
    }
}
