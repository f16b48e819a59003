// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.computation.scaling.Scaler;
import org.cordon.participant.contribution.ScaledRows;
import org.cordon.participant.data.Table;
import org.cordon.simulations.generator.Draws;
import org.cordon.simulations.source.TableFiles;

/** The rows that a charter's network is trained on: generated, or a file's; scaled, each of them a unit of its own. */
final class AuditRows {
    private static final int LEAST = 100;

    private AuditRows() {}

    /** Independent normal features; the label follows from two directions, one for each side of a third. */
    static Table generated(List<String> columns, int rows, long seed) {
        Draws draws = new Draws(seed);
        int width = columns.size();
        double[][] directions = new double[3][width];
        for (double[] direction : directions) {
            Arrays.setAll(direction, k -> draws.normal() / Math.sqrt(width));
        }
        float[] values = new float[rows * width];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            double[] sums = new double[3];
            for (int k = 0; k < width; k++) {
                values[row * width + k] = (float) draws.normal();
                for (int i = 0; i < 3; i++) {
                    sums[i] += directions[i][k] * values[row * width + k];
                }
            }
            double logit = 3 * (sums[2] > 0 ? sums[0] : sums[1]) - 1;
            labels[row] = draws.chance(1 / (1 + StrictMath.exp(-logit))) ? 1 : 0;
        }
        return units(Table.of(columns, rows, values, Optional.of(labels)));
    }

    /** The charter's columns of a file, in an order of its own, scaled by its own medians and spreads. */
    static Table read(Path file, Optional<String> label, AuditedTask task, int most, long seed) {
        TableFiles source =
                new TableFiles(List.of(file.toString()), label, Optional.empty(), Optional.empty(), Optional.empty());
        Table raw;
        try {
            raw = source.read(Path.of(""), Set.of(), seed).table().withFeatures(task.columns());
        } catch (IllegalArgumentException unfit) {
            throw unfit(file + ": " + unfit.getMessage(), unfit);
        }
        if (raw.rows() < LEAST) {
            throw unfit(file + " must have at least " + LEAST + " rows, but has " + raw.rows());
        }
        if (Confidence.needsLabels(task.plan().spec()) && !raw.labelled()) {
            throw unfit(file + " must be read with the charter's label, but the charter names none");
        }
        int[] order = new Draws(seed).permutation(raw.rows());
        Table picked = raw.select(Arrays.copyOf(order, Math.min(most, order.length)));
        return units(ScaledRows.of(picked, scaler(picked)));
    }

    private static CommandFailure unfit(String sentence, Exception... cause) {
        String mend = "Give a file with the charter's columns, and its label by --label";
        return cause.length == 0
                ? new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend)
                : new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend, cause[0]);
    }

    private static Scaler scaler(Table rows) {
        double[] medians = new double[rows.features()];
        double[] spreads = new double[rows.features()];
        for (int k = 0; k < medians.length; k++) {
            int feature = k;
            double[] sorted = IntStream.range(0, rows.rows())
                    .mapToDouble(row -> Scaler.transform(rows.value(row, feature)))
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            double middle = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
            double between = sorted.length == 0 ? 0 : sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
            medians[k] = middle;
            spreads[k] = between > 0 ? between : 1;
        }
        return Scaler.of(rows.featureNames(), medians, spreads);
    }

    private static Table units(Table rows) {
        return rows.withUnits(IntStream.range(0, rows.rows()).asLongStream().toArray());
    }
}
