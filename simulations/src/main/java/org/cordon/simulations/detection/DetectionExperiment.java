// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordon.computation.trees.TreesPlan;

/**
 * The file of the experiment that a command line means.
 *
 * @param exchanges how many there are
 * @param seeds one run for each of 1 to this
 */
record DetectionExperiment(DetectionInput rows, int exchanges, int seeds, DetectionModel model, Training training) {
    static final int BATCH_SIZE = 64;
    private static final int LONGEST_NAME = 40;
    private static final int DIGITS = 8;

    /** What the command line says of training; what it leaves out is the model's own default. */
    record Training(
            Optional<Integer> rounds,
            Optional<List<Integer>> hidden,
            Optional<Integer> epochs,
            Optional<Integer> batchSize,
            Optional<Double> learningRate,
            Optional<Integer> depth,
            Optional<Integer> length,
            Optional<Double> epsilon) {}

    String name() {
        String stem = rows.stem()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\..*", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return "detection-" + stem.substring(0, Math.min(LONGEST_NAME, stem.length()));
    }

    /** Name of a folder that no other experiment has. */
    String folder() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return name() + "-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    int rounds() {
        return training.rounds()
                .or(() -> trees().map(TreesPlan::trees))
                .orElse(model.rounds(training.epsilon().isPresent()));
    }

    /** What the rows say of trees; under noise fewer and smaller ones do better. */
    private Optional<TreesPlan> trees() {
        return model == DetectionModel.TREES && training.epsilon().isEmpty() ? rows.trees() : Optional.empty();
    }

    String text() {
        return "# Made by cordon simulate detection; paths are relative to the folder it was started in.\n"
                + "name: " + name() + "\n"
                + "seeds: "
                + IntStream.rangeClosed(1, seeds).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"))
                + "\n"
                + "rounds: " + rounds() + "\n"
                + "data:\n" + rows.section()
                + (model == DetectionModel.TREES ? "" : "  scaling: quantiles\n")
                + (rows.hasExchanges() ? "" : "exchanges: {count: " + exchanges + "}\n")
                + model.sections(training, trees())
                + training.epsilon()
                        .map(epsilon -> "privacy: {epsilon: "
                                + BigDecimal.valueOf(epsilon).toPlainString() + "}\n")
                        .orElse("")
                + "compare: true\n";
    }
}
