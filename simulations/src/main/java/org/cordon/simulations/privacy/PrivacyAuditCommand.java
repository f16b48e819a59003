// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.privacy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.cordon.charter.CharterReading;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.member.Threshold;
import org.cordon.participant.data.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon simulate privacy-audit}. */
@Command(
        name = "privacy-audit",
        description = {
            "What do attacks show of the differential privacy that a charter claims?",
            "Bounds epsilon from below by one sum run many times and by one training with canaries, tells members from"
                    + " others, and rebuilds rows from updates; each beside a control without privacy."
        },
        footer = {
            "",
            "Examples:",
            "  cordon simulate privacy-audit --charter charter.yaml",
            "  cordon simulate privacy-audit --charter charter.yaml --data rows.csv --label fraud \\",
            "      --runs 1000000 --seed 2 --json",
            "",
            "Exit code 1: a lower bound lies above what is claimed."
        })
final class PrivacyAuditCommand implements Callable<Integer> {
    private static final int LEAST_RUNS = 1000;
    private static final int MOST_RUNS = 100_000_000;

    @Option(names = "--charter", required = true, paramLabel = "FILE", description = "The charter, with privacy.")
    private Path charter = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Rows with the charter's columns (default: rows that are made up).")
    private @Nullable Path data;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Their label (default: the charter's).")
    private @Nullable String label;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "200000",
            description = "How often one sum is run, half of them with the unit (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            description = "Size of the consortium (default: 5, or the charter's minSurvivors if that is more).")
    private @Nullable Integer exchanges;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "All that is drawn follows from it (default ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        requireWithin("--runs", runs, LEAST_RUNS, MOST_RUNS);
        requireWithin("--exchanges", Optional.ofNullable(exchanges).orElse(1), 1, Threshold.MAX_MEMBERS);
        if (data == null && label != null) {
            throw usage("--label must be given with --data, but was given alone");
        }
        AuditedTask task = AuditedTask.of(
                CharterReading.of(charter), Optional.ofNullable(exchanges).orElse(0));
        PrintWriter err = spec().commandLine().getErr();
        err.println("Seed " + seed);
        PrivacyCard card = card(task, rows(task), err);
        PrintWriter out = spec().commandLine().getOut();
        if (json.asked()) {
            json.print(out, card);
        } else {
            new CardText(out).tell(task, card, seed);
        }
        boolean refuted = CardText.isRefuted(card);
        return (refuted ? ExitCode.CHECK_FAILED : ExitCode.OK).value();
    }

    private Table rows(AuditedTask task) {
        int most = new MembershipInference(task).affordableRows();
        return data == null
                ? AuditRows.generated(task.columns(), most, seed)
                : AuditRows.read(data, Optional.ofNullable(label).or(task.charter()::label), task, most, seed);
    }

    private PrivacyCard card(AuditedTask task, Table rows, PrintWriter err) {
        tell(err, "One sum, run " + runs + " times");
        MechanismAudit mechanism = new MechanismAudit(task);
        MechanismAudit.Outcome sound = mechanism.run(Flaw.NONE, runs, seed);
        SortedMap<String, Double> flaws = new TreeMap<>();
        for (Flaw flaw : Flaw.values()) {
            if (flaw != Flaw.NONE) {
                flaws.put(key(flaw), mechanism.run(flaw, runs, seed).ofOneSum());
            }
        }
        tell(err, "One training with canaries on " + rows.rows() + " rows");
        CanaryAudit canaries = new CanaryAudit(task);
        CanaryAudit.Outcome run = canaries.run(rows, true, seed);
        CanaryAudit.Outcome bare = canaries.run(rows, false, seed);
        tell(err, "Membership, by models trained with and without a row");
        MembershipInference membership = new MembershipInference(task);
        MembershipInference.Outcome members = membership.ofPrivate(rows, seed);
        MembershipInference.Outcome byHeart = membership.ofOverfitted(rows, seed);
        tell(err, "Rebuilding rows from updates");
        GradientInversion.Outcome rebuilt = new GradientInversion(task).run(rows, seed);
        return new PrivacyCard(
                new PrivacyCard.Claimed(
                        task.terms().epsilon(),
                        task.terms().delta(),
                        task.terms().protects().unit().name().toLowerCase(Locale.ROOT)),
                new PrivacyCard.Bound(sound.ofTask(), MechanismAudit.CONFIDENCE),
                new PrivacyCard.OneRun(
                        run.lowerBound(),
                        CanaryAudit.CONFIDENCE,
                        task.epsilonOfSteps(run.steps()),
                        run.canaries(),
                        run.steps()),
                members,
                new PrivacyCard.Inversion(rebuilt.plain(), rebuilt.masked(), rebuilt.summed()),
                new PrivacyCard.Controls(
                        new PrivacyCard.MechanismControl(
                                task.epsilonOfOneSum(), sound.ofOneSum(), sound.ofAny(), flaws),
                        new PrivacyCard.Bound(bare.lowerBound(), CanaryAudit.CONFIDENCE),
                        byHeart,
                        new PrivacyCard.InversionControl(rebuilt.mean())));
    }

    private static void tell(PrintWriter err, String what) {
        err.println(what);
        err.flush();
    }

    /** quarterNoise for QUARTER_NOISE. */
    private static String key(Flaw flaw) {
        return Pattern.compile("_(.)")
                .matcher(flaw.name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw usage(option + " must be in [" + least + ", " + most + "], but was " + value);
        }
    }

    private CommandSpec spec() {
        return Optional.ofNullable(spec).orElseThrow();
    }

    private static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitCode.USAGE, sentence, "See cordon simulate privacy-audit --help");
    }
}
