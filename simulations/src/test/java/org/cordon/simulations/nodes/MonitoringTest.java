// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/monitoring.md against nodes that run: metrics, health, traces of rounds across nodes, log lines as JSON. */
class MonitoringTest {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration TASK = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Set<String> NODES = Set.of("ash", "birch", "cedar", "elm", "fir");
    private static final Set<String> LABELS = Set.of(
            "node",
            "task",
            "outcome",
            "step",
            "reason",
            "kind",
            "area",
            "id",
            "state",
            "action",
            "cause",
            "gc",
            "le",
            "quantile");
    private static final Set<String> ATTRIBUTES =
            Set.of("cordon.session", "cordon.epoch", "cordon.round", "cordon.attempt", "cordon.step", "cordon.outcome");

    @TempDir
    private Path directory;

    private final List<CordonProcess> processes = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stopWhatIsLeft() {
        processes.forEach(CordonProcess::close);
    }

    @Test
    void nodesReportWhatTheyDoAndNothingOfTheirData() throws Exception {
        CordonProcess.install(directory);
        String port = String.valueOf(FreePorts.two());
        try (Spans spans = new Spans()) {
            for (String line : Guide.read(Path.of("../docs/running-nodes.md")).write(directory)) {
                String command = line.replace("7443", port);
                if (command.startsWith("cat ")) {
                    processes.get(0).await("result written to", TASK);
                    break;
                }
                if (command.startsWith("cordon coordinator serve")) {
                    report(spans.endpoint());
                }
                if (command.endsWith(" &")) {
                    processes.add(CordonProcess.start(
                            directory, "CORDON_LOG_FORMAT=json exec " + command.substring(0, command.length() - 2)));
                } else {
                    run(command);
                }
            }
            checkMetrics();
            for (CordonProcess process : processes) {
                process.terminate();
            }
            for (CordonProcess process : processes) {
                assertThat(process.exitCode(STOP))
                        .describedAs(process.toString())
                        .isZero();
                checkLines(process.output());
            }
            checkTraces(spans.all());
        }
    }

    /** Every node serves metrics on a port of its own and sends its spans. */
    private void report(String endpoint) throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("coordinator/coordinator.yaml")));
        NODES.forEach(name -> files.add(Path.of(name, "participant.yaml")));
        for (Path file : files) {
            Files.writeString(
                    directory.resolve("consortium").resolve(file),
                    "telemetry:\n  http: {port: 0}\n  traces: " + endpoint + "\n",
                    StandardOpenOption.APPEND);
        }
    }

    private void run(String command) throws Exception {
        try (CordonProcess process = CordonProcess.start(directory, command)) {
            assertThat(process.exitCode(START)).describedAs(process.toString()).isZero();
        }
    }

    private void checkMetrics() throws Exception {
        String coordinator = get(processes.get(0), "/metrics");
        assertThat(coordinator)
                .contains("cordon_round_seconds_count{node=\"coordinator\",outcome=\"summed\",task=\"fraud-small\"}")
                .contains("step=\"upload\"", "cordon_epochs_total", "cordon_certificate_expiry_seconds")
                .contains("cordon_members_attending{node=\"coordinator\"} 5.0");
        String member = get(processes.get(1), "/metrics");
        assertThat(member)
                .contains("cordon_rounds_total{node=\"ash\",outcome=\"summed\",task=\"fraud-small\"}")
                .doesNotContain("cordon_violations_total");
        for (String scraped : List.of(coordinator, member)) {
            assertThat(labels(scraped)).isSubsetOf(LABELS);
        }
        assertThat(get(processes.get(0), "/health/ready")).contains("5 of 5 attend, 4 are needed");
        assertThat(get(processes.get(1), "/health/ready")).contains("\"UP\"");
    }

    private static Set<String> labels(String scraped) {
        Matcher label = Pattern.compile("[{,]([a-z_]+)=\"").matcher(scraped);
        Set<String> found = new TreeSet<>();
        while (label.find()) {
            found.add(label.group(1));
        }
        return found;
    }

    private String get(CordonProcess process, String path) throws Exception {
        String line = process.await("metrics and health on ", START);
        String message =
                new ObjectMapper().readTree(line).path("formattedMessage").asText();
        Matcher base = Pattern.compile("http://[^/]+").matcher(message);
        assertThat(base.find()).isTrue();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base.group() + path)).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
        return response.body();
    }

    private static void checkLines(String output) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> lines = output.lines().filter(line -> line.startsWith("{")).toList();
        assertThat(lines).hasSizeGreaterThan(3);
        for (String line : lines) {
            JsonNode read = mapper.readTree(line);
            assertThat(read.path("formattedMessage").asText()).isNotEmpty();
            assertThat(read.path("level").asText()).isIn("INFO", "WARN", "ERROR");
        }
    }

    private static void checkTraces(List<Spans.Span> spans) {
        assertThat(spans).allSatisfy(span -> {
            assertThat(span.attributes().keySet()).isSubsetOf(ATTRIBUTES);
            assertThat(span.attributes().values())
                    .allSatisfy(value -> assertThat(value).matches("[a-z0-9]{1,12}|\\[[0-9]+\\]"));
        });
        Map<String, Set<String>> nodes = spans.stream()
                .collect(Collectors.groupingBy(
                        Spans.Span::trace,
                        Collectors.mapping(Spans.Span::node, Collectors.toCollection(TreeSet::new))));
        Set<String> everybody = new TreeSet<>(NODES);
        everybody.add("coordinator");
        assertThat(nodes.values()).contains(everybody);
        for (Spans.Span root :
                spans.stream().filter(span -> span.name().equals("round")).toList()) {
            assertThat(root.node()).isEqualTo("coordinator");
            assertThat(root.parent()).isEmpty();
            assertThat(spans.stream().filter(span -> span.trace().equals(root.trace()) && !span.equals(root)))
                    .allSatisfy(span -> assertThat(span.parent()).isEqualTo(root.id()));
        }
    }
}
