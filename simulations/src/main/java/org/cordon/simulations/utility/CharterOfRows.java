// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.utility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.charter.CharterReading;
import org.cordon.computation.PrivacyPromise;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.PrivacyPlan;
import org.cordon.yaml.Problem;

/**
 * The charters under which rows are learnt from, as an operator would write them: with differential privacy by DP-SGD, or without by
 * averaging as {@code cordon simulate detection} does it.
 *
 * @param features how many columns there are
 * @param records of all exchanges together
 * @param largest records of the largest exchange
 */
record CharterOfRows(int features, int records, int largest, DpSgdOptions.DpSgd training) {
    private static final Digest NO_CONSORTIUM = Digest.of(new byte[Digest.BYTES]);
    private static final int COUNTS = 0;
    private static final int STEPS = 1;
    /** Of the records: what the noise of all coarse bins together may add up to. */
    private static final double MOST_NOISE_OF_COUNTS = 0.05;

    /** How finely counts for the scaling are taken: the fewer records, the fewer bins, or noise drowns them. */
    private enum Bins {
        FINE(256, 64),
        MEDIUM(64, 32),
        COARSE(32, 16),
        COARSEST(16, 8);

        private final int coarse;
        private final int zoom;

        Bins(int coarse, int zoom) {
            this.coarse = coarse;
            this.zoom = zoom;
        }

        /** @param noiseOfOne standard deviation of a bin's count over all records */
        static Bins under(double noiseOfOne) {
            return Arrays.stream(values())
                    .filter(bins -> noiseOfOne * Math.sqrt(bins.coarse) <= MOST_NOISE_OF_COUNTS)
                    .findFirst()
                    .orElse(COARSEST);
        }

        @Override
        public String toString() {
            return ", coarseBins: " + coarse + ", zoomBins: " + zoom;
        }
    }

    /**
     * The noise of a charter with differential privacy.
     *
     * @param epsilon that the charter grants
     * @param counts what the file says of the counts for the scaling
     * @param steps what it says of the steps
     * @param plan what its sums cost
     * @param refusal why a consortium would not take the charter, if it would not
     */
    record Grant(double epsilon, String counts, String steps, PrivacyPlan plan, Optional<String> refusal) {
        PrivacyPromise ofCounts() {
            return plan.parts().get(COUNTS).promise();
        }

        PrivacyPromise ofSteps() {
            return plan.parts().get(STEPS).promise();
        }
    }

    /** Names of the features in the charter: a column's own may be no name that a charter can write. */
    List<String> columns() {
        return IntStream.range(0, features).mapToObj(k -> "x" + k).toList();
    }

    /** As little noise as epsilon allows, in a consortium of so many exchanges. */
    Grant grant(double epsilon, int exchanges) {
        Threshold threshold = new Threshold(exchanges);
        PrivacyPlan draft = plan(read(withPrivacy(epsilon, Bins.FINE.toString(), "", 0)), threshold);
        PrivacyPromise counted = draft.parts().get(COUNTS).promise();
        String counts = Bins.under(counted.noiseToSignal() / Bins.FINE.zoom) + noise(counted);
        String steps = noise(draft.parts().get(STEPS).promise());
        CharterReading reading = read(withPrivacy(epsilon, counts, steps, 0));
        return new Grant(
                epsilon,
                counts,
                steps,
                plan(reading, threshold),
                reading.against(threshold, Instant.EPOCH).problems().stream()
                        .findFirst()
                        .map(Problem::sentence));
    }

    private static PrivacyPlan plan(CharterReading reading, Threshold threshold) {
        return PrivacyPlan.of(reading.orFail().charter(NO_CONSORTIUM, threshold, Bytes.EMPTY, Instant.EPOCH))
                .orElseThrow();
    }

    private static String noise(PrivacyPromise promise) {
        return ", noiseMultiplierMicro: " + promise.release().multiplierMicro();
    }

    /** The first state of a task with differential privacy. */
    Bytes start(Grant grant, long seed) {
        return read(withPrivacy(grant.epsilon(), grant.counts(), grant.steps(), seed))
                .orFail()
                .firstState();
    }

    /** The first state of a task without. */
    Bytes start(long seed) {
        return read(head()
                        + "privacyWaiver: a simulation\n"
                        + "stages:\n"
                        + "  - scaling: {maxRows: " + records + "}\n"
                        + "  - network:\n"
                        + "      local: {epochs: 1, batchSize: 64, optimiser: sgd, learningRate: 0.3}\n"
                        + "      clip: {clipNorm: 10, coordinateBound: 1, valueBits: 24, maxWeight: " + largest + "}\n"
                        + network(0.02, 60, seed))
                .orFail()
                .firstState();
    }

    private String withPrivacy(double epsilon, String counts, String steps, long seed) {
        return head()
                + "privacy: {unit: record, reason: a simulation, epsilon: " + number(epsilon)
                + ", delta: 1e-" + training.deltaExponent()
                + ", clipNorm: " + number(training.clip()) + ", accountant: pld}\n"
                + "stages:\n"
                + "  - scaling: {maxRows: " + records + counts + "}\n"
                + "  - network:\n"
                + "      dpSgd: {samplingRate: " + number(training.samplingRate()) + ", units: " + records
                + ", maxUnits: " + records + steps + "}\n"
                + network(training.learningRate(), training.steps(), seed);
    }

    private String head() {
        return "name: privacy\npurpose: a simulation\nlegalBasis: a simulation\ncontrollers: [nobody]\nschema: none\n"
                + "retention: P0D\nlifetime: P1D\nlabel: label\ncolumns: " + columns() + "\n";
    }

    private String network(double learningRate, int rounds, long seed) {
        return "      architecture: {kind: mlp_classifier, activation: relu, layers: " + training.hidden() + "}\n"
                + "      server: {adam: {learningRate: " + number(learningRate)
                + ", beta1: 0.9, beta2: 0.99, tau: 0.001}}\n"
                + "      rounds: " + rounds + "\n"
                + "      holdoutPerMille: 0\n"
                + "      seed: " + seed + "\n";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    private static CharterReading read(String text) {
        try {
            Path file = Files.createTempFile("charter", ".yaml");
            try {
                return CharterReading.of(Files.writeString(file, text));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a file in the folder for temporary files must be writable, but is not", e);
        }
    }
}
