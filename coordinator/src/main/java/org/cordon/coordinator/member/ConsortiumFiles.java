// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.cordon.config.HistoryFile;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyLocks;
import org.cordon.member.NodeDirectory;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.wire.HistoryCodec;

/**
 * The directories of a new consortium, each with the history and a configuration.
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
            Consortium consortium = HistoryCodec.found(draft);
            for (NodeDirectory node : draft.writeTo(out, KeyLocks.keyFiles(randomness))) {
                new HistoryFile(node.historyFile()).save(consortium);
            }
            write(
                    out.resolve(ConsortiumPlan.COORDINATOR).resolve("coordinator.yaml"),
                    coordinator(host, port).getBytes(StandardCharsets.UTF_8));
            int honest = consortium.current().manifest().threshold().honest();
            for (String exchange : plan.exchanges()) {
                write(
                        out.resolve(exchange).resolve("participant.yaml"),
                        participant(exchange, host, port, honest).getBytes(StandardCharsets.UTF_8));
            }
            return new ConsortiumFiles(consortium.current().digest());
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static String coordinator(String host, int port) {
        return """
                # The coordinator of this consortium. Paths start from this file's directory.
                # Start it with: cordon coordinator serve --config coordinator.yaml
                node: .                       # keys, certificate and history
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

    private static String participant(String exchange, String host, int port, int honest) {
        String dialled = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return """
                # The participant of %s. Paths start from this file's directory.
                # Start it with: cordon participant run --config participant.yaml
                node: .                       # keys, certificate and history
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
                policy:
                  minHonest: %d                # honest inputs in every sum, at the least
                  acceptCountsWithoutDp: false # true: take part without a privacy guarantee
                  computations: [scaling, network, evaluation]
                  maxRounds: 1000             # sums of one task, at the most
                  # columns: [amount, hour]   # default: every column of the file but the dropped
                """.formatted(exchange, dialled, port, Math.min(STRICT_HONEST, honest));
    }
}
