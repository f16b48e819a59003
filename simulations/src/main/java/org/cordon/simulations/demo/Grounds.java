// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.cordon.computation.Stages;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLocks;
import org.cordon.member.Manifest;
import org.cordon.member.ManifestRejected;
import org.cordon.member.NodeDirectory;
import org.cordon.member.SignedManifest;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signed;
import org.cordon.suite.VerifyKey;
import org.cordon.task.Charter;
import org.cordon.task.SignedCharter;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.ManifestCodec;

/**
 * The demo's consortium on disk: one directory per node with its keys, certificate, manifest and store, and the charter
 * that the operator signed.
 */
record Grounds(Path root, Signed<Charter> charter, Bytes initialState) {
    static final String LABEL = "label";

    private static final Duration TASK_LASTS = Duration.ofDays(1);

    /** Beyond it the round goes on without those who are missing. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private static final Duration RECEIPTS = Duration.ofSeconds(20);

    /** Draws all keys and has the operator sign manifest and charter, with two seconds for a step. */
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
            Signed<Manifest> manifest = draft.sign(ManifestCodec.encode(draft.manifest()));
            for (NodeDirectory node : nodes) {
                Files.write(
                        node.manifestFile(),
                        ManifestCodec.encodeSigned(manifest).toByteArray());
            }
            Stages stages = recipe.together(data.largest());
            Bytes initial = Recipe.start(stages);
            Charter charter = charter(
                    draft.manifest(),
                    Hashes.blob(manifest.exact()),
                    stages,
                    recipe,
                    new Timing(step, step, step, step, RECEIPTS));
            Signed<Charter> signed = SignedCharter.sign(charter, CharterCodec.encode(charter), draft.operator());
            return new Grounds(root, signed, initial);
        }
    }

    private static Charter charter(Manifest manifest, Digest digest, Stages stages, Recipe recipe, Timing timing) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Charter.builder()
                .manifest(digest)
                .name("demo")
                .purpose("show that exchanges detect more together than alone")
                .legalBasis("made-up or public rows on one machine")
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

    Path log() {
        return root.resolve("demo.log");
    }

    /** The manifest as a node finds it in its own directory. */
    static SignedManifest manifest(NodeDirectory node, VerifyKey operator) throws IOException {
        try {
            return SignedManifest.verify(
                    ManifestCodec.decodeSigned(Bytes.wrap(Files.readAllBytes(node.manifestFile()))), operator);
        } catch (ManifestRejected altered) {
            throw new IOException(node.manifestFile() + ": " + altered.getMessage(), altered);
        }
    }
}
