// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.log.DirectoryLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.TrustPolicy;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleNotesTest {
    private static final Digest SESSION = Hashes.blob(new byte[] {1});

    @TempDir
    private Path directory;

    private Path bundle;

    /** Some 500 leaves, of which all are under a quorum. */
    @BeforeEach
    void write() throws Exception {
        bundle = directory.resolve("log");
        try (DirectoryLog storage = DirectoryLog.open(bundle)) {
            ProtocolLog log = ProtocolLog.open(
                    LogPlace.in(storage, false), Logged.CONSORTIUM, Logged.coordinator(), InstantSource.system());
            Rounds.open(log, SESSION, 1);
            SignedCheckpoint signed = log.append(IntStream.range(0, 500)
                    .<LogRecord>mapToObj(i -> new LogRecord.Incident(
                            LogRecord.Incident.Event.RESTORED, Hashes.blob(new byte[] {(byte) i, (byte) (i >> 8)})))
                    .toList());
            for (int member = 1; member <= 4; member++) {
                log.cosign(
                        member,
                        Rounds.cosignature(
                                log,
                                member,
                                signed.checkpoint().size(),
                                InstantSource.system().instant().getEpochSecond()));
            }
            log.close();
        }
    }

    @Test
    void thePolicyCountsTheMembersThatHaveBoundAKey() throws Exception {
        TrustPolicy policy = TrustPolicy.parse(Files.readAllBytes(bundle.resolve("trust-policy")));
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(Files.readAllBytes(bundle.resolve("checkpoint")));

        assertThat(policy.witnesses()).hasSize(5);
        assertThat(policy.groups().get(0).threshold()).isEqualTo(4);
        assertThat(policy.evaluate(checkpoint, NoteKeys.verifier()).isQuorum()).isTrue();
        assertThat(checkpoint.checkpoint().size()).isEqualTo(502);
    }

    @Test
    void theScriptOfTheReadmeChecksTheBundle() throws Exception {
        Path script = script();

        assertThat(run(0, "node", script.toString()))
                .contains("log       cordon/v1/log/" + Logged.CONSORTIUM.id().hex())
                .contains("leaves    502")
                .contains("witnesses 4 of 5, quorum 4");
    }

    @Test
    void theScriptOfTheReadmeFindsAnAlteredLeaf() throws Exception {
        Path script = script();
        Path entries = bundle.resolve("tile/entries/000");
        byte[] altered = Files.readAllBytes(entries);
        altered[100] ^= 1;
        Files.write(entries, altered);

        assertThat(run(1, "node", script.toString())).contains("BAD: the leaves give another root");
    }

    @Test
    void theShellCommandsOfTheReadmeWork() throws Exception {
        String readme = Files.readString(bundle.resolve("README"));
        String blobs = indented(readme, "    for f in");
        String signature = indented(readme, "    key=$(sed").replace("/tmp/", directory + "/");

        assertThat(run(0, "sh", "-c", blobs)).isEmpty();
        assertThat(run(0, "sh", "-c", signature)).contains("Signature Verified Successfully");
    }

    private static String indented(String readme, String first) {
        String from = readme.substring(readme.indexOf(first));
        return from.lines().takeWhile(line -> line.startsWith("    ")).reduce("", (all, line) -> all + line + "\n");
    }

    private Path script() throws IOException {
        String readme = Files.readString(bundle.resolve("README"));
        String script =
                readme.substring(readme.indexOf("---- check.js\n") + 14, readme.indexOf("---- end of check.js"));
        return Files.writeString(directory.resolve("check.js"), script);
    }

    private String run(int expected, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(bundle.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            assumeThat(List.of(command))
                    .as("%s is not on this machine", command[0])
                    .isEmpty();
            return "";
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(expected);
        return out;
    }
}
