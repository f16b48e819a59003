// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /metrics} (Prometheus text format), {@code /health/live} and {@code /health/ready} (JSON; 200 or 503), to
 * GET and HEAD only.
 */
final class StatusServer implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON_TYPE = "application/json";

    private final HttpServer server;
    private final ExecutorService threads;

    private StatusServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static StatusServer start(TelemetryConfig.Http where, PrometheusMeterRegistry meters, List<Readiness> conditions)
            throws IOException {
        InetSocketAddress bind = new InetSocketAddress(InetAddress.getByName(where.address()), where.port());
        HttpServer server = HttpServer.create(bind, BACKLOG);
        ExecutorService threads = Executors.newFixedThreadPool(2, StatusServer::thread);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, 404, "text/plain", "not here\n"));
        server.createContext(
                "/metrics", only("/metrics", exchange -> answer(exchange, 200, METRICS_TYPE, meters.scrape())));
        server.createContext(
                "/health/live",
                only("/health/live", exchange -> answer(exchange, 200, JSON_TYPE, "{\"status\":\"UP\"}\n")));
        server.createContext("/health/ready", only("/health/ready", exchange -> ready(exchange, conditions)));
        server.start();
        return new StatusServer(server, threads);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    /** A context also takes what lies below its path; that is not there. */
    private static com.sun.net.httpserver.HttpHandler only(String path, Answer answer) {
        return exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)) {
                answer.give(exchange);
            } else {
                answer(exchange, 404, "text/plain", "not here\n");
            }
        };
    }

    private static void ready(HttpExchange exchange, List<Readiness> conditions) throws IOException {
        Map<String, Object> checks = new LinkedHashMap<>();
        boolean ready = true;
        for (Readiness condition : conditions) {
            Readiness.State state = condition.now();
            ready &= state.ready();
            checks.put(condition.name(), Map.of("status", status(state.ready()), "detail", state.detail()));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", status(ready));
        document.put("checks", checks);
        answer(exchange, ready ? 200 : 503, JSON_TYPE, json(document) + "\n");
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }

    private static String json(Object document) {
        try {
            return new ObjectMapper().writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of strings must be writable as JSON", impossible);
        }
    }

    private static void answer(HttpExchange exchange, int code, String type, String body) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (!head && !exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(code, head ? -1 : content.length);
            if (!head) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "telemetry-http");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
