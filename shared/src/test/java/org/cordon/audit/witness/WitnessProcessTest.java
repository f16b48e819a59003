// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.VerifierKey;
import org.cordon.record.NoteKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person runs them: the witness is a process of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WitnessProcessTest {
    private static final String NAME = "regulator.example/witness";

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();
    private Path bundle;
    private Path logPolicy;

    /** A witness that listens. */
    private record Running(Process process, VerifierKey key, String url, int port) {}

    /** What a command ended with and printed. */
    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void prepare() throws Exception {
        bundle = directory.resolve("log");
        WitnessedLog.grow(bundle, 5);
        logPolicy = WitnessedLog.policy(directory.resolve("log-policy"));
        assertThat(run("keys", "make", "--witness", path("witness")).exitCode()).isZero();
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Cordon(
                        ServiceLoader.load(CommandProvider.class),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        directory)
                .run(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    private Running serve(String... properties) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cordon.class.getName()));
        command.addAll(List.of("audit", "witness", "serve", "--key", path("witness"), "--name", NAME));
        command.addAll(List.of("--policy", logPolicy.toString(), "--state", path("state"), "--listen", "127.0.0.1:0"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        VerifierKey key = VerifierKey.parse(after("witness    ", output.readLine()));
        assertThat(output.readLine()).isEqualTo("log        " + WitnessedLog.ORIGIN);
        String endpoint = after("listening  ", output.readLine());
        assertThat(endpoint).endsWith("/add-checkpoint");
        String url = endpoint.substring(0, endpoint.length() - "add-checkpoint".length());
        return new Running(process, key, url, Integer.parseInt(url.replaceAll(".*:(\\d+)/", "$1")));
    }

    private static String after(String label, String line) {
        assertThat(line).startsWith(label);
        return line.substring(label.length());
    }

    private Ended add(Running witness, Path policy, String... more) {
        List<String> arguments = new ArrayList<>(List.of("audit", "witness", "add-checkpoint", bundle.toString()));
        arguments.addAll(List.of("--url", witness.url(), "--policy", policy.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void aLogIsWitnessedAsItGrowsAndOverARestart() throws Exception {
        Running witness = serve();
        Path policy = WitnessedLog.policy(directory.resolve("policy"), witness.key());
        Path out = directory.resolve("checkpoint");
        Ended first = add(witness, policy, "--out", out.toString());
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("cosigned   " + NAME + " at ").contains("leaves     5");
        assertCosigned(out, witness.key(), 5);
        WitnessedLog.grow(bundle, 300);
        assertThat(add(witness, policy, "--out", out.toString()).exitCode()).isZero();
        assertCosigned(out, witness.key(), 300);

        witness.process().toHandle().destroy();
        assertThat(witness.process().waitFor()).isZero();
        Running again = serve();
        assertThat(again.key()).isEqualTo(witness.key());
        Ended same = add(again, policy, "--json");
        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out()).contains("\"size\" : 300").contains("\"witness\" : \"" + NAME + "\"");
    }

    private static void assertCosigned(Path file, VerifierKey witness, long size) throws Exception {
        SignedCheckpoint signed = SignedCheckpoint.parse(Files.readAllBytes(file));
        assertThat(signed.checkpoint().size()).isEqualTo(size);
        assertThat(signed.note().verify(List.of(WitnessedLog.LOG.key(), witness), NoteKeys.verifier()))
                .hasSize(2);
    }

    @Test
    void anotherFaceOfALogIsNotCosigned() throws Exception {
        Running witness = serve();
        Path policy = WitnessedLog.policy(directory.resolve("policy"), witness.key());
        assertThat(add(witness, policy).exitCode()).isZero();
        Path original = bundle;
        bundle = directory.resolve("other-face");
        WitnessedLog.grow(bundle, 4);
        Ended behind = add(witness, policy);
        assertThat(behind.exitCode()).isEqualTo(1);
        assertThat(behind.err()).contains("has cosigned 5 leaves of this log, but this checkpoint has 4");
        Files.write(bundle.resolve("tile/entries/000.p/4"), new byte[] {0, 0});
        Ended damaged = add(witness, policy);
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.err()).contains("must rebuild to its checkpoint");
        bundle = original;
    }

    @Test
    void aWitnessThatThePolicyDoesNotNameIsNotTaken() throws Exception {
        Running witness = serve();
        Path out = directory.resolve("checkpoint");
        VerifierKey other = VerifierKey.of(
                NAME,
                VerifierKey.Algorithm.COSIGNATURE_ED25519,
                WitnessedLog.LOG.key().publicKey());
        Ended ended = add(
                witness,
                Files.writeString(
                        directory.resolve("policy"),
                        "log " + WitnessedLog.LOG.key().format() + "\nquorum none\n"),
                "--out",
                out.toString());
        assertThat(other).isNotEqualTo(witness.key());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("no cosignature by a witness of the policy");
        assertThat(out).doesNotExist();
    }

    @Test
    void aRequestThatNeverEndsIsCutOff() throws Exception {
        Running witness = serve("-Dsun.net.httpserver.maxReqTime=2");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < WitnessServer.THREADS + 1; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), witness.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /add-checkpoint HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            for (Socket socket : slow) {
                assertThat(closed(socket)).isTrue();
            }
            Path policy = WitnessedLog.policy(directory.resolve("policy"), witness.key());
            assertThat(add(witness, policy).exitCode()).isZero();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Blocks until the other end has closed; the test's own limit fails a server that never does. */
    private static boolean closed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void whatCannotBeServedIsSaidInASentence() throws Exception {
        Ended noKey = run(
                "audit",
                "witness",
                "serve",
                "--key",
                path("nowhere"),
                "--name",
                NAME,
                "--state",
                path("s"),
                "--policy",
                logPolicy.toString());
        assertThat(noKey.exitCode()).isEqualTo(2);
        assertThat(noKey.err()).contains("cordon keys make --witness " + path("nowhere"));
        String[] good = {"audit", "witness", "serve", "--key", path("witness"), "--state", path("s")};
        assertThat(run(with(good, "--name", NAME)).err()).contains("a log to witness must be given");
        assertThat(run(with(good, "--name", "a b", "--policy", logPolicy.toString()))
                        .err())
                .contains("key name must be text without spaces and plus");
        assertThat(run(with(good, "--name", NAME, "--log", "nonsense")).exitCode())
                .isEqualTo(64);
        assertThat(run(with(good, "--name", NAME, "--policy", logPolicy.toString(), "--listen", "7480"))
                        .err())
                .contains("--listen must be host:port");
        assertThat(run(with(good, "--name", NAME, "--policy", path("absent"))).exitCode())
                .isEqualTo(2);
    }

    private static String[] with(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
