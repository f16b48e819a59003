// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLocks;
import org.cordon.member.Manifest;
import org.cordon.member.NodeDirectory;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signed;
import org.cordon.wire.ManifestCodec;

/**
 * The directories of a new consortium, each with the signed manifest and a configuration.
 *
 * @param manifest its digest
 */
record ConsortiumFiles(Digest manifest) {
    private static final int STRICT_HONEST = 3;

    /** Makes {@code out}; what exists is never overwritten. */
    static ConsortiumFiles found(
            ConsortiumPlan plan, Path out, String host, int port, Randomness randomness, InstantSource clock)
            throws IOException {
        try (ConsortiumDraft draft = ConsortiumDraft.create(plan, randomness, clock)) {
            Signed<Manifest> signed = draft.sign(ManifestCodec.encode(draft.manifest()));
            byte[] manifest = ManifestCodec.encodeSigned(signed).toByteArray();
            for (NodeDirectory node : draft.writeTo(out, KeyLocks.keyFiles(randomness))) {
                write(node.manifestFile(), manifest);
            }
            write(out.resolve(ConsortiumPlan.OPERATOR).resolve("manifest.bin"), manifest);
            write(
                    out.resolve(ConsortiumPlan.COORDINATOR).resolve("coordinator.yaml"),
                    coordinator(host, port).getBytes(StandardCharsets.UTF_8));
            int honest = draft.manifest().threshold().honest();
            for (String exchange : plan.exchanges()) {
                write(
                        out.resolve(exchange).resolve("participant.yaml"),
                        participant(exchange, host, port).getBytes(StandardCharsets.UTF_8));
                write(
                        out.resolve(exchange).resolve("policy.yaml"),
                        policy(exchange, honest).getBytes(StandardCharsets.UTF_8));
            }
            return new ConsortiumFiles(Hashes.blob(signed.exact()));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static String coordinator(String host, int port) {
        return """
                # The coordinator of this consortium. Paths start from this file's directory.
                # Start it with: cordon coordinator serve --config coordinator.yaml
                node: .                       # keys, certificate and manifest
                unlock:
                  keyFile: unlock.key         # or passphraseFile, or passphraseVariable
                listen:
                  host: %s
                  port: %d
                data: data                    # journal, uploads and states of open tasks
                tasks: tasks                  # task directories that are moved here are started
                results: results              # final state, model and report of each task
                """.formatted(host.equals("localhost") ? "localhost" : "0.0.0.0", port);
    }

    private static String participant(String exchange, String host, int port) {
        String dialled = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return """
                # The participant of %s. Paths start from this file's directory.
                # Start it with: cordon participant run --config participant.yaml
                node: .                       # keys, certificate and manifest
                unlock:
                  keyFile: unlock.key         # or passphraseFile, or passphraseVariable
                coordinator: "%s:%d"
                # proxy: "proxy.example:3128" # HTTP proxy to dial through with CONNECT
                state: state                  # what the node signed, sealed secrets of an open round
                data:
                  file: data.csv              # CSV, TSV, Parquet or JSON; never leaves this machine
                  # label: fraud              # charters may use this column as the label only
                  # drop: "^(Index|Address)$" # columns that no charter may read
                  # distinct: Address         # of rows with the same value only the first counts
                policy: policy.yaml           # what may run on the rows
                """.formatted(exchange, dialled, port);
    }

    private static String policy(String exchange, int honest) {
        return """
                # What may run on the rows of %s, whatever was approved elsewhere.
                # Waiting tasks: cordon participant policy queue --config participant.yaml
                allow:                        # a charter runs if every name in it is covered; * ends a beginning
                  # tasks: ["fraud-*"]        # default: any
                  computations: [scaling, network, evaluation]
                  # columns: [amount, hour]   # default: every column of the file but the dropped
                # queue: {computations: [evaluation]} # one of these: a person decides
                # refuse: {columns: [iban]}   # one of these: refused
                otherwise: refuse             # the rest: refuse, or queue for a person
                acceptCountsWithoutDp: false  # true: take part without a privacy guarantee
                requireDpia: false            # true: charters must name an impact assessment
                limits:                       # nobody lifts these but whoever edits this file
                  minHonest: %d                # honest inputs in every sum, at the least
                  # minCohort: 4              # inputs in every sum, at the least
                  rounds: 1000                # of one task
                  # roundsADay: 500           # of all tasks in any 24 hours
                  # epsilon: 8                # of one task with differential privacy
                  # delta: 0.000001
                  # columns: 64               # of one task
                  # retention: P365D          # of the result
                  # cpuARound: PT10M          # processor time for one contribution
                # hours: {from: "22:00", to: "06:00", zone: Europe/Zurich}
                """.formatted(exchange, Math.min(STRICT_HONEST, honest));
    }
}
