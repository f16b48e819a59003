// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseNetwork;
import org.cordon.participant.training.Dl4jReference;

/**
 * CPU time of one local training step, ours beside DL4J's {@code fit}.
 *
 * <p>A step of ours loads a minibatch out of a table of 8,192 rows in an order without locality and moves the
 * parameters; DL4J fits a minibatch that is ready in its own memory, which is to its advantage. Both start from the
 * same parameters.
 *
 * <p>CPU time of the calling thread, so {@code OMP_NUM_THREADS} must be 1 for DL4J's figure to be whole; medians over
 * several runs, after a warm-up in which the compiler has settled.
 */
public final class TrainBench {
    private static final int TABLE_ROWS = 8192;
    private static final double LEARNING_RATE = 1e-3;

    private TrainBench() {}

    /**
     * One line of the result; times in microseconds of CPU time.
     *
     * @param model {@code mlp} (166-128-64-1) or {@code autoencoder} (64-32-16-32-64), both with ReLU
     * @param optimiser {@code sgd} or {@code adam}
     */
    public record Row(String model, int batch, String optimiser, double microsPerStep, double dl4jFitMicrosPerStep) {
        /** This line as a JSON object. */
        public String toJson() {
            return String.format(
                    Locale.ROOT,
                    "{\"model\": \"%s\", \"batch\": %d, \"optimiser\": \"%s\", \"microsPerStep\": %.1f, "
                            + "\"dl4jFitMicrosPerStep\": %.1f}",
                    model,
                    batch,
                    optimiser,
                    microsPerStep,
                    dl4jFitMicrosPerStep);
        }
    }

    /**
     * How long to measure.
     *
     * @param runs measured runs, of which the median counts; odd
     * @param runMillis CPU time of a run, roughly
     * @param warmUpMillis CPU time spent before the first run
     */
    public record Effort(int runs, int runMillis, int warmUpMillis) {
        /** Seven runs of 0.3 s after 1 s: about 50 s in all. */
        public static final Effort FULL = new Effort(7, 300, 1000);

        public Effort {
            if (runs < 1 || runMillis < 1 || warmUpMillis < 1) {
                throw new IllegalArgumentException("runs, runMillis and warmUpMillis must be at least 1, but were "
                        + runs + ", " + runMillis + ", " + warmUpMillis);
            }
        }
    }

    /** Both models, minibatches of 32 and 256, both optimisers. */
    public static List<Row> run(Effort effort) {
        List<Row> rows = new ArrayList<>();
        NetworkSpec mlp = NetworkSpec.mlpClassifier(Activation.RELU, 166, 128, 64, 1);
        NetworkSpec autoencoder = NetworkSpec.autoencoder(Activation.RELU, 64, 32, 16, 32, 64);
        for (NetworkSpec spec : List.of(mlp, autoencoder)) {
            for (int batch : new int[] {32, 256}) {
                for (LocalOptimiser optimiser : LocalOptimiser.values()) {
                    rows.add(measure(spec, batch, optimiser, effort));
                }
            }
        }
        return rows;
    }

    /** All lines as one JSON array. */
    public static String toJson(List<Row> rows) {
        return rows.stream().map(Row::toJson).collect(Collectors.joining(",\n ", "[", "]"));
    }

    private static Row measure(NetworkSpec spec, int batch, LocalOptimiser optimiser, Effort effort) {
        Table table = randomTable(spec.features());
        ParameterVector start = Dl4jReference.initial(spec, 1);
        DenseNetwork network = new DenseNetwork(spec, start, optimiser, LEARNING_RATE, batch);
        double ours = medianMicros(new DenseStep(network, table, batch), effort);
        // Refuses to report steps on numbers that ceased to be finite.
        network.parameters();
        int[] first = IntStream.range(0, batch).toArray();
        Table minibatch = table.select(first);
        Runnable fit = new Dl4jReference(spec, start, optimiser, LEARNING_RATE)
                .fitting(batch, minibatch.copyValues(), minibatch.copyLabels().orElseThrow());
        return new Row(
                spec.kind() == NetworkKind.MLP_CLASSIFIER ? "mlp" : "autoencoder",
                batch,
                optimiser.name().toLowerCase(Locale.ROOT),
                ours,
                medianMicros(fit, effort));
    }

    /** Loads and trains; rows come 5,003 apart, a stride that visits every row of the table. */
    private static final class DenseStep implements Runnable {
        private final DenseNetwork network;
        private final Table table;
        private final int batch;
        private int row;

        DenseStep(DenseNetwork network, Table table, int batch) {
            this.network = network;
            this.table = table;
            this.batch = batch;
        }

        @Override
        public void run() {
            for (int place = 0; place < batch; place++) {
                network.load(place, table, row);
                row = (row + 5003) % TABLE_ROWS;
            }
            network.step(batch);
        }
    }

    private static double medianMicros(Runnable step, Effort effort) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long steps = 0;
        while (threads.getCurrentThreadCpuTime() - begin < effort.warmUpMillis() * 1_000_000L) {
            step.run();
            steps++;
        }
        long stepsPerRun = Math.max(1, steps * effort.runMillis() / effort.warmUpMillis());
        double[] micros = new double[effort.runs()];
        for (int run = 0; run < micros.length; run++) {
            long from = threads.getCurrentThreadCpuTime();
            for (long i = 0; i < stepsPerRun; i++) {
                step.run();
            }
            micros[run] = (threads.getCurrentThreadCpuTime() - from) / 1e3 / stepsPerRun;
        }
        Arrays.sort(micros);
        return micros[micros.length / 2];
    }

    private static Table randomTable(int features) {
        Random random = new Random(1);
        float[] values = new float[TABLE_ROWS * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float[] labels = new float[TABLE_ROWS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(2);
        }
        List<String> names = IntStream.range(0, features).mapToObj(k -> "x" + k).toList();
        return Table.of(names, TABLE_ROWS, values, Optional.of(labels));
    }
}
