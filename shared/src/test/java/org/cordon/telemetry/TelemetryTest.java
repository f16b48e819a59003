// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final Telemetry.Node ASH = new Telemetry.Node("cordon-participant", "ash", RoundTraces.Role.BRANCH);
    private static final TelemetryConfig LOCAL =
            new TelemetryConfig(Optional.of(new TelemetryConfig.Http("127.0.0.1", 0)), Optional.empty());

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Readiness.State> store = new AtomicReference<>(Readiness.State.ready("open"));
    private final List<Readiness> conditions = List.of(new Readiness("store", store::get));

    @Test
    void metricsComeInThePrometheusTextFormat() throws Exception {
        try (Telemetry telemetry = Telemetry.start(LOCAL, ASH, conditions)) {
            telemetry.meters().counter("cordon.rounds", "outcome", "summed").increment(3);
            HttpResponse<String> scraped = get(telemetry, "/metrics");
            assertThat(scraped.statusCode()).isEqualTo(200);
            assertThat(scraped.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(scraped.body())
                    .contains("cordon_rounds_total{node=\"ash\",outcome=\"summed\"} 3.0")
                    .contains("jvm_memory_used_bytes", "process_uptime_seconds");
        }
    }

    @Test
    void readinessFollowsItsConditionsAndLivenessDoesNot() throws Exception {
        try (Telemetry telemetry = Telemetry.start(LOCAL, ASH, conditions)) {
            assertThat(get(telemetry, "/health/ready").statusCode()).isEqualTo(200);
            store.set(Readiness.State.notReady("disk full"));
            HttpResponse<String> down = get(telemetry, "/health/ready");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.body()).contains("\"status\":\"DOWN\"", "disk full");
            assertThat(get(telemetry, "/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aConditionThatFailsIsNotReady() throws Exception {
        List<Readiness> failing = List.of(new Readiness("store", () -> {
            throw new IllegalStateException("store is closed");
        }));
        try (Telemetry telemetry = Telemetry.start(LOCAL, ASH, failing)) {
            HttpResponse<String> down = get(telemetry, "/health/ready");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.body()).contains("store is closed");
        }
    }

    @Test
    void whatIsNotServedIsNotThere() throws Exception {
        try (Telemetry telemetry = Telemetry.start(LOCAL, ASH, conditions)) {
            assertThat(get(telemetry, "/").statusCode()).isEqualTo(404);
            assertThat(get(telemetry, "/metrics/more").statusCode()).isEqualTo(404);
            HttpRequest post = HttpRequest.newBuilder(uri(telemetry, "/metrics"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void nothingIsBoundWhereNothingIsAskedFor() {
        try (Telemetry telemetry = Telemetry.off(ASH)) {
            assertThat(telemetry.address()).isEmpty();
        }
    }

    @Test
    void spansReachACollector() throws Exception {
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (Telemetry telemetry = Telemetry.start(traced(collector.getAddress().getPort()), ASH, conditions)) {
            Scope where = new Scope(Digest.of(new byte[Digest.BYTES]), 1, 1, 0, 1);
            telemetry.traces().step(where, "ready");
            telemetry.traces().end(where, "summed");
            byte[] request = received.poll(30, TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            assertThat(new String(request, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("cordon-participant", "ash", "cordon.round", "ready");
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void aCollectorThatIsAwayDoesNotHoldUpTheEnd() throws Exception {
        int free;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Telemetry telemetry = Telemetry.start(traced(free), ASH, conditions);
        Scope where = new Scope(Digest.of(new byte[Digest.BYTES]), 1, 1, 0, 1);
        telemetry.traces().step(where, "ready");
        telemetry.traces().end(where, "summed");
        long start = System.nanoTime();
        telemetry.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void unfitSettingsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TelemetryConfig(Optional.empty(), Optional.of(URI.create("localhost:4318"))))
                .withMessageContaining("traces must be an http or https URL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TelemetryConfig.Http("127.0.0.1", 70_000))
                .withMessageContaining("port must be in [0, 65535]");
    }

    private static TelemetryConfig traced(int port) {
        return new TelemetryConfig(
                Optional.empty(), Optional.of(URI.create("http://127.0.0.1:" + port + "/v1/traces")));
    }

    private static URI uri(Telemetry telemetry, String path) {
        int port = telemetry.address().orElseThrow().getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> get(Telemetry telemetry, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(telemetry, path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
