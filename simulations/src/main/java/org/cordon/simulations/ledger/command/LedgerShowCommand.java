// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.simulations.ledger.Behaviour;
import org.cordon.simulations.ledger.Size;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.incident.Scripts;
import org.cordon.simulations.ledger.insider.InsiderPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon simulate ledger show}. */
@Command(
        name = "show",
        description = {
            "Show every number of an incident with its mark: fact, derived or assumed.",
            "Sources such as S20 are listed in docs/ledger.md."
        },
        footer = {
            "",
            "Examples:",
            "  cordon simulate ledger show coinex",
            "  cordon simulate ledger show behaviour",
            "  cordon simulate ledger show insider"
        })
final class LedgerShowCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            description =
                    "An incident, behaviour (of customers, wallets and staff), or insider (the study of insiders).")
    private String name = "";

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    /** What {@code --json} prints. */
    record Shown(String name, String title, String family, String route, List<Numbers.Row> numbers) {}

    @Override
    public Integer call() {
        Shown shown = shown();
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (json.asked()) {
            json.print(out, shown);
        } else {
            out.println(shown.title());
            if (!shown.family().isEmpty()) {
                out.println("Family " + shown.family() + ", route " + shown.route() + ".");
            }
            out.println();
            out.printf(Locale.ROOT, "%-8s  %14s  %-24s  %s%n", "mark", "value", "drawn from", "number");
            shown.numbers().forEach(row -> print(out, row));
        }
        out.flush();
        return ExitCode.OK.value();
    }

    private static void print(PrintWriter out, Numbers.Row row) {
        String range = row.low() == row.high() ? "" : text(row.low()) + " to " + text(row.high());
        String source = row.source().isEmpty() ? "" : "  [" + row.source() + "]";
        String what = row.what().isEmpty() ? "" : " (" + row.what() + ")";
        out.printf(
                Locale.ROOT, "%-8s  %14s  %-24s  %s%n", row.mark(), text(row.value()), range, row.of() + what + source);
    }

    private static String text(double value) {
        return value == StrictMath.rint(value)
                ? String.format(Locale.ROOT, "%d", (long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private Shown shown() {
        if (name.equals(InsiderWords.NAME)) {
            return new Shown(
                    name,
                    "The study of insiders: " + InsiderPlan.EXCHANGES + " exchanges, " + InsiderPlan.ACTIONS_A_WEEK
                            + " privileged actions a week, " + InsiderPlan.WEEKS + " weeks; seeds to report "
                            + InsiderPlan.SEEDS_TO_REPORT,
                    "",
                    "",
                    Numbers.ofConstants(InsiderPlan.class));
        }
        if (name.equals(InsiderWords.BEHAVIOUR)) {
            List<Numbers.Row> rows = new ArrayList<>(Numbers.ofConstants(Behaviour.class));
            for (Size size : Size.values()) {
                Numbers.of(size.rates()).forEach(row -> rows.add(of(size, row)));
            }
            return new Shown(name, "What customers, wallets, market makers and staff do.", "", "", rows);
        }
        Script script = Scripts.named(name)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "NAME must be an incident, behaviour or insider, but was " + name,
                        "See cordon simulate ledger list"));
        return new Shown(
                name, script.title(), script.family().toString(), script.route().toString(), Numbers.of(script));
    }

    private static Numbers.Row of(Size size, Numbers.Row row) {
        return new Numbers.Row(size + "." + row.of(), "", row.value(), row.low(), row.high(), row.mark(), row.source());
    }
}
