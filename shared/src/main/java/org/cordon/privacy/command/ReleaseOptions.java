// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.privacy.accountant.Accountant;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.AnalyticAccountant;
import org.cordon.privacy.accountant.Composition;
import org.cordon.privacy.accountant.Mechanism;
import org.cordon.privacy.accountant.Orders;
import org.cordon.privacy.accountant.PldAccountant;
import org.cordon.privacy.accountant.RdpAccountant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is released, how often, and who accounts for it. */
final class ReleaseOptions {
    private static final String GAUSSIAN = "gaussian";
    private static final String POISSON_GAUSSIAN = "poisson-gaussian";
    private static final String DISCRETE_GAUSSIAN = "discrete-gaussian";
    private static final String LAPLACE = "laplace";
    private static final List<String> MECHANISMS = List.of(GAUSSIAN, POISSON_GAUSSIAN, DISCRETE_GAUSSIAN, LAPLACE);

    @Option(
            names = "--mechanism",
            paramLabel = "NAME",
            description = "gaussian, poisson-gaussian, discrete-gaussian or laplace (default: poisson-gaussian with"
                    + " --sampling-rate, else gaussian).")
    private @Nullable String mechanism;

    @Option(
            names = "--sampling-rate",
            paramLabel = "Q",
            description = "The probability that a unit is in a step's Poisson sample.")
    private @Nullable Double samplingRate;

    @Option(names = "--steps", paramLabel = "T", description = "How many releases there are.")
    private @Nullable Long steps;

    @Option(names = "--delta", paramLabel = "D", description = "The probability with which epsilon may fail.")
    private @Nullable Double delta;

    @Option(
            names = "--accountant",
            paramLabel = "NAME",
            description =
                    "pld (tight), rdp, or analytic, which is exact for gaussian alone (default: pld; rdp for a sampled"
                            + " discrete-gaussian and with --orders).")
    private @Nullable String accountant;

    @Option(
            names = "--orders",
            paramLabel = "LIST",
            description = "Orders of rdp, such as '1.1..10.9 step .1 + 12..63' (default: a dense list to 2048).")
    private @Nullable String orders;

    double delta() {
        double given = required("--delta", delta);
        require(given > 0 && given < 1, "--delta", "above 0 and below 1", given);
        return given;
    }

    long steps() {
        long given = required("--steps", steps);
        require(given >= 1, "--steps", "at least 1", given);
        return given;
    }

    /** What the mechanism is called; asked for, or the one that the other options speak of. */
    String mechanism() {
        String named = Optional.ofNullable(mechanism)
                .orElse(samplingRate == null ? GAUSSIAN : POISSON_GAUSSIAN)
                .toLowerCase(Locale.ROOT);
        require(MECHANISMS.contains(named), "--mechanism", "one of " + String.join(", ", MECHANISMS), named);
        return named;
    }

    Accountant accountant() {
        boolean sampled = samplingRate != null && samplingRate < 1;
        boolean byOrder = orders != null || (sampled && mechanism().equals(DISCRETE_GAUSSIAN));
        String named =
                Optional.ofNullable(accountant).orElse(byOrder ? "rdp" : "pld").toLowerCase(Locale.ROOT);
        if (orders != null && !named.equals("rdp")) {
            throw usage("--orders must be left out, because " + named + " has none");
        }
        return switch (named) {
            case "pld" -> new PldAccountant();
            case "rdp" ->
                orders == null ? new RdpAccountant() : new RdpAccountant(checked(() -> Orders.parse(ordersText())));
            case "analytic" -> new AnalyticAccountant();
            default -> throw usage("--accountant must be one of pld, rdp, analytic, but was " + named);
        };
    }

    private String ordersText() {
        return Optional.ofNullable(orders).orElseThrow();
    }

    Composition releases(double noiseMultiplier) {
        require(noiseMultiplier > 0, "--noise-multiplier", "above 0", noiseMultiplier);
        return Composition.of(release(noiseMultiplier), steps());
    }

    private Mechanism release(double noiseMultiplier) {
        String named = mechanism();
        double rate = rate(named);
        return switch (named) {
            case POISSON_GAUSSIAN -> new Mechanism.PoissonGaussian(noiseMultiplier, rate);
            case DISCRETE_GAUSSIAN ->
                rate < 1
                        ? new Mechanism.PoissonDiscreteGaussian(noiseMultiplier, 1, rate)
                        : new Mechanism.DiscreteGaussian(noiseMultiplier, 1);
            case LAPLACE -> new Mechanism.Laplace(noiseMultiplier);
            default -> new Mechanism.Gaussian(noiseMultiplier);
        };
    }

    private double rate(String named) {
        if (samplingRate == null) {
            if (named.equals(POISSON_GAUSSIAN)) {
                throw usage("--sampling-rate must be given with --mechanism poisson-gaussian");
            }
            return 1;
        }
        double rate = samplingRate;
        require(rate > 0 && rate <= 1, "--sampling-rate", "above 0 and at most 1", rate);
        if (rate < 1 && (named.equals(GAUSSIAN) || named.equals(LAPLACE))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--sampling-rate must be 1 or left out with --mechanism " + named + ", but was " + rate,
                    "Use --mechanism poisson-gaussian if each step draws a fresh secret Poisson sample");
        }
        return rate;
    }

    /** One sentence for people: what was released. */
    String sentence() {
        String sampled = samplingRate == null || samplingRate == 1
                ? " on all of the data"
                : " on a Poisson sample at rate " + samplingRate;
        return steps() + (steps() == 1 ? " release" : " releases") + " of the " + mechanism() + " mechanism" + sampled;
    }

    /** Turns what the accountants refuse into a usage failure. */
    static <T> T checked(Supplier<T> question) {
        try {
            return question.get();
        } catch (AccountantRefused refused) {
            throw new CommandFailure(ExitCode.USAGE, refused.sentence(), refused.mend(), refused);
        } catch (IllegalArgumentException wrong) {
            String sentence = String.valueOf(wrong.getMessage())
                    .replaceFirst("^(noiseMultiplier|sigma|scale)\\b", "--noise-multiplier")
                    .replaceFirst("^samplingRate\\b", "--sampling-rate")
                    .replaceFirst("^count\\b", "--steps")
                    .replaceFirst("^(delta|epsilon|orders)\\b", "--$1");
            throw new CommandFailure(ExitCode.USAGE, sentence, MEND, wrong);
        }
    }

    private static final String MEND = "See --help of this command for the options and their ranges";

    static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitCode.USAGE, sentence, MEND);
    }

    static <T> T required(String option, @Nullable T value) {
        if (value == null) {
            throw usage(option + " must be given");
        }
        return value;
    }

    static void require(boolean holds, String option, String rule, Object value) {
        if (!holds) {
            throw usage(option + " must be " + rule + ", but was " + value);
        }
    }
}
