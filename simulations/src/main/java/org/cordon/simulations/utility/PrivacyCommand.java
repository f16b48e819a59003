// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.utility;

import static org.cordon.simulations.utility.DpSgdOptions.require;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.participant.training.TrainingDiverged;
import org.cordon.simulations.detection.ExchangeRows;
import org.cordon.simulations.detection.RowOptions;
import org.cordon.simulations.generator.GeneratedFederation;
import org.cordon.simulations.generator.ThreatGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon simulate privacy}. */
@Command(
        name = "privacy",
        description = {
            "What does differential privacy cost a detector on these rows?",
            "Trains the same network at several epsilons, as a federation and as one trusted party, and judges all on the same"
                    + " held-out rows."
        },
        footer = {
            "",
            "Examples:",
            "  cordon simulate privacy --data generated",
            "  cordon simulate privacy --data accounts.csv --label FLAG \\",
            "      --drop-columns '^Index$|^Address$' --partition dirichlet:0.3 --epsilons 3,none"
        })
final class PrivacyCommand implements Callable<Integer> {
    private static final String WITHOUT = "none";
    private static final double GREATEST = 100;

    @Mixin
    private RowOptions rows = new RowOptions();

    @Mixin
    private DpSgdOptions training = new DpSgdOptions();

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            description = "How many there are (default: as cordon simulate detection has it).")
    private @Nullable Integer exchanges;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Of each exchange, with --data generated (default ${DEFAULT-VALUE}).")
    private int records;

    @Option(
            names = "--epsilons",
            paramLabel = "E",
            split = ",",
            defaultValue = "1,3,8,none",
            description = "Privacy of the whole training; none averages without noise (default ${DEFAULT-VALUE}).")
    private List<String> epsilons = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often everything is drawn anew (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--first-seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of these, the first; the others follow it (default ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Option(names = "--without-central", description = "Leave out the one trusted party.")
    private boolean withoutCentral;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** Figures of one epsilon so far. */
    private record Arm(Optional<CharterOfRows.Grant> grant, List<Double> federated, List<Double> central) {}

    @Override
    public Integer call() {
        require(seeds >= 1 && seeds <= 100, "--seeds", "in [1, 100]", seeds);
        List<Optional<Double>> asked =
                epsilons.stream().map(PrivacyCommand::epsilon).toList();
        require(!asked.isEmpty(), "--epsilons", "one at least", epsilons);
        DpSgdOptions.DpSgd settings = training.checked();
        PrintWriter err = spec().commandLine().getErr();
        LongFunction<ExchangeRows> source = source(err);
        List<Long> drawn =
                LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
        PrivacyResult result = run(source, drawn, asked, settings, err);
        PrintWriter out = spec().commandLine().getOut();
        if (json.asked()) {
            json.print(out, result);
        } else {
            new PrivacyReport(out).tell(result);
        }
        return ExitCode.OK.value();
    }

    private static Optional<Double> epsilon(String written) {
        if (written.strip().equals(WITHOUT)) {
            return Optional.empty();
        }
        double epsilon = Double.NaN;
        try {
            epsilon = Double.parseDouble(written.strip());
        } catch (NumberFormatException noNumber) {
            // NaN is refused below with the same words
        }
        require(
                epsilon >= 0.01 && epsilon <= GREATEST,
                "--epsilons",
                "a list of numbers in [0.01, 100] and " + WITHOUT,
                written);
        return Optional.of(epsilon);
    }

    private LongFunction<ExchangeRows> source(PrintWriter err) {
        if (!rows.areGenerated()) {
            progress(err, "Reading the rows");
            return rows.exchanges(Optional.ofNullable(exchanges), warning -> progress(err, "Warning: " + warning));
        }
        require(
                exchanges == null || exchanges == ThreatGenerator.EXCHANGES,
                "--exchanges",
                ThreatGenerator.EXCHANGES + " with --data " + RowOptions.GENERATED,
                String.valueOf(exchanges));
        require(records >= 100 && records <= 1_000_000, "--records", "in [100, 1000000]", records);
        return seed -> {
            GeneratedFederation made = ThreatGenerator.generate(seed, records);
            return new ExchangeRows(
                    made.exchanges().stream()
                            .map(GeneratedFederation.Exchange::rows)
                            .toList(),
                    made.test());
        };
    }

    private PrivacyResult run(
            LongFunction<ExchangeRows> source,
            List<Long> drawn,
            List<Optional<Double>> asked,
            DpSgdOptions.DpSgd settings,
            PrintWriter err) {
        PrivacyExperiment first = PrivacyExperiment.of(source.apply(drawn.get(0)), drawn.get(0));
        CharterOfRows charters = first.charters(settings);
        Map<Optional<Double>, Arm> arms = new LinkedHashMap<>();
        for (Optional<Double> epsilon : asked) {
            epsilon.ifPresent(of -> progress(err, "Finding the noise for epsilon " + of));
            arms.put(
                    epsilon,
                    new Arm(
                            epsilon.map(of -> charters.grant(of, first.exchanges())),
                            new ArrayList<>(),
                            new ArrayList<>()));
        }
        for (long seed : drawn) {
            PrivacyExperiment of = seed == drawn.get(0) ? first : PrivacyExperiment.of(source.apply(seed), seed);
            arms.forEach((epsilon, arm) -> play(of, of.charters(settings), seed, arm, err));
        }
        Optional<PrivacyResult.Line> without =
                Optional.ofNullable(arms.get(Optional.<Double>empty())).map(arm -> line(Optional.empty(), arm, first));
        List<PrivacyResult.Line> lines = new ArrayList<>();
        arms.forEach((epsilon, arm) -> lines.add(line(epsilon, arm, first).against(without)));
        return new PrivacyResult(first.exchanges(), charters.records(), charters.features(), drawn, settings, lines);
    }

    private void play(PrivacyExperiment rowsOfSeed, CharterOfRows charters, long seed, Arm arm, PrintWriter err) {
        String what = arm.grant().map(of -> "epsilon " + of.epsilon()).orElse("no noise") + ", seed " + seed;
        try {
            arm.grant()
                    .ifPresentOrElse(
                            grant -> arm.federated().add(rowsOfSeed.federated(charters.start(grant, seed))),
                            () -> arm.federated().add(rowsOfSeed.federated(charters.start(seed))));
            if (arm.grant().isPresent() && !withoutCentral) {
                arm.central().add(rowsOfSeed.central(charters.start(arm.grant().get(), seed)));
            }
        } catch (TrainingDiverged diverged) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "training diverged at " + what + ": a parameter ceased to be finite",
                    "Give a smaller --learning-rate",
                    diverged);
        }
        progress(
                err,
                String.format(
                        Locale.ROOT,
                        "%s: %.4f together%s",
                        what,
                        last(arm.federated()),
                        arm.central().isEmpty()
                                ? ""
                                : String.format(Locale.ROOT, ", %.4f one trusted party", last(arm.central()))));
    }

    private static double last(List<Double> figures) {
        return figures.get(figures.size() - 1);
    }

    private static PrivacyResult.Line line(Optional<Double> epsilon, Arm arm, PrivacyExperiment first) {
        return new PrivacyResult.Line(
                epsilon,
                PrivacyResult.Figure.of(arm.federated()),
                arm.central().isEmpty() ? Optional.empty() : Optional.of(PrivacyResult.Figure.of(arm.central())),
                Optional.empty(),
                arm.grant().map(grant -> PrivacyResult.Noise.of(grant, first.exchanges())));
    }

    private static void progress(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private CommandSpec spec() {
        return Optional.ofNullable(spec).orElseThrow();
    }
}
