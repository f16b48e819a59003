// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cordon.computation.Stages;
import org.cordon.config.HistoryFile;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLocks;
import org.cordon.member.Manifest;
import org.cordon.member.NodeDirectory;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/**
 * The demo's consortium on disk: one directory per node with its keys, certificate, history and store, and the charter
 * that all approvers approved.
 */
record Grounds(Path root, OfferedCharter charter, Bytes initialState) {
    static final String LABEL = "label";

    private static final Duration TASK_LASTS = Duration.ofDays(1);

    /** Beyond it the round goes on without those who are missing. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private static final Duration RECEIPTS = Duration.ofSeconds(20);

    /** Draws all keys and has the approvers approve founding and charter, with two seconds for a step. */
    static Grounds lay(Path root, DemoData data, Recipe recipe) throws IOException {
        return lay(root, data, recipe, STEP);
    }

    /** The same with another time for a step. */
    static Grounds lay(Path root, DemoData data, Recipe recipe, Duration step) throws IOException {
        Randomness randomness = Randomness.secure();
        InstantSource clock = InstantSource.system();
        try (ConsortiumDraft draft =
                ConsortiumDraft.create(ConsortiumPlan.of("demo", data.names()), randomness, clock)) {
            List<NodeDirectory> nodes = draft.writeTo(root.resolve("nodes"), KeyLocks.keyFiles(randomness));
            Consortium consortium = HistoryCodec.found(draft);
            for (NodeDirectory node : nodes) {
                new HistoryFile(node.historyFile()).save(consortium);
            }
            Stages stages = recipe.together(data.largest());
            Bytes initial = Recipe.start(stages);
            Charter charter = charter(
                    consortium.current().manifest(), stages, recipe, new Timing(step, step, step, step, RECEIPTS));
            return new Grounds(root, CharterCodec.approve(charter, consortium, draft), initial);
        }
    }

    private static Charter charter(Manifest manifest, Stages stages, Recipe recipe, Timing timing) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Charter.builder()
                .consortium(manifest.id())
                .name("demo")
                .purpose("show that exchanges detect more together than alone")
                .legalBasis("made-up or public rows on one machine")
                .controllers(List.of("whoever runs the demo"))
                .schema("demo")
                .retention(TASK_LASTS)
                .stages(Recipe.charterStages(stages, recipe.rounds()))
                .minSurvivors(manifest.threshold().threshold())
                .minHonest(manifest.threshold().honest())
                .columns(recipe.features())
                .label(label(recipe.features()))
                .initialState(Hashes.blob(Recipe.start(stages)))
                .privacyWaiver("a demo: quantiles, updates and score counts are opened without differential privacy")
                .timing(timing)
                .notBefore(now.minusSeconds(3600))
                .expiry(now.plus(TASK_LASTS))
                .build(manifest.threshold());
    }

    /** The name under which the charter knows the labels. */
    static String label(List<String> features) {
        String name = LABEL;
        while (features.contains(name)) {
            name = name + "_";
        }
        return name;
    }

    NodeDirectory node(String name) {
        return new NodeDirectory(root.resolve("nodes").resolve(name));
    }

    /** Where the node keeps its store. */
    Path store(String name) {
        return root.resolve("nodes").resolve(name).resolve("store");
    }

    /** What the operators of all nodes saw. */
    Path log() {
        return root.resolve("demo.log");
    }

    /** The protocol log, as the coordinator keeps it. */
    Path protocolLog() {
        return root.resolve("log");
    }

    /** Digest of the founding statement: what an auditor would ask a member for. */
    Digest consortium() {
        return charter.charter().consortium();
    }

    /** The consortium as a node finds it in its own directory. */
    static Consortium consortium(NodeDirectory node) {
        return new HistoryFile(node.historyFile()).read();
    }
}
