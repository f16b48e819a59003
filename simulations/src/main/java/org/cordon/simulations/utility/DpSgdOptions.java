// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.utility;

import java.util.List;
import java.util.Locale;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import picocli.CommandLine.Option;

/** The options of training with differential privacy; a picocli mixin. */
final class DpSgdOptions {
    private static final int MOST_LAYERS = 7;
    private static final int MOST_UNITS = 4096;

    @Option(
            names = "--delta-exponent",
            paramLabel = "D",
            defaultValue = "6",
            description = "Delta is ten to the power of minus this (default ${DEFAULT-VALUE}).")
    private int deltaExponent;

    @Option(
            names = "--sampling-rate",
            paramLabel = "Q",
            defaultValue = "0.1",
            description = "Chance of a record to take part in a step (default ${DEFAULT-VALUE}).")
    private double samplingRate;

    @Option(
            names = "--steps",
            paramLabel = "T",
            defaultValue = "300",
            description = "Sums of a training (default ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--clip",
            paramLabel = "C",
            defaultValue = "1",
            description = "Bound on the L2 norm of a record's gradient (default ${DEFAULT-VALUE}).")
    private double clip;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.01",
            description = "Of the coordinator's step, FedAdam, under noise (default ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            defaultValue = "32,16",
            description = "Widths of the hidden layers, with and without noise (default ${DEFAULT-VALUE}).")
    private List<Integer> hidden = List.of();

    /**
     * What they say.
     *
     * @param learningRate of the coordinator's step
     * @param hidden widths of the hidden layers
     */
    record DpSgd(
            int deltaExponent, double samplingRate, int steps, double clip, double learningRate, List<Integer> hidden) {
        DpSgd {
            hidden = List.copyOf(hidden);
        }
    }

    DpSgd checked() {
        require(deltaExponent >= 3 && deltaExponent <= 18, "--delta-exponent", "in [3, 18]", deltaExponent);
        require(samplingRate > 0 && samplingRate < 1, "--sampling-rate", "in (0, 1)", samplingRate);
        require(steps >= 1 && steps <= 10_000, "--steps", "in [1, 10000]", steps);
        require(clip >= 1e-6 && clip <= 1e6, "--clip", "in [0.000001, 1000000]", clip);
        require(learningRate > 0 && learningRate <= 100, "--learning-rate", "in (0, 100]", learningRate);
        require(
                hidden.size() <= MOST_LAYERS && hidden.stream().allMatch(width -> width >= 1 && width <= MOST_UNITS),
                "--hidden",
                "up to seven numbers in [1, 4096]",
                hidden);
        return new DpSgd(deltaExponent, samplingRate, steps, clip, learningRate, hidden);
    }

    static void require(boolean holds, String option, String rule, Object value) {
        if (!holds) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    String.format(Locale.ROOT, "%s must be %s, but was %s", option, rule, value),
                    "See cordon simulate privacy --help");
        }
    }
}
