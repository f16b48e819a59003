// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.cordon.computation.Report;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.evaluation.Metrics;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainedNetwork;
import org.cordon.participant.contribution.ScoredRows;
import org.cordon.suite.Digest;

/**
 * The demo: models to compare with, then the federation, then all on one held-out set.
 *
 * @param rounds sums of the classifier
 */
record DemoRun(DemoData data, int rounds, long seed) {
    /** The drop-out comes when a quarter of the classifier's rounds is done. */
    private static final int LEAVES_AT = 4;

    /**
     * Runs below {@code root}, and leaves the protocol log with its report at {@code kept}.
     *
     * @param kept a directory that holds nothing else
     */
    DemoResult run(Path root, Path kept, Progress progress) throws Exception {
        long start = System.nanoTime();
        Recipe recipe = new Recipe(data.features(), rounds, seed);
        progress.stage("Alone and pooled, to compare", data.exchanges().size() + 1);
        Baselines baselines = Baselines.of(data, recipe, progress::step);
        Grounds grounds = Grounds.lay(root, data, recipe);
        progress.stage("Together, by secure sums", recipe.sums());
        int leavesAfter = recipe.sums() - rounds + rounds / LEAVES_AT;
        return LogFile.during(grounds.log(), () -> {
            DemoFederation.Seen seen;
            List<ExchangeNode> exchanges;
            try (DemoFederation federation = new DemoFederation(grounds, data, seed, leavesAfter, progress)) {
                exchanges = federation.exchanges();
                seen = federation.run();
                progress.close();
            }
            AuditorProcess auditor =
                    new AuditorProcess(KeptLog.keep(grounds.protocolLog(), kept.resolve("log")), grounds.consortium());
            boolean unused = auditor.report(kept.resolve("report.html"));
            return result(
                    recipe, baselines, exchanges, seen, new Outcome(grounds.consortium(), auditor.verify(), start));
        });
    }

    private record Outcome(Digest consortium, AuditVerdict log, long start) {}

    private DemoResult result(
            Recipe recipe, Baselines baselines, List<ExchangeNode> nodes, DemoFederation.Seen seen, Outcome outcome) {
        Report report = new StagedComputation().report(seen.lastState());
        TrainedNetwork network = TrainedNetwork.decode(report.output(NetworkTraining.OUTPUT));
        Metrics together = Baselines.metrics(ScoredRows.of(network, data.test()), data.test());
        List<DemoResult.Outflow> outflows = nodes.stream().map(this::outflow).toList();
        long words = nodes.stream().mapToLong(node -> node.tally().words()).sum();
        long bytes =
                outflows.stream().mapToLong(DemoResult.Outflow::uploadBytes).sum();
        DemoFigures figures = new DemoFigures(
                nodes.size(),
                seen.rounds(),
                seen.dropOuts(),
                seen.sums(),
                Scores.of(baselines.alone()),
                everywhere(baselines.scoreAveraging()),
                everywhere(together),
                everywhere(baselines.pooled()),
                (double) bytes / words,
                outcome.log(),
                Duration.ofNanos(System.nanoTime() - outcome.start()).toMillis() / 1e3);
        return new DemoResult(
                figures,
                outcome.consortium(),
                data,
                report,
                seen.lastState(),
                outflows,
                nodes.get(DemoFederation.LEAVER).name(),
                seen.vectorsAfterReturn(),
                seen.fewest(),
                recipe.parameters());
    }

    private Scores everywhere(Metrics metrics) {
        return Scores.of(Collections.nCopies(data.exchanges().size(), metrics));
    }

    private DemoResult.Outflow outflow(ExchangeNode node) {
        return new DemoResult.Outflow(
                node.name(),
                node.rows(),
                node.meter().bytesOnWire(),
                node.meter().bytesByFormula(),
                node.meter().uploadBytes());
    }
}
