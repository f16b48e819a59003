// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.feature.FeatureSetReading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a consortium through its commands, against a coordinator and participants in processes of their own: five
 * exchanges join and found it, a task runs, a sixth is admitted, one is revoked, one leaves, a task is stopped.
 */
class LifeTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TASK = Duration.ofMinutes(4);
    private static final List<String> FIVE = List.of("ash", "birch", "cedar", "elm", "fir");
    private static final String FEATURES = """
            name: withdrawals-1
            rows: [withdrawal]
            lateness: PT0S
            features:
              - {name: amount, compute: value, of: amount_usd}
              - {name: hour, compute: value, of: hour_of_day}
            """;

    private static final String SCHEMA = FeatureSetReading.of(
                    Path.of("features.yaml"), FEATURES.getBytes(StandardCharsets.UTF_8))
            .orFail()
            .schema();

    /** The one that keeps events, of which its node makes the rows that the others have ready. */
    private static final String OF_EVENTS = "elm";

    private static final String CHARTER = """
            name: fraud-small
            version: %d
            purpose: Find fraudulent withdrawals
            legalBasis: Made-up rows, no personal data
            controllers: [Ash, Birch, Cedar, Elm, Fir]
            schema: %s
            privacyWaiver: Made-up rows
            columns: [amount, hour]
            label: label
            retention: P365D
            lifetime: P7D
            timing: {ready: PT60S, upload: PT30S, survivors: PT30S, reveal: PT30S, result: PT30S}
            stages:
              - scaling: {maxRows: 100000}
              - network:
                  architecture: {kind: mlp_classifier, activation: relu, layers: [4]}
                  local: {epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}
                  server: {average: {learningRate: 1}}
                  clip: {clipNorm: 10, coordinateBound: 1, valueBits: 16, maxWeight: 1000}
                  rounds: %d
                  holdoutPerMille: 200
                  seed: 1
            """;

    /** The same columns under differential privacy: one scaling pass and a few steps. */
    private static final String PRIVATE = """
            name: fraud-private
            purpose: Find fraudulent withdrawals
            legalBasis: Made-up rows, no personal data
            controllers: [Ash, Birch, Cedar, Elm, Fir]
            schema: %s
            privacy: {unit: customer, contributionBound: 2, epsilon: 6, delta: 1e-4, clipNorm: 1, accountant: pld}
            columns: [amount, hour]
            label: label
            retention: P365D
            lifetime: P7D
            timing: {ready: PT60S, upload: PT30S, survivors: PT30S, reveal: PT30S, result: PT30S}
            stages:
              - scaling: {maxRows: 100000, coarseBins: 16, zoomBins: 4, zooms: 1}
              - network:
                  architecture: {kind: mlp_classifier, activation: relu, layers: []}
                  dpSgd: {samplingRate: 0.2, units: 500, maxUnits: 200}
                  server: {average: {learningRate: 1}}
                  rounds: 3
                  holdoutPerMille: 200
                  seed: 1
            """;

    @TempDir
    private Path directory;

    private final Map<String, CordonProcess> nodes = new TreeMap<>();
    private int port;

    /** What a command left. */
    private record Ran(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeEach
    void install() throws IOException {
        CordonProcess.install(directory);
        port = FreePorts.two();
    }

    @AfterEach
    void stopWhatIsLeft() {
        nodes.values().forEach(CordonProcess::close);
    }

    @Test
    void aConsortiumLivesThroughItsCommands() throws Exception {
        found();
        Files.writeString(directory.resolve("one.yaml"), CHARTER.formatted(1, SCHEMA, 2));
        decide("fraud-small", "one.yaml");
        node("coordinator").await("result written to", TASK);
        aPrivateTaskIsCharged();

        theSameVersionAgainIsRefused();
        Files.writeString(directory.resolve("two.yaml"), CHARTER.formatted(2, SCHEMA, 2000));
        assertThat(done("task", "diff", at("two.yaml"), "--approver", approver("ash"))
                        .out())
                .contains("version", "  - 1", "  + 2", "stages[1].network.rounds");
        decide("fraud-small", "two.yaml");

        rotateOne();
        admitASixth();
        revokeAndLeave();
        Ran stopped = done("task", "stop", "fraud-small", "--operator", at("c/operator"), "--yes", "--json");
        assertThat(stopped.json().get("effective").asBoolean()).isTrue();
        List<String> phases = new ArrayList<>();
        done("task", "list", "--approver", approver("ash"), "--json")
                .json()
                .get("approved")
                .forEach(task -> phases.add(
                        task.get("task").asText() + " " + task.get("phase").asText()));
        assertThat(phases)
                .containsExactlyInAnyOrder("fraud-small ended", "fraud-private ended", "fraud-small withdrawn");
    }

    private void found() throws Exception {
        done("consortium", "init", "--exchanges", String.join(",", FIVE), "--out", at("c"), "--port", "" + port);
        start("coordinator", "cordon coordinator serve --config c/coordinator/coordinator.yaml");
        node("coordinator").await("consortium port: listening", START);
        for (String exchange : FIVE) {
            invite(exchange);
            assertThat(join(exchange, exchange).json().get("admitted").asBoolean())
                    .isFalse();
        }
        String fingerprint = done("consortium", "approve", "--approver", approver("ash"), "--json")
                .json()
                .get(0)
                .get("fingerprint")
                .asText();
        for (String exchange : FIVE) {
            done("consortium", "approve", fingerprint, "--approver", approver(exchange), "--yes");
        }
        for (String exchange : FIVE) {
            assertThat(join(exchange, exchange).json().get("admitted").asBoolean())
                    .isTrue();
            run(exchange);
        }
    }

    /** One submits and so approves; one signs offline; two more make the quorum. */
    private void decide(String task, String charter) throws Exception {
        done("task", "check", at(charter), "--members", "5");
        done("task", "submit", at(charter), "--approver", approver("ash"), "--yes");
        String carried = at("yes-" + charter + ".json");
        done("task", "approve", task, "--offline", "--out", carried, "--approver", approver("birch"));
        done("task", "approve", "--sign", carried, "--approver", approver("birch"), "--yes");
        done("task", "approve", "--deliver", carried, "--approver", approver("birch"));
        done("task", "approve", task, "--approver", approver("cedar"), "--yes");
        Ran last = done("task", "approve", task, "--approver", approver("elm"), "--yes", "--json");
        assertThat(last.json().get("effective").asBoolean()).isTrue();
    }

    /** Checked, submitted over the consortium port, approved and run to its end; every exchange keeps its own ledger. */
    private void aPrivateTaskIsCharged() throws Exception {
        Files.writeString(directory.resolve("private.yaml"), PRIVATE.formatted(SCHEMA));
        assertThat(done("task", "check", at("private.yaml"), "--members", "5").out())
                .contains("sums are opened with differential privacy: epsilon 6.0 at delta 1e-4");
        decide("fraud-private", "private.yaml");
        node("coordinator").await("task fraud-private: ended", TASK);
        for (String exchange : FIVE) {
            JsonNode ledger = done(
                            "participant", "budget", "show", "--config", at(exchange + "/participant.yaml"), "--json")
                    .json();
            double spent = ledger.get("tasks").get(0).get("spent").asDouble();
            assertThat(spent)
                    .as(exchange + "'s ledger " + ledger)
                    .isGreaterThan(0)
                    .isLessThanOrEqualTo(6);
        }
    }

    private void theSameVersionAgainIsRefused() {
        Ran refused = cordon("task", "submit", at("one.yaml"), "--approver", approver("ash"), "--yes");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("must be above 1", "version: 2");
    }

    /** In the middle of a task, online; no round aborts. */
    private void rotateOne() throws Exception {
        Path node = directory.resolve("birch");
        byte[] before = Files.readAllBytes(node.resolve("node.key"));
        Ran rotated = done(
                "participant",
                "rotate",
                "--config",
                at("birch/participant.yaml"),
                "--approver",
                approver("birch"),
                "--yes",
                "--json");
        assertThat(rotated.json().get("effective").asBoolean()).isTrue();
        node("birch").await("the old ones are destroyed", TASK);
        assertThat(Files.readAllBytes(node.resolve("node.key"))).isNotEqualTo(before);
        assertThat(node.resolve("keys")).isEmptyDirectory();
        assertThat(node("coordinator").toString()).doesNotContain(" aborted in step ");
    }

    private void admitASixth() throws Exception {
        invite("gorse");
        assertThat(join("gorse", "gorse").json().get("admitted").asBoolean()).isFalse();
        for (String exchange : FIVE.subList(0, 4)) {
            done("consortium", "approve", "gorse", "--approver", approver(exchange), "--yes");
        }
        assertThat(join("gorse", "gorse").json().get("admitted").asBoolean()).isTrue();
        run("gorse");
        node("coordinator").await("summed 6 of 6", TASK);
        Ran used = cordon(
                "participant",
                "join",
                "--token-file",
                at("gorse.token"),
                "--out",
                at("x"),
                "--approver",
                at("xa"),
                "--no-wait");
        assertThat(used.exitCode()).isEqualTo(77);
        assertThat(used.err()).contains("token-used");
        node("coordinator").await("ALARM", START);
    }

    private void revokeAndLeave() throws Exception {
        done("consortium", "revoke", "fir", "--approver", approver("ash"), "--yes");
        Ran self = cordon("consortium", "approve", "fir", "--approver", approver("fir"), "--yes");
        assertThat(self.exitCode()).describedAs(self.err()).isEqualTo(77);
        for (String exchange : List.of("birch", "cedar", "elm", "gorse")) {
            done("consortium", "approve", "fir", "--approver", approver(exchange), "--yes");
        }
        node("coordinator").await("summed 5 of 5", TASK);
        done("consortium", "leave", "--approver", approver("gorse"), "--yes");
        JsonNode members = done("consortium", "members", "--approver", approver("ash"), "--json")
                .json();
        assertThat(members.get("version").asInt()).isEqualTo(5);
        assertThat(members.get("entries")).hasSize(4);
        assertThat(members.get("largeEnough").asBoolean()).isFalse();
    }

    private void invite(String exchange) {
        done("consortium", "invite", exchange, "--operator", at("c/operator"), "--out", at(exchange + ".token"));
    }

    private Ran join(String exchange, String token) {
        return done(
                "participant",
                "join",
                "--token-file",
                at(token + ".token"),
                "--out",
                at(exchange),
                "--approver",
                approver(exchange),
                "--no-wait",
                "--json");
    }

    /** Withdrawals at a day each, with these amounts, hours, labels and customers. */
    private static List<String> events(List<String> rows) {
        List<String> events = new ArrayList<>(List.of("id,time,kind,amount_usd,account,label"));
        LocalDate day = LocalDate.of(2025, 8, 1);
        for (String row : rows.subList(1, rows.size())) {
            String[] values = row.split(",", -1);
            events.add("w" + events.size() + "," + day + "T" + (values[1].length() < 2 ? "0" : "") + values[1]
                    + ":00:00Z,withdrawal," + values[0] + "," + values[3] + "," + values[2]);
            day = day.plusDays(1);
        }
        return events;
    }

    private void run(String exchange) throws Exception {
        Random random = new Random(exchange.hashCode());
        List<String> rows = new ArrayList<>(List.of("amount,hour,label,customer"));
        for (int i = 0; i < 200; i++) {
            int fraud = random.nextInt(5) == 0 ? 1 : 0;
            rows.add((random.nextInt(900) + 500 * fraud) + "," + random.nextInt(24) + "," + fraud + ",c" + i / 2);
        }
        Path home = directory.resolve(exchange);
        if (exchange.equals(OF_EVENTS)) {
            Files.write(home.resolve("events.csv"), events(rows));
            Files.writeString(home.resolve("features.yaml"), FEATURES);
        } else {
            Files.write(home.resolve("data.csv"), rows);
        }
        Path policy = directory.resolve(exchange).resolve("policy.yaml");
        Files.writeString(
                policy,
                Files.readString(policy)
                        .replace("acceptCountsWithoutDp: false", "acceptCountsWithoutDp: true")
                        .replace("rounds: 1000 ", "rounds: 9000 "));
        Path config = directory.resolve(exchange).resolve("participant.yaml");
        String data = exchange.equals(OF_EVENTS)
                ? "events: {source: events.csv, features: features.yaml, ownLabels: true, cutOff: 2026-03-01T00:00:00Z}"
                : "customer: customer";
        Files.writeString(config, Files.readString(config).replace("# customer: customer_id", data));
        start(exchange, "cordon participant run --config " + exchange + "/participant.yaml");
        node(exchange).await("started in consortium", START);
    }

    private void start(String name, String command) throws IOException {
        nodes.put(name, CordonProcess.start(directory, "exec " + command));
    }

    private CordonProcess node(String name) {
        return Optional.ofNullable(nodes.get(name)).orElseThrow();
    }

    private String approver(String exchange) {
        return at(exchange + "-approver");
    }

    private String at(String path) {
        return directory.resolve(path).toString();
    }

    private Ran done(String... arguments) {
        Ran ran = cordon(arguments);
        assertThat(ran.exitCode())
                .describedAs("%s%n%s%s", List.of(arguments), ran.out(), ran.err())
                .isZero();
        return ran;
    }

    private Ran cordon(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Cordon(
                        ServiceLoader.load(CommandProvider.class),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        directory)
                .run(arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
