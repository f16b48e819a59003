// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.doctor.CertificateCheck;
import org.cordon.doctor.Check;
import org.cordon.doctor.ClockCheck;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cordon doctor} on the nodes of a real consortium: well, and ill in each way. */
class DoctorTest {
    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<CordonProcess> nodes = new ArrayList<>();
    private String port = "";

    @BeforeEach
    void found() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = String.valueOf(free.getLocalPort());
        }
        found("consortium");
        StringBuilder rows = new StringBuilder("amount,hour,fraud\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i).append(',').append(i % 24).append(',').append(i % 2).append('\n');
        }
        Files.writeString(file("ash/data.csv"), rows.toString());
    }

    private void found(String name) {
        assertThat(run(
                                "consortium",
                                "init",
                                "--trial",
                                "--exchanges",
                                "ash,birch,cedar,elm,fir",
                                "--out",
                                directory.resolve(name).toString(),
                                "--port",
                                port)
                        .exitCode())
                .isZero();
    }

    @AfterEach
    void stop() {
        nodes.forEach(CordonProcess::close);
    }

    private record Run(int exitCode, String out) {}

    private Run run(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        Cordon cordon = new Cordon(ServiceLoader.load(CommandProvider.class), writer, writer, directory);
        return new Run(cordon.run(arguments), out.toString());
    }

    private Path file(String name) {
        return directory.resolve("consortium").resolve(name);
    }

    /** The finding of one check on a node, in {@code --json}: all findings have just the four fields. */
    private JsonNode doctor(String config, String check) throws IOException {
        Run run = run("doctor", "--config", file(config).toString(), "--json");
        JsonNode found = new ObjectMapper().readTree(run.out());
        boolean failed = false;
        JsonNode wanted = found.get(0);
        for (JsonNode one : found) {
            assertThat(one.fieldNames()).toIterable().containsExactly("check", "status", "problem", "mend");
            assertThat(one.get("problem").asText().isEmpty())
                    .isEqualTo(one.get("status").asText().equals("PASSED"));
            failed |= one.get("status").asText().equals("FAILED");
            wanted = one.get("check").asText().equals(check) ? one : wanted;
        }
        assertThat(run.exitCode()).isEqualTo(failed ? 1 : 0);
        assertThat(wanted.get("check").asText()).as(run.out()).isEqualTo(check);
        return wanted;
    }

    private void failed(String config, String check, String problem) throws IOException {
        JsonNode found = doctor(config, check);
        assertThat(found.get("status").asText()).as(found.toString()).isEqualTo("FAILED");
        assertThat(found.get("problem").asText()).contains(problem);
        assertThat(found.get("mend").asText()).isNotBlank();
    }

    private void passed(String config, String check) throws IOException {
        JsonNode found = doctor(config, check);
        assertThat(found.get("status").asText()).as(found.toString()).isEqualTo("PASSED");
    }

    private void edit(String name, String from, String to) throws IOException {
        String text = Files.readString(file(name));
        assertThat(text).contains(from);
        Files.writeString(file(name), text.replace(from, to));
    }

    @Test
    void aMachineAloneIsExaminedWithEveryNativeLibrary() {
        Run run = run("doctor");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("java", "natives sqlite", "natives duckdb", "natives nd4j", "natives tls");
    }

    @Test
    void aCoordinatorThatIsWellPassesAllChecksBeforeAndWhileItRuns() throws Exception {
        Run before =
                run("doctor", "--config", file("coordinator/coordinator.yaml").toString());
        assertThat(before.exitCode()).as(before.out()).isZero();
        assertThat(before.out()).contains("5 members may dial in").doesNotContain("nd4j");

        startCoordinator("consortium");
        passed("coordinator/coordinator.yaml", "ports members");
        passed("coordinator/coordinator.yaml", "database");
        passed("ash/participant.yaml", "peers");
        Run ash = run("doctor", "--config", file("ash/participant.yaml").toString());
        assertThat(ash.exitCode()).as(ash.out()).isZero();
        assertThat(ash.out()).contains("200 rows, 3 columns");
    }

    @Test
    void aCoordinatorOfAnotherConsortiumFailsThePeersCheck() throws Exception {
        found("strangers");
        startCoordinator("strangers");

        failed("ash/participant.yaml", "peers", "was issued by");
    }

    @Test
    void aCoordinatorThatIsNotThereFailsThePeersCheck() throws IOException {
        failed("ash/participant.yaml", "peers", "the coordinator must answer at localhost:" + port);
    }

    @Test
    void aConfigurationWithAnUnknownKeyFails() throws IOException {
        edit("ash/participant.yaml", "state: state", "staet: state");

        failed("ash/participant.yaml", "configuration", "did you mean state?");
    }

    @Test
    void aFileThatIsNoConfigurationFails() throws IOException {
        Files.writeString(file("ash/participant.yaml"), "some: thing\n");

        failed(
                "ash/participant.yaml",
                "configuration",
                "must be the configuration of one of [coordinator, participant]");
    }

    @Test
    void keysThatOthersCanReadFail() throws IOException {
        Files.setPosixFilePermissions(file("ash/node.key"), PosixFilePermissions.fromString("rw-r--r--"));

        failed("ash/participant.yaml", "permissions", "node.key must be its owner's alone");
        failed("ash/participant.yaml", "keys", "node.key");
    }

    @Test
    void keysOfAnotherNodeFail() throws IOException {
        Files.copy(file("birch/certificate.pem"), file("ash/other.pem"));
        Files.move(
                file("ash/other.pem"), file("ash/certificate.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        failed("ash/participant.yaml", "keys", "certificate.pem");
    }

    @Test
    void theCertificateEndsAndBegins() throws IOException {
        Finding over = examine(new CertificateCheck(), "2099-01-01T00:00:00Z");
        assertThat(over.status()).isEqualTo(Finding.Status.FAILED);
        assertThat(over.problem()).contains("expired on");

        Finding early = examine(new CertificateCheck(), "2020-01-01T00:00:00Z");
        assertThat(early.problem()).contains("is valid only from");
    }

    @Test
    void aClockBeforeTheFoundingFails() throws IOException {
        Finding found = examine(new ClockCheck(), "2020-01-01T00:00:00Z");

        assertThat(found.status()).isEqualTo(Finding.Status.FAILED);
        assertThat(found.mend()).contains("NTP");
    }

    private Finding examine(Check check, String now) throws IOException {
        return check.examine(Setting.node(file("ash/participant.yaml"), InstantSource.fixed(Instant.parse(now))))
                .orElseThrow();
    }

    @Test
    void aPortThatIsTakenFails() throws IOException {
        try (ServerSocket taken = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            failed(
                    "coordinator/coordinator.yaml",
                    "ports members",
                    "process " + ProcessHandle.current().pid());
            assertThat(taken.isBound()).isTrue();
        }
    }

    @Test
    void aDamagedDatabaseFails() throws IOException {
        Files.createDirectories(file("ash/state"));
        Files.writeString(file("ash/state/participant.db"), "no database, but text".repeat(1000));

        failed("ash/participant.yaml", "database", "participant.db");
    }

    @Test
    void rowsThatCannotBeReadFail() throws IOException {
        edit("ash/participant.yaml", "# label: fraud", "label: cheat");
        failed("ash/participant.yaml", "data", "must have the column cheat");

        edit("ash/participant.yaml", "label: cheat", "label: hour");
        failed("ash/participant.yaml", "data", "line 4, label column hour must be 0 or 1");

        Files.delete(file("ash/data.csv"));
        failed("ash/participant.yaml", "data", "data.csv: must be a readable file");
    }

    @Test
    void aPolicyWithoutPrivacyIsAWarning() throws IOException {
        edit("ash/policy.yaml", "acceptCountsWithoutDp: false", "acceptCountsWithoutDp: true");
        JsonNode found = doctor("ash/participant.yaml", "policy");

        assertThat(found.get("status").asText()).isEqualTo("WARNING");
        assertThat(found.get("problem").asText()).contains("NO PRIVACY GUARANTEE");
    }

    @Test
    void aPolicyThatCannotBeReadFails() throws IOException {
        edit("ash/policy.yaml", "otherwise: refuse", "otherwise: maybe");

        failed("ash/participant.yaml", "policy", "otherwise must be one of [queue, refuse], but was \"maybe\"");
    }

    private void startCoordinator(String consortium) throws Exception {
        CordonProcess.install(directory);
        CordonProcess node = CordonProcess.start(
                directory, "exec cordon coordinator serve --config " + consortium + "/coordinator/coordinator.yaml");
        nodes.add(node);
        node.await("listening on", START);
    }
}
