// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.cordon.model.Activation;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;

/** Trainers whose programs a test writes, in a directory of the test's own. */
final class Programs implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(2);

    /** What a program that a test writes begins with. */
    static final String FRAMING = """
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

    private static final NetworkSpec SPEC = NetworkSpec.mlpClassifier(Activation.RELU, 2, 1);

    private final Path directory;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Optional<ExternalTrainer> open = Optional.empty();

    Programs(Path directory) {
        this.directory = directory;
    }

    ExternalTrainer trainer(String program) throws IOException {
        return trainer(program, LONG, Optional.empty());
    }

    ExternalTrainer trainer(String program, Duration timeout, Optional<Duration> processorTime) throws IOException {
        Files.writeString(directory.resolve("train.py"), FRAMING + program);
        return command("python3 train.py '" + directory + "'", timeout, processorTime);
    }

    ExternalTrainer command(String command, Duration timeout, Optional<Duration> processorTime) {
        ExternalTrainer trainer = new ExternalTrainer(
                new ExternalTrainer.Settings(Arguments.parse(command), directory, timeout, processorTime), said::add);
        open = Optional.of(trainer);
        return trainer;
    }

    /** Two rows, from the parameters 1, 2 and 3. */
    static LocalTrainer.Trained train(ExternalTrainer trainer) {
        Table rows = Table.of(List.of("a", "b"), 2, new float[] {0, 1, 2, 3}, Optional.of(new float[] {0, 1}));
        return trainer.train(
                SPEC, ParameterVector.of(new float[] {1, 2, 3}), rows, new LocalPlan(1, 1, LocalOptimiser.SGD, 0.1), 5);
    }

    /** What came on stderr. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** Processes below this one whose command names the test's own directory, or that such a one has started. */
    List<ProcessHandle> running() {
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

    static void gone(List<ProcessHandle> handles) {
        for (ProcessHandle handle : handles) {
            assertThat(handle.onExit()).as("process %s", handle.pid()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Override
    public void close() {
        open.ifPresent(ExternalTrainer::close);
    }
}
