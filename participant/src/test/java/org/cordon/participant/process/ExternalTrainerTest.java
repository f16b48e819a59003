// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.training.TrainingDiverged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that train, and programs that do not do what they must. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ExternalTrainerTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    /** What a script in front of Python, or the system, sets by itself. */
    private static final Pattern LAUNCHERS = Pattern.compile("_*PYENV_.*|PWD|OLDPWD|SHLVL|_|__CF_USER_TEXT_ENCODING");

    @TempDir
    private Path directory;

    private Programs programs = new Programs(Path.of(""));

    @BeforeEach
    void prepare() {
        programs = new Programs(directory);
    }

    @AfterEach
    void close() {
        programs.close();
    }

    @Test
    void oneProcessAnswersEveryRequest() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                n = 0
                while True:
                    asked, n = request(), n + 1
                    trained(asked, n, -n, 0.5, rows=n)
                """);
        assertThat(Programs.train(trainer))
                .isEqualTo(new LocalTrainer.Trained(ParameterVector.of(new float[] {2, 1, 3.5f}), 1, 1));
        assertThat(Programs.train(trainer))
                .isEqualTo(new LocalTrainer.Trained(ParameterVector.of(new float[] {3, 0, 3.5f}), 2, 1));
        assertThat(programs.running()).hasSize(1);
    }

    @Test
    void itEndsWithTheNodeAndSoDoWhomItStarted() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                subprocess.Popen(["sleep", "1000"])
                while True:
                    trained(request(), 0, 0, 0)
                """);
        Programs.train(trainer);
        List<ProcessHandle> all = programs.running();
        assertThat(all).hasSize(2);
        trainer.close();
        Programs.gone(all);
        assertThatThrownBy(() -> Programs.train(trainer)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoDoesNotEndByItselfIsEndedWithAllItStarted() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                subprocess.Popen(["sleep", "1000"])
                trained(request(), 0, 0, 0)
                subprocess.run(["sleep", "1000"])
                """);
        Programs.train(trainer);
        List<ProcessHandle> all = programs.running();
        assertThat(all).hasSizeBetween(2, 3);
        trainer.close();
        Programs.gone(all);
    }

    /** Workers of a program that has ended hold its stdout open: nothing more comes, and they have the rows. */
    @Test
    void whoseWorkersOutliveItIsNotWaitedForAndTheyAreEnded() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                worker = subprocess.Popen(["sleep", "1000"])
                sys.stderr.write("%d\\n" % worker.pid)
                sys.stderr.flush()
                request()
                import time
                time.sleep(2.5)
                os._exit(9)
                """);
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining("left processes behind; it ended with exit code 9");
        long worker = Long.parseLong(programs.said().get(0));
        Programs.gone(ProcessHandle.of(worker).stream().toList());
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
        ExternalTrainer trainer = programs.trainer(program);
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageStartingWith("the trainer 'python3 train.py ")
                .hasMessageContaining(sentence);
        Programs.gone(programs.running());
    }

    @Test
    void whatIsNotFiniteIsDivergence() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                while True:
                    trained(request(), 0, float("nan"), 0)
                """);
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainingDiverged.class)
                .hasMessageContaining("delta 1 of the trainer 'python3 train.py ")
                .hasMessageContaining("must be finite and leave the parameter finite, but was NaN");
    }

    @Test
    void aRefusalIsToldAndTheProcessGoesOn() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                refuse(request(), "only autoencoders")
                trained(request(), 0, 0, 0)
                request()
                """);
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining("refused to train: only autoencoders");
        assertThat(Programs.train(trainer).rows()).isEqualTo(2);
    }

    @Test
    void wordsAfterAnAnswerAreFoundBeforeTheNextRequest() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                asked = request()
                sys.stdout.buffer.write(struct.pack("<4sIQ", b"CDTA", 1, 32) + asked[:8] + bytes(24) + b"loss 0.1\\n")
                sys.stdout.buffer.flush()
                request()
                """);
        Programs.train(trainer);
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining("nothing may follow an answer, but stdout said \"loss 0.1?\"");
    }

    @Test
    void afterAFailureTheNextTrainingGetsANewProcess() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                if not os.path.exists("once"):
                    open("once", "w").close()
                    sys.exit(1)
                while True:
                    trained(request(), 0, 0, 0)
                """);
        assertThatThrownBy(() -> Programs.train(trainer)).isInstanceOf(TrainerFailed.class);
        assertThat(Programs.train(trainer).steps()).isEqualTo(1);
    }

    @Test
    void whoHangsIsEndedAtTheDeadline() {
        ExternalTrainer trainer =
                programs.command("sh -c 'sleep 1000; sleep 1000' '" + directory + "'", SHORT, Optional.empty());
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining(
                        "must answer within PT0.3S, but did not; make it faster, or raise trainer.timeout");
        Programs.gone(programs.running());
    }

    @Test
    void processorTimeOfTheProcessCounts() throws Exception {
        ExternalTrainer trainer = programs.trainer("while True: pass", Programs.LONG, Optional.of(SHORT));
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining(
                        "must take at most PT0.3S of processor time for a round, as the policy's limits.cpuARound");
        Programs.gone(programs.running());
    }

    @Test
    void anInterruptEndsTheTrainingAndTheProcess() throws Exception {
        ExternalTrainer trainer = programs.trainer("request(); request()");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("training must run to its end, but was stopped");
        assertThat(Thread.interrupted()).isTrue();
        Programs.gone(programs.running());
    }

    @Test
    void aFloodOfStderrIsCutInLinesAndLength() throws Exception {
        ExternalTrainer trainer = programs.trainer("""
                asked = request()
                for i in range(5000):
                    print("line %d\\x1b " % i + "x" * 1000, file=sys.stderr)
                trained(asked, 0, 0, 0)
                trained(request(), 0, 0, 0)
                """);
        Programs.train(trainer);
        Programs.train(trainer);
        trainer.close();
        assertThat(programs.said()).hasSizeLessThan(420).allMatch(line -> line.length() <= 400);
        assertThat(programs.said().get(0)).startsWith("line 0? xxx");
        assertThat(programs.said()).contains("further lines are left out until the next request");
    }

    /** A passphrase may stand in the node's environment; a shell would read more into the arguments. */
    @Test
    void neitherTheEnvironmentNorAShellReachesTheProgram() throws Exception {
        Files.writeString(directory.resolve("train.py"), Programs.FRAMING + """
                refuse(request(), " ".join(sys.argv[1:] + sorted(os.environ)))
                """);
        ExternalTrainer trainer = programs.command("python3 train.py $HOME;x '*'", Programs.LONG, Optional.empty());
        assertThatThrownBy(() -> Programs.train(trainer))
                .hasMessageContaining("refused to train: $HOME;x * ")
                .message()
                .satisfies(message -> assertThat(
                                message.substring(message.indexOf("* ") + 2, message.indexOf("; change the program")))
                        .satisfies(names -> assertThat(names.split(" ", -1))
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
        ExternalTrainer trainer = programs.command("no-such-program train.py", Programs.LONG, Optional.empty());
        assertThatThrownBy(() -> Programs.train(trainer))
                .isInstanceOf(TrainerFailed.class)
                .hasMessageContaining(
                        "the trainer 'no-such-program train.py' must start in " + directory + ", but did not")
                .hasMessageEndingWith("install the program, or correct trainer.process");
    }
}
