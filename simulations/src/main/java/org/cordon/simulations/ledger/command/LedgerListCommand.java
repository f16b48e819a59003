// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.ledger.incident.Scenario;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.incident.Scripts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon simulate ledger list}. */
@Command(
        name = "list",
        description = "List the attacks and negative controls that can be played, and the scenarios made of them.",
        footer = {"", "Example:", "  cordon simulate ledger list"})
final class LedgerListCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** A script. */
    record Known(String name, String family, String title) {}

    /** Kinds of attackers of which each exchange has seen one. */
    record Kinds(String name, List<String> kinds) {}

    /** What {@code --json} prints. */
    record Listing(List<Known> incidents, List<Kinds> scenarios) {}

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Scripts.all().stream()
                        .map(script -> new Known(script.name(), script.family().toString(), script.title()))
                        .toList(),
                Stream.concat(
                                Arrays.stream(Scenario.values()).map(LedgerListCommand::kinds),
                                Stream.of(InsiderWords.KINDS))
                        .toList());
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, listing);
        } else {
            out.println("Incidents (--incident NAME; cordon simulate ledger show NAME):");
            listing.incidents()
                    .forEach(one ->
                            out.printf(Locale.ROOT, "  %-15s %-13s %s%n", one.name(), one.family(), one.title()));
            out.println();
            out.println("Scenarios, where each exchange has seen one kind (--scenario NAME):");
            listing.scenarios()
                    .forEach(
                            one -> out.printf(Locale.ROOT, "  %-15s %s%n", one.name(), String.join(", ", one.kinds())));
        }
        out.flush();
        return ExitCode.OK.value();
    }

    private static Kinds kinds(Scenario scenario) {
        return new Kinds(
                scenario.toString(),
                scenario.scripts().stream().map(Script::name).toList());
    }
}
