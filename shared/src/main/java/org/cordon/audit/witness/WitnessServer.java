// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.cordon.log.WitnessLedger;
import org.cordon.log.WitnessOutcome;

/**
 * Serves {@code POST /add-checkpoint} of a witness.
 *
 * <p><b>Guarantees.</b> Answers are those of {@link WitnessLedger}, byte for byte; besides them 404 for other paths, 405 for other
 * methods, 413 for a body of more than {@value #MAX_REQUEST} bytes and 500 if the store failed, when nothing was cosigned. At
 * most {@value #THREADS} requests are read at a time and {@value #WAITING} wait; one that takes longer than
 * {@value #PATIENCE_SECONDS} s is cut off.
 *
 * <p><b>Does not check</b> who asks: a witness cosigns whatever its logs have signed. TLS is for a proxy in front.
 *
 * <p>Source: C2SP tlog-witness, "add-checkpoint".
 */
final class WitnessServer implements AutoCloseable {
    static final int MAX_REQUEST = 64 * 1024;
    static final int THREADS = 4;
    static final int WAITING = 64;
    static final int PATIENCE_SECONDS = 15;

    private static final String PATH = "/add-checkpoint";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int BACKLOG = 64;
    private static final int STOP_SECONDS = 1;

    private final HttpServer server;
    private final ExecutorService threads;

    private WitnessServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Listens at once; an {@link IOException} if that address cannot be had. The store behind the ledger stays the caller's. */
    static WitnessServer start(InetSocketAddress where, WitnessLedger ledger, InstantSource clock) throws IOException {
        bound("sun.net.httpserver.maxReqTime", PATIENCE_SECONDS);
        bound("sun.net.httpserver.maxRspTime", PATIENCE_SECONDS);
        bound("jdk.httpserver.maxConnections", 2 * WAITING);
        HttpServer server = HttpServer.create(where, BACKLOG);
        ExecutorService threads = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), WitnessServer::thread);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, ledger, clock));
        server.start();
        return new WitnessServer(server, threads);
    }

    /** The server of the JDK takes its limits from properties only, when its first instance is made. */
    private static void bound(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    /** Where it listens, also where port 0 was asked for. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    private static void handle(HttpExchange exchange, WitnessLedger ledger, InstantSource clock) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                answer(exchange, 404, TEXT, utf8("path must be " + PATH + ", but was another\n"));
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                answer(exchange, 405, TEXT, utf8("method must be POST, but was another\n"));
            } else {
                addCheckpoint(exchange, ledger, clock);
            }
        }
    }

    private static void addCheckpoint(HttpExchange exchange, WitnessLedger ledger, InstantSource clock)
            throws IOException {
        byte[] request;
        try (InputStream body = exchange.getRequestBody()) {
            request = body.readNBytes(MAX_REQUEST + 1);
        }
        if (request.length > MAX_REQUEST) {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 413, TEXT, utf8("request must be at most " + MAX_REQUEST + " bytes, but was more\n"));
            return;
        }
        WitnessOutcome outcome;
        try {
            outcome = ledger.addCheckpoint(request, clock.instant());
        } catch (IOException storeFailed) {
            answer(exchange, 500, TEXT, utf8("the witness could not store the checkpoint, and has not cosigned it\n"));
            return;
        }
        answer(exchange, outcome.status(), outcome.contentType(), outcome.body());
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "witness-http");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets requests that were read end, then stops. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }
}
