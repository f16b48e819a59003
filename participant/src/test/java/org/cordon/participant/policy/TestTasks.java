// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.task.Charter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PolicyDecision;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;

/** Charters and a policy that leaves them to a person. */
final class TestTasks {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Threshold FIVE = new Threshold(5);
    static final String ASKING = """
            allow: {tasks: ["fraud-*"], computations: [scaling], columns: [amount, age]}
            otherwise: queue
            limits: {rounds: 10, roundsADay: 3}
            """;

    private TestTasks() {}

    /** A charter and its digest. */
    record Task(Charter charter, Bytes exact, Digest session) {
        PolicyDecision ask(ExchangePolicy policy, Instant now) {
            return policy.decide(session, charter, exact, FIVE, now);
        }

        Scope round(int round, int attempt) {
            return new Scope(session, 1, round, attempt, 0);
        }
    }

    static Task task(String name) {
        return task(name, "find accounts that drain wallets");
    }

    static Task task(String name, String purpose) {
        Charter charter = Charter.builder()
                .manifest(Digest.of(new byte[32]))
                .name(name)
                .purpose(purpose)
                .legalBasis("legitimate interest, GDPR article 6(1)(f)")
                .stages(List.of(new Stage("scaling", Bytes.EMPTY, 10)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("amount", "age"))
                .initialState(Digest.of(new byte[32]))
                .privacyWaiver("trial on synthetic data")
                .timing(Timing.uniform(Duration.ofSeconds(30)))
                .notBefore(Instant.parse("2026-11-21T00:00:00Z"))
                .expiry(Instant.parse("2026-12-21T00:00:00Z"))
                .build(FIVE);
        Bytes exact = CharterCodec.encode(charter);
        return new Task(charter, exact, Hashes.blob(exact.toByteArray()));
    }

    static ParticipantPolicy policy(Path directory, String text) {
        try {
            return PolicyFile.read(Files.writeString(directory.resolve("policy.yaml"), text))
                    .over(Set.of("amount", "age", "fraud"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
