// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cordon.participant.policy.TestTasks.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cordon.participant.policy.PersonDecision.Choice;
import org.cordon.participant.policy.TestTasks.Task;
import org.cordon.task.PolicyDecision;
import org.cordon.task.PolicyDecision.Allowed;
import org.cordon.task.PolicyDecision.Queued;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExchangePolicyTest {
    private static final Task TASK = TestTasks.task("fraud-2026");

    @TempDir
    private Path root;

    private Path directory;

    @BeforeEach
    void nameTheDirectory() {
        directory = root.resolve("decisions");
    }

    private ExchangePolicy open(String text) {
        return ExchangePolicy.open(TestTasks.policy(root, text), directory, NOW);
    }

    private AskedTask asked(Task task) throws IOException {
        return Decisions.open(directory).task(task.session());
    }

    private void say(Task task, Choice choice) throws IOException {
        assertThat(Decisions.open(directory).decide(asked(task), choice, "made-up rows", NOW))
                .isPresent();
    }

    @Test
    void aTaskWaitsForAPersonAndRunsOnceAccepted() throws IOException {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            PolicyDecision first = TASK.ask(policy, NOW);
            assertThat(first).isInstanceOf(Queued.class);
            assertThat(((Queued) first).sentence())
                    .contains("'cordon participant policy accept "
                            + TASK.session().hex().substring(0, 12) + "'");
            assertThat(policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW)).isInstanceOf(Queued.class);
            long before = policy.revision();

            say(TASK, Choice.ACCEPT);

            assertThat(policy.revision()).isNotEqualTo(before);
            assertThat(TASK.ask(policy, NOW)).isEqualTo(new Allowed());
            assertThat(policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW)).isEqualTo(new Allowed());
        }
        PersonDecision said = asked(TASK).decision().orElseThrow();
        assertThat(said.because()).isEqualTo("made-up rows");
        assertThat(said.at()).isEqualTo(NOW.toString());
        assertThat(said.privacy()).isEqualTo("NO PRIVACY GUARANTEE");
    }

    @Test
    void theQueueAndTheDecisionsSurviveARestart() throws IOException {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            assertThat(TASK.ask(policy, NOW)).isInstanceOf(Queued.class);
        }
        say(TASK, Choice.ACCEPT);
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            assertThat(TASK.ask(policy, NOW)).isEqualTo(new Allowed());
            assertThat(asked(TASK).at()).isEqualTo(NOW);
        }
    }

    @Test
    void anotherVersionAsksAgain() throws IOException {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
            say(TASK, Choice.ACCEPT);
            assertThat(TestTasks.task("fraud-2026", "find accounts that save money")
                            .ask(policy, NOW))
                    .isInstanceOf(Queued.class);
        }
    }

    @Test
    void aRejectedTaskIsRefusedAndLeavesARunningOne() throws IOException {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
            say(TASK, Choice.ACCEPT);
            assertThat(policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW)).isEqualTo(new Allowed());
            say(TASK, Choice.REJECT);
            refused(policy.mayEnter(TASK.session(), TASK.round(2, 0), NOW), Reason.REFUSED_BY_A_PERSON);
            assertThat(Decisions.open(directory).history(TASK.session()))
                    .extracting(PersonDecision::decision)
                    .containsExactly(Choice.ACCEPT, Choice.REJECT);
        }
    }

    @Test
    void aPersonLiftsNoLimit() throws IOException {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
        }
        say(TASK, Choice.ACCEPT);
        try (ExchangePolicy policy = open(TestTasks.ASKING.replace("rounds: 10,", "rounds: 9,"))) {
            refused(TASK.ask(policy, NOW), Reason.TOO_MANY_ROUNDS);
            refused(policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW), Reason.TOO_MANY_ROUNDS);
        }
    }

    /** A coordinator that opens rounds without end gets no further than the limits, over any restart. */
    @Test
    void roundsBeyondALimitAreNotEntered() {
        String text = TestTasks.ASKING + "acceptCountsWithoutDp: true\n";
        int entered = 0;
        Instant now = NOW;
        for (int restart = 0; restart < 8; restart++) {
            try (ExchangePolicy policy = open(text)) {
                assertThat(TASK.ask(policy, now)).isEqualTo(new Allowed());
                for (int i = 1; i <= 5; i++) {
                    int round = restart * 5 + i;
                    boolean allowed = policy.mayEnter(TASK.session(), TASK.round(round, 0), now) instanceof Allowed;
                    if (allowed) {
                        entered++;
                        assertThat(policy.mayEnter(TASK.session(), TASK.round(round, 1), now))
                                .isEqualTo(new Allowed());
                    }
                }
            }
            assertThat(entered).isEqualTo(Math.min(10, 3 * (restart + 1)));
            now = now.plus(Duration.ofHours(24));
        }
    }

    @Test
    void aRoundOfATaskThatWasNeverAskedAboutIsNotEntered() {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            refused(policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW), Reason.NOT_DECIDED);
        }
    }

    @Test
    void noRoundIsEnteredAfterTheHours() {
        String text =
                TestTasks.ASKING + "acceptCountsWithoutDp: true\nhours: {from: \"08:00\", to: \"18:00\", zone: UTC}\n";
        try (ExchangePolicy policy = open(text)) {
            TASK.ask(policy, NOW);
            assertThat(policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW)).isEqualTo(new Allowed());
            refused(
                    policy.mayEnter(TASK.session(), TASK.round(1, 1), NOW.plus(Duration.ofHours(6))),
                    Reason.OUTSIDE_HOURS);
        }
    }

    @Test
    void aDecisionFileForAnotherDigestDecidesNothing() throws IOException {
        Task other = TestTasks.task("fraud-2027");
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
            other.ask(policy, NOW);
            say(other, Choice.ACCEPT);
            Path decided = directory.resolve("decided");
            Files.copy(
                    decided.resolve(other.session().hex() + ".0001.json"),
                    decided.resolve(TASK.session().hex() + ".0001.json"),
                    StandardCopyOption.COPY_ATTRIBUTES);
            PolicyDecision decision = TASK.ask(policy, NOW);
            assertThat(decision).isInstanceOf(Queued.class);
            assertThat(((Queued) decision).sentence()).contains("must be as it was written");
            assertThat(policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW)).isInstanceOf(Queued.class);
        }
    }

    @Test
    void aDecisionThatOthersCouldHaveWrittenDecidesNothing() throws IOException {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
            say(TASK, Choice.ACCEPT);
            Path file = directory.resolve("decided").resolve(TASK.session().hex() + ".0001.json");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThat(TASK.ask(policy, NOW)).isInstanceOf(Queued.class);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            assertThat(TASK.ask(policy, NOW)).isEqualTo(new Allowed());
        }
    }

    @Test
    void anEditedQueueEntryIsNotShownAndNotDecided() throws IOException {
        Task harmless = TestTasks.task("fraud-2026", "count withdrawals");
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
            Path charter = directory.resolve("asked").resolve(TASK.session().hex() + ".charter");
            Files.write(charter, harmless.exact().toByteArray());
            assertThatThrownBy(() -> asked(TASK))
                    .isInstanceOf(Decisions.Altered.class)
                    .hasMessageContaining("its digest is another");
            Files.write(charter, TASK.exact().toByteArray());
            Path note = directory.resolve("asked").resolve(TASK.session().hex() + ".json");
            Files.writeString(
                    note,
                    Files.readString(note)
                            .replace(TASK.session().hex(), harmless.session().hex()));
            assertThatThrownBy(() -> asked(TASK)).isInstanceOf(Decisions.Altered.class);
            assertThat(TASK.ask(policy, NOW)).isInstanceOf(Queued.class);
        }
    }

    /** Eight people decide at once: one decision is kept, the others are told. */
    @Test
    void oneOfManyDecisionsAtOnceIsKept() throws Exception {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
        }
        AskedTask seen = asked(TASK);
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<PersonDecision>>> all = IntStream.range(0, 8)
                    .<Callable<Optional<PersonDecision>>>mapToObj(i -> () -> Decisions.open(directory)
                            .decide(seen, i % 2 == 0 ? Choice.ACCEPT : Choice.REJECT, "person " + i, NOW))
                    .toList();
            int kept = 0;
            for (Future<Optional<PersonDecision>> decision : people.invokeAll(all)) {
                kept += decision.get().isPresent() ? 1 : 0;
            }
            assertThat(kept).isEqualTo(1);
        } finally {
            people.shutdownNow();
        }
        assertThat(Decisions.open(directory).history(TASK.session())).hasSize(1);
        try (var files = Files.list(directory.resolve("decided"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void nobodyElseCanUseTheFiles() throws IOException {
        try (ExchangePolicy policy = open(TestTasks.ASKING)) {
            TASK.ask(policy, NOW);
            say(TASK, Choice.ACCEPT);
            policy.mayEnter(TASK.session(), TASK.round(1, 0), NOW);
        }
        try (var files = Files.walk(directory)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    private static void refused(PolicyDecision decision, Reason reason) {
        assertThat(decision).isInstanceOf(Refused.class);
        assertThat(((Refused) decision).reason()).isEqualTo(reason);
    }
}
