// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import org.cordon.config.HistoryFile;
import org.cordon.config.ParticipantText;
import org.cordon.config.PersonFile;
import org.cordon.config.PolicyStarter;
import org.cordon.enrol.FoundingPlan;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.FoundingDraft;
import org.cordon.member.KeyLocks;
import org.cordon.member.NodeDirectory;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;

/**
 * The directories of a new consortium, each with its configuration.
 *
 * @param host that participants and people dial
 * @param port of members
 * @param consortiumPort of people and invited nodes
 */
record ConsortiumFiles(ConsortiumPlan plan, Path out, String host, int port, int consortiumPort) {
    /** What is to be founded, in the coordinator's directory until it is. */
    static final String FOUNDING = "founding.bin";

    private static final int STRICT_HONEST = 3;

    private static final String TRIAL_LOG = """
            log:
              archiveInputs: true         # N masked vectors a round on disk: an auditor can add them up again
            """;

    /** Everything in one place, every key included, and the founding approved by all; returns the id. */
    Digest tryOut(Randomness randomness, InstantSource clock) throws IOException {
        try (ConsortiumDraft draft = ConsortiumDraft.create(plan, randomness, clock)) {
            Consortium consortium = HistoryCodec.found(draft);
            for (NodeDirectory node : draft.writeTo(out, KeyLocks.keyFiles(randomness))) {
                new HistoryFile(node.historyFile()).save(consortium);
            }
            Optional<Digest> id = Optional.of(consortium.id());
            operator(consortium.authority(), id);
            coordinator(TRIAL_LOG);
            for (String exchange : plan.exchanges()) {
                Path approver = out.resolve(ConsortiumPlan.APPROVERS).resolve(exchange);
                person(Optional.of(exchange), consortium.authority(), id).write(approver, PersonFile.APPROVER);
                participant(exchange);
            }
            return consortium.id();
        }
    }

    /** Operator and coordinator only; the exchanges join with keys of their own. Returns the digest of the authority. */
    Digest prepare(int minApprovals, Randomness randomness, InstantSource clock) throws IOException {
        try (FoundingDraft draft = FoundingDraft.create(plan, randomness, clock)) {
            NodeDirectory coordinator = draft.writeTo(out, KeyLocks.keyFiles(randomness));
            FoundingPlan founding = new FoundingPlan(
                    plan.consortium(),
                    new FoundingPlan.Rules(plan.minMembers(), minApprovals),
                    draft.coordinator(),
                    draft.authority(),
                    draft.possessions(),
                    plan.exchanges());
            write(
                    coordinator.path().resolve(FOUNDING),
                    ConsortiumCodec.encode(founding).toByteArray());
            operator(draft.authority(), Optional.empty());
            coordinator("");
            return draft.authority();
        }
    }

    private void operator(Digest authority, Optional<Digest> id) throws IOException {
        person(Optional.empty(), authority, id).write(out.resolve(ConsortiumPlan.OPERATOR), PersonFile.OPERATOR);
    }

    private PersonFile person(Optional<String> exchange, Digest authority, Optional<Digest> id) {
        return new PersonFile(
                plan.consortium(),
                exchange,
                dialled(consortiumPort),
                Optional.empty(),
                authority.hex(),
                id.map(Digest::hex),
                Optional.empty(),
                Optional.empty());
    }

    private void participant(String exchange) throws IOException {
        int honest = new Threshold(plan.exchanges().size()).honest();
        String text = new ParticipantText(exchange, dialled(port), ParticipantText.KEY_FILE).text();
        write(out.resolve(exchange).resolve("participant.yaml"), text.getBytes(StandardCharsets.UTF_8));
        write(
                out.resolve(exchange).resolve("policy.yaml"),
                new PolicyStarter(exchange, Math.min(STRICT_HONEST, honest))
                        .text()
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void coordinator(String more) throws IOException {
        write(
                out.resolve(ConsortiumPlan.COORDINATOR).resolve("coordinator.yaml"),
                (text() + more).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private String dialled(int at) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at;
    }

    private String text() {
        return """
                # The coordinator of this consortium. Paths start from this file's directory.
                # Start it with: cordon coordinator serve --config coordinator.yaml
                node: .                       # keys, certificate, authority and history
                unlock:
                  keyFile: unlock.key         # or passphraseFile, or passphraseVariable
                listen:
                  host: %s
                  port: %d                  # members' nodes
                  consortiumPort: %d        # people, and nodes that join
                data: data                    # journal, uploads and states of open tasks, approvals
                results: results              # final state, model and report of each task
                """.formatted(host.equals("localhost") ? "localhost" : "0.0.0.0", port, consortiumPort);
    }
}
