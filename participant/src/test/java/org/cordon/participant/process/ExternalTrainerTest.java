// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.TrainingDiverged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that train, and programs that do not do what they must. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ExternalTrainerTest {
    private static final NetworkSpec SPEC = NetworkSpec.mlpClassifier(Activation.RELU, 2, 1);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** What a script in front of Python, or the system, sets by itself. */
    private static final Pattern LAUNCHERS = Pattern.compile("_*PYENV_.*|PWD|OLDPWD|SHLVL|_|__CF_USER_TEXT_ENCODING");

    private static final String FRAMING = """
            import os, subprocess, struct, sys
            def request():
                head = sys.stdin.buffer.read(16)
                if not head:
                    sys.exit(0)
                return sys.stdin.buffer.read(struct.unpack("<4sIQ", head)[2])
            def write(data):
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
            def answer(body):
                write(struct.pack("<4sIQ", b"CDTA", 1, len(body)) + body)
            def trained(asked, *delta, rows=2):
                answer(asked[:8] + struct.pack("<III", 0, rows, 1) + struct.pack("<%df" % len(delta), *delta))
            def refuse(asked, text):
                answer(asked[:8] + struct.pack("<I", 1) + text.encode())
            """;

    @TempDir
    private Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Optional<ExternalTrainer> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(ExternalTrainer::close);
    }

    private ExternalTrainer trainer(String program) throws IOException {
        return trainer(program, LONG, Optional.empty());
    }

    private ExternalTrainer trainer(String program, Duration timeout, Optional<Duration> processorTime)
            throws IOException {
        Files.writeString(directory.resolve("train.py"), FRAMING + program);
        return command("python3 train.py '" + directory + "'", timeout, processorTime);
    }

    private ExternalTrainer command(String command, Duration timeout, Optional<Duration> processorTime) {
        ExternalTrainer trainer = new ExternalTrainer(
                new ExternalTrainer.Settings(Arguments.parse(command), directory, timeout, processorTime), said::add);
        open = Optional.of(trainer);
        return trainer;
    }

    private static LocalTrainer.Trained train(ExternalTrainer trainer) {
        Table rows = Table.of(List.of("a", "b"), 2, new float[] {0, 1, 2, 3}, Optional.of(new float[] {0, 1}));
        return trainer.train(
                SPEC, ParameterVector.of(new float[] {1, 2, 3}), rows, new LocalPlan(1, 1, LocalOptimiser.SGD, 0.1), 5);
    }

    private static void gone(List<ProcessHandle> handles) {
        for (ProcessHandle handle : handles) {
            assertThat(handle.onExit()).as("process %s", handle.pid()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** Processes below this one whose command names the test's own directory, or that such a one has started. */
    private List<ProcessHandle> running() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .arguments()
                        .map(Arrays::asList)
                        .orElse(List.of())
                        .contains(directory.toString()))
                .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
                .toList();
    }

    @Test
    void oneProcessAnswersEveryRequest() throws Exception {
        ExternalTrainer trainer = trainer("""
                n = 0
                while True:
                    asked, n = request(), n + 1
                    trained(asked, n, -n, 0.5, rows=n)
                """);
        assertThat(train(trainer))
                .isEqualTo(new LocalTrainer.Trained(ParameterVector.of(new float[] {2, 1, 3.5f}), 1, 1));
        assertThat(train(trainer))
                .isEqualTo(new LocalTrainer.Trained(ParameterVector.of(new float[] {3, 0, 3.5f}), 2, 1));
        assertThat(running()).hasSize(1);
    }

    @Test
    void itEndsWithTheNodeAndSoDoWhomItStarted() throws Exception {
        ExternalTrainer trainer = trainer("""
                subprocess.Popen(["sleep", "1000"])
                while True:
                    trained(request(), 0, 0, 0)
                """);
        train(trainer);
        List<ProcessHandle> all = running();
        assertThat(all).hasSize(2);
        trainer.close();
        gone(all);
        assertThatThrownBy(() -> train(trainer)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoDoesNotEndByItselfIsEndedWithAllItStarted() throws Exception {
        ExternalTrainer trainer = trainer("""
                subprocess.Popen(["sleep", "1000"])
                trained(request(), 0, 0, 0)
                subprocess.run(["sleep", "1000"])
                """);
        train(trainer);
        List<ProcessHandle> all = running();
        assertThat(all).hasSizeBetween(2, 3);
        trainer.close();
        gone(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sys.exit('no module named torch') | must answer request 1, but no byte came; it ended with exit code 1, and said \"no module named torch\"; run it by hand",
                "request(); write(b'CD'); sys.exit(3) | but it ended after 2 bytes; it ended with exit code 3",
                "print('Epoch 1: loss 0.5', flush=True); request() | an answer must begin with CDTA, but stdout said \"Epoch 1: loss 0.5?\"; stdout carries answers alone",
                "trained(request(), 0, 0) | length must be 32, but was 28",
                "trained(request(), 0, 0, 0, 0) | length must be 32, but was 36",
                "request(); write(struct.pack('<4sIQ', b'CDTA', 1, 1 << 60)) | length must be 32 for 3 parameters, but was 1152921504606846976",
                "trained(request(), 0, 0, 0, rows=3) | rows must be in [0, 2], as many as the request had, but was 3",
                "trained(b'12345678' + request(), 0, 0, 0) | number must be 1",
                "while True: print('x' * 1000) | an answer must begin with CDTA, but stdout said \"xxxxxxxxxx",
            })
    void whatIsNoAnswerNamesTheProcessThePlaceAndTheMend(String program, String sentence) throws Exception {
        ExternalTrainer trainer = trainer(program);
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageStartingWith("the trainer 'python3 train.py ")
                .hasMessageContaining(sentence);
        gone(running());
    }

    @Test
    void whatIsNotFiniteIsDivergence() throws Exception {
        ExternalTrainer trainer = trainer("""
                while True:
                    trained(request(), 0, float("nan"), 0)
                """);
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(TrainingDiverged.class)
                .hasMessageContaining("delta 1 of the trainer 'python3 train.py ")
                .hasMessageContaining("must be finite and leave the parameter finite, but was NaN");
    }

    @Test
    void aRefusalIsToldAndTheProcessGoesOn() throws Exception {
        ExternalTrainer trainer = trainer("""
                refuse(request(), "only autoencoders")
                trained(request(), 0, 0, 0)
                request()
                """);
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining("refused to train: only autoencoders");
        assertThat(train(trainer).rows()).isEqualTo(2);
    }

    @Test
    void wordsAfterAnAnswerAreFoundBeforeTheNextRequest() throws Exception {
        ExternalTrainer trainer = trainer("""
                asked = request()
                sys.stdout.buffer.write(struct.pack("<4sIQ", b"CDTA", 1, 32) + asked[:8] + bytes(24) + b"loss 0.1\\n")
                sys.stdout.buffer.flush()
                request()
                """);
        train(trainer);
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining("nothing may follow an answer, but stdout said \"loss 0.1?\"");
    }

    @Test
    void afterAFailureTheNextTrainingGetsANewProcess() throws Exception {
        ExternalTrainer trainer = trainer("""
                if not os.path.exists("once"):
                    open("once", "w").close()
                    sys.exit(1)
                while True:
                    trained(request(), 0, 0, 0)
                """);
        assertThatThrownBy(() -> train(trainer)).isInstanceOf(TrainerFailed.class);
        assertThat(train(trainer).steps()).isEqualTo(1);
    }

    @Test
    void whoHangsIsEndedAtTheDeadline() {
        ExternalTrainer trainer =
                command("sh -c 'sleep 1000; sleep 1000' '" + directory + "'", SHORT, Optional.empty());
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining(
                        "must answer within PT0.3S, but did not; make it faster, or raise trainer.timeout");
        gone(running());
    }

    @Test
    void processorTimeOfTheProcessCounts() throws Exception {
        ExternalTrainer trainer = trainer("while True: pass", LONG, Optional.of(SHORT));
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining(
                        "must take at most PT0.3S of processor time for a round, as the policy's limits.cpuARound");
        gone(running());
    }

    @Test
    void anInterruptEndsTheTrainingAndTheProcess() throws Exception {
        ExternalTrainer trainer = trainer("request(); request()");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("training must run to its end, but was stopped");
        assertThat(Thread.interrupted()).isTrue();
        gone(running());
    }

    @Test
    void aFloodOfStderrIsCutInLinesAndLength() throws Exception {
        ExternalTrainer trainer = trainer("""
                asked = request()
                for i in range(5000):
                    print("line %d\\x1b " % i + "x" * 1000, file=sys.stderr)
                trained(asked, 0, 0, 0)
                trained(request(), 0, 0, 0)
                """);
        train(trainer);
        train(trainer);
        trainer.close();
        assertThat(said).hasSizeLessThan(420).allMatch(line -> line.length() <= 400);
        assertThat(said.get(0)).startsWith("line 0? xxx");
        assertThat(said).contains("further lines are left out until the next request");
    }

    /** A passphrase may stand in the node's environment; a shell would read more into the arguments. */
    @Test
    void neitherTheEnvironmentNorAShellReachesTheProgram() throws Exception {
        Files.writeString(directory.resolve("train.py"), FRAMING + """
                refuse(request(), " ".join(sys.argv[1:] + sorted(os.environ)))
                """);
        ExternalTrainer trainer = command("python3 train.py $HOME;x '*'", LONG, Optional.empty());
        assertThatThrownBy(() -> train(trainer))
                .hasMessageContaining("refused to train: $HOME;x * ")
                .message()
                .satisfies(message -> assertThat(
                                message.substring(message.indexOf("* ") + 2, message.indexOf("; change the program")))
                        .satisfies(names -> assertThat(names.split(" "))
                                .contains("PATH")
                                .filteredOn(name -> !LAUNCHERS.matcher(name).matches())
                                .isSubsetOf(
                                        "PATH",
                                        "HOME",
                                        "USER",
                                        "LOGNAME",
                                        "LANG",
                                        "LC_ALL",
                                        "LC_CTYPE",
                                        "TZ",
                                        "TMPDIR")));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        ExternalTrainer trainer = command("no-such-program train.py", LONG, Optional.empty());
        assertThatThrownBy(() -> train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining(
                        "the trainer 'no-such-program train.py' must start in " + directory + ", but did not")
                .hasMessageEndingWith("install the program, or correct trainer.process");
    }
}
