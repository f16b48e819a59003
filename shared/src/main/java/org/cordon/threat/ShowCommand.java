// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cordon.charter.Leaving;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon threat show}. */
@Command(
        name = "show",
        description = "What a detector of a threat looks at, how it is trained, where it trips and what it cannot see.",
        footer = {
            "",
            "Examples:",
            "  cordon threat show insider",
            "  cordon threat show hot-wallet-outflow --charter > charter.yaml",
            "  cordon threat show laundering --yaml > my-threat.yaml"
        })
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "One of 'cordon threat list'.")
    private String id = "";

    @Option(names = "--charter", description = "Print the beginning of a charter in its place, to complete and check.")
    private boolean charter;

    @Option(names = "--yaml", description = "Print the file itself in its place, to make one of your own.")
    private boolean yaml;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ThreatReading reading = ThreatCatalogue.find(id)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "ID must be one of " + String.join(", ", ThreatCatalogue.IDS) + ", but was " + id,
                        "See 'cordon threat list'; 'cordon threat check FILE' is for files of your own"));
        if (charter && yaml) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--charter and --yaml must not stand together, but do", "Leave one of them out");
        }
        ThreatModel model = reading.orFail();
        PrintWriter out = Summary.spec(spec).commandLine().getOut();
        if (json.asked()) {
            json.print(out, Summary.of(model));
        } else if (yaml) {
            out.print(reading.text());
        } else if (charter) {
            charterLines(reading, model).forEach(out::println);
        } else {
            print(out, Summary.of(model), model);
        }
        out.flush();
        return ExitCode.OK.value();
    }

    private static void print(PrintWriter out, Summary summary, ThreatModel model) {
        out.printf("%s: %s%n%n", summary.id(), summary.title());
        block(out, "catches", summary.catches());
        block(out, "drawn up after", summary.basis());
        out.printf("looks at        %s%n", summary.inputs());
        model.features()
                .ifPresent(features -> features.features()
                        .forEach(feature ->
                                out.printf("                %s: %s%n", feature.name(), Wording.of(feature))));
        model.table().ifPresent(table -> block(out, "columns", table.columns()));
        out.printf(
                "label           %s: %s%s%n",
                summary.label(),
                summary.labelSource(),
                summary.labelDelay().map(delay -> ", known after " + delay).orElse(""));
        block(
                out,
                "leaves, masked",
                summary.leaves().stream().map(ShowCommand::leaving).toList());
        out.printf(
                "trips           where %s of honest rows would, set by each %s%n",
                summary.falsePositiveRate() * 100 + " %", summary.thresholdPer());
        block(out, "then", summary.response());
        block(out, "cannot see", summary.limits());
    }

    private static String leaving(Leaving leaving) {
        return leaving.stage() + ": " + leaving.what() + "; " + leaving.words() + " words, " + leaving.sums()
                + (leaving.sums() == 1 ? " sum" : " sums");
    }

    private static void block(PrintWriter out, String title, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            out.printf("%-15s %s%n", i == 0 ? title : "", lines.get(i));
        }
    }

    private static String quoted(String column) {
        return column.matches("[A-Za-z][A-Za-z0-9_]*") ? column : '"' + column + '"';
    }

    /** What is the consortium's to say is left for it; 'cordon task check' names all that is missing. */
    private static List<String> charterLines(ThreatReading reading, ThreatModel model) {
        String shared = model.features().stream()
                .flatMap(set -> set.features().stream())
                .filter(feature -> !feature.isOfOneAccount())
                .map(FeatureSpec::name)
                .collect(Collectors.joining(", "));
        String schema = model.features().map(FeatureSet::schema).orElse("table-1");
        return List.of(
                "# Begun by 'cordon threat show " + model.id()
                        + " --charter'. Complete what is marked, then: cordon task check FILE",
                "name: " + model.id(),
                "purpose: " + model.title(),
                "legalBasis: # yours, for example GDPR Art. 6(1)(f)",
                "controllers: # who is responsible for the data, a list",
                "schema: " + schema,
                "columns: [" + model.columns().stream().map(ShowCommand::quoted).collect(Collectors.joining(", "))
                        + "]",
                "label: " + model.label().column(),
                "# differential privacy, or privacyWaiver: with the reason why sums are opened without it",
                "# privacy: {unit: customer, contributionBound: 4, epsilon: 3, delta: 1e-6, clipNorm: 1, accountant: pld}",
                shared.isEmpty()
                        ? "# all columns can stand under it"
                        : "# under it leave these columns out, which depend on several customers' events: " + shared,
                "retention: P365D",
                "lifetime: P30D",
                "stages:",
                String.join(System.lineSeparator(), reading.stageLines()));
    }
}
