// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.privacy.accountant.PrivacyGuarantee;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon privacy account}. */
@Command(
        name = "account",
        description = {
            "Say what noisy releases cost: epsilon for a delta, under adding or removing one unit.",
            "The noise multiplier is the noise's standard deviation (laplace: its scale) divided by the sensitivity."
        },
        footer = {
            "",
            "Example:",
            "  cordon privacy account --noise-multiplier 1.1 --sampling-rate 0.004 --steps 5000 --delta 1e-6"
        })
final class AccountCommand implements Callable<Integer> {
    @Option(
            names = "--noise-multiplier",
            paramLabel = "Z",
            description = "Noise divided by sensitivity, in each release.")
    private @Nullable Double noiseMultiplier;

    @Mixin
    private ReleaseOptions releases = new ReleaseOptions();

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Instead, evaluate a table of reference values (columns: id, mechanism, params,"
                    + " sampling_rate, steps, delta, quantity, accountant) and print its rows as JSON.")
    private @Nullable Path csv;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** The document of {@code --json}. */
    private record Account(double epsilon, String accountant, OptionalDouble order) {}

    @Override
    public Integer call() {
        if (csv != null) {
            return evaluate(csv);
        }
        double multiplier = ReleaseOptions.required("--noise-multiplier", noiseMultiplier);
        double delta = releases.delta();
        PrivacyGuarantee stated =
                ReleaseOptions.checked(() -> releases.accountant().epsilon(releases.releases(multiplier), delta));
        if (json.asked()) {
            json.print(out(), new Account(stated.epsilon(), stated.accountant(), stated.order()));
            return ExitCode.OK.value();
        }
        out().printf("epsilon = %.6g at delta = %s (%s%s)%n", stated.epsilon(), delta, stated.accountant(), at(stated));
        out().printf(
                        "%s with noise multiplier %s: whether one unit is in the data changes the probability of any outcome by at"
                                + " most a factor of %.4g, but for %s.%n",
                        releases.sentence(), multiplier, StrictMath.exp(stated.epsilon()), delta);
        out().flush();
        return ExitCode.OK.value();
    }

    private static String at(PrivacyGuarantee stated) {
        return stated.order().isPresent() ? ", order " + stated.order().getAsDouble() : "";
    }

    /** A row that cannot be read is told, and does not keep the others from being evaluated. */
    private Integer evaluate(Path file) {
        List<ReferenceRow> rows = ReferenceRows.read(text(file));
        ReferenceValues values = new ReferenceValues();
        List<Map<String, Object>> document = rows.stream().map(values::document).toList();
        json.print(out(), document);
        PrintWriter err = commandSpec().commandLine().getErr();
        values.unreadable().forEach(sentence -> err.println(file + ", " + sentence));
        err.flush();
        return (values.unreadable().isEmpty() ? ExitCode.OK : ExitCode.UNREADABLE_INPUT).value();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException notText) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "--csv must be text in UTF-8, but " + file + " is not",
                    "Save it as a table of comma-separated values",
                    notText);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "--csv must be a readable file, but was " + file + ": "
                            + failed.getClass().getSimpleName(),
                    "Correct the path of --csv",
                    failed);
        }
    }

    private CommandSpec commandSpec() {
        return ReleaseOptions.required("spec", spec);
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }
}
