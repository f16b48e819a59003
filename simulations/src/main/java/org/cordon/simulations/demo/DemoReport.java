// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.cordon.suite.Digest;

/** Tells a person what the demo found. */
final class DemoReport {
    private static final int NAME = 34;

    private final PrintWriter out;

    DemoReport(PrintWriter out) {
        this.out = out;
    }

    /** Who has what, before it begins. */
    void introduce(DemoData data) {
        line(
                "Cordon: %d exchanges and a coordinator, over gRPC and mutual TLS on this machine.",
                data.exchanges().size());
        line(
                "Rows: %s. Held out from everybody: %,d rows.",
                data.origin(), data.test().rows());
        for (DemoData.Exchange exchange : data.exchanges()) {
            line("  %-12s %,7d rows, %s", exchange.name(), exchange.rows().rows(), exchange.note());
        }
        line("");
    }

    void tell(DemoResult result, Optional<String> kept, String command) {
        DemoFigures figures = result.figures();
        line("");
        table(figures);
        line("");
        line(
                "In %.0f s: %d rounds, %d sums opened, each over at least %d exchanges; %d drop-out%s.",
                figures.seconds(),
                figures.rounds(),
                figures.sumsOpened(),
                result.fewest(),
                figures.dropOuts(),
                figures.dropOuts() == 1 ? "" : "s");
        line(
                "%s was cut off in mid-round, came back from its own store and gave %d more vectors.",
                result.leaver(), result.vectorsAfterReturn());
        evaluated(result);
        line("");
        outflow(result);
        line("");
        audited(figures.log(), result.consortium());
        line("");
        line("Protected: nobody, the coordinator included, saw a vector of one exchange; only sums were opened.");
        line("Not protected: quantiles, updates and score counts were opened exactly, without noise:");
        line(
                "  NO PRIVACY GUARANTEE for what a sum itself tells. The demo's policy accepts that; the default refuses.");
        line("");
        next(kept, command);
        out.flush();
    }

    private void table(DemoFigures figures) {
        line(
                "%-" + NAME + "s %17s %9s %18s",
                "On the held-out rows",
                "average precision",
                "ROC AUC",
                "recall at 1 % FPR");
        row("alone, mean of " + figures.exchanges(), figures.alone(), Scores.Figure::mean);
        row("alone, worst", figures.alone(), Scores.Figure::worst);
        row("averaging the scores of all", figures.scoreAveraging(), Scores.Figure::mean);
        row("together, rows stay at home", figures.together(), Scores.Figure::mean);
        row("pooled (possible only in a demo)", figures.pooled(), Scores.Figure::mean);
    }

    private void row(String name, Scores scores, Function<Scores.Figure, Double> part) {
        line(
                "%-" + NAME + "s %17.3f %9.3f %18.3f",
                name,
                part.apply(scores.averagePrecision()),
                part.apply(scores.rocAuc()),
                part.apply(scores.recallAt1PctFpr()));
    }

    /** The federation's own evaluation, on rows that each exchange held back. */
    private void evaluated(DemoResult result) {
        Optional.ofNullable(result.report().figures().get("evaluation/averagePrecision"))
                .ifPresent(value -> line(
                        "By its own secure evaluation, on rows the exchanges held back: average precision %.3f"
                                + " (counts, NO PRIVACY GUARANTEE).",
                        value));
    }

    private void outflow(DemoResult result) {
        line(
                "What left each exchange, in bytes on the wire (%,d parameters, %.2f bytes for each coordinate):",
                result.parameters(), result.figures().uploadBytesPerCoordinate());
        for (DemoResult.Outflow one : result.outflows()) {
            line(
                    "  %-12s %,11d  %s; none of its %,d rows",
                    one.exchange(),
                    one.bytesOnWire(),
                    one.bytesOnWire() == one.bytesByFormula()
                            ? "as the formula of docs/protocol.md says"
                            : String.format(Locale.ROOT, "but %,d by formula", one.bytesByFormula()),
                    one.rows());
        }
    }

    /** By a process that has none of the audited party's code on its class path. */
    private void audited(AuditVerdict log, Digest consortium) {
        line(
                "log: %s, %d claims: %d passed, %d failed, %d attested, %d without evidence, %d not applicable.",
                log.verified() ? "VERIFIED" : "NOT VERIFIED",
                log.claims(),
                log.passed(),
                log.failed(),
                log.attested(),
                log.noEvidence(),
                log.notApplicable());
        line("  Every exchange witnessed it. Verify it again, as an auditor would:");
        line("  ./cordon audit verify %s --consortium %s", log.bundle(), consortium.hex());
        line("  The report for people: %s", Path.of(log.bundle()).resolveSibling("report.html"));
    }

    private void next(Optional<String> kept, String command) {
        line("Try next:");
        line("  %s   # drawn anew: is it luck?", command);
        line("  ./cordon demo --data FILE.csv --label COLUMN --partition dirichlet:0.3:COLUMN   # your own rows");
        if (kept.isPresent()) {
            line("  less %s/demo.log   # what the operators of the six nodes saw", kept.get());
        } else {
            line("  ./cordon demo --dir ./demo   # keeps keys, stores and the log of all six nodes");
        }
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
