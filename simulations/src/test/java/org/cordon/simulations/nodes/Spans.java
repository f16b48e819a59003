// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of spans: OTLP over HTTP (opentelemetry-proto, trace.proto), read field by field. */
final class Spans implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> all = new CopyOnWriteArrayList<>();

    /**
     * A span as a node sent it.
     *
     * @param attributes values as text
     */
    record Span(String node, String trace, String id, String parent, String name, Map<String, String> attributes) {}

    Spans() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                read(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Span> all() {
        return List.copyOf(all);
    }

    private void read(byte[] request) throws InvalidProtocolBufferException {
        for (UnknownFieldSet resourceSpans : messages(UnknownFieldSet.parseFrom(request), 1)) {
            String node = attributes(messages(resourceSpans, 1).get(0), 1).getOrDefault("service.instance.id", "");
            for (UnknownFieldSet scopeSpans : messages(resourceSpans, 2)) {
                for (UnknownFieldSet span : messages(scopeSpans, 2)) {
                    all.add(new Span(
                            node, hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5), attributes(span, 9)));
                }
            }
        }
    }

    private static Map<String, String> attributes(UnknownFieldSet from, int field)
            throws InvalidProtocolBufferException {
        Map<String, String> read = new TreeMap<>();
        for (UnknownFieldSet pair : messages(from, field)) {
            UnknownFieldSet value = messages(pair, 2).get(0);
            boolean isText = !value.getField(1).getLengthDelimitedList().isEmpty();
            read.put(
                    text(pair, 1),
                    isText ? text(value, 1) : String.valueOf(value.getField(3).getVarintList()));
        }
        return read;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet from, int field)
            throws InvalidProtocolBufferException {
        List<UnknownFieldSet> read = new ArrayList<>();
        for (ByteString bytes : from.getField(field).getLengthDelimitedList()) {
            read.add(UnknownFieldSet.parseFrom(bytes));
        }
        return read;
    }

    private static String text(UnknownFieldSet from, int field) {
        return first(from, field).toString(StandardCharsets.UTF_8);
    }

    private static String hex(UnknownFieldSet from, int field) {
        return HexFormat.of().formatHex(first(from, field).toByteArray());
    }

    private static ByteString first(UnknownFieldSet from, int field) {
        List<ByteString> found = from.getField(field).getLengthDelimitedList();
        return found.isEmpty() ? ByteString.EMPTY : found.get(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
