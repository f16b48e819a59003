// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cordon.config.Default;
import org.cordon.config.Meaning;

/**
 * Which topic of Kafka to read, and how its values are encoded.
 *
 * @param from messages with an earlier timestamp of the broker are left out
 * @param client settings of the Kafka client, such as those of TLS and SASL
 */
public record TopicSettings(
        @Meaning(
                value = "Brokers to begin with: host:port, with commas between several.",
                example = "\"kafka.example:9092\"")
        String servers,

        @Meaning(value = "The topic's name.", example = "exchange.events")
        String topic,

        @Meaning("How a value is encoded: json, avro or protobuf.") @Default("json")
        Value value,

        @Meaning("What stands before each value: none, or confluent for the five bytes of Confluent's serialisers.")
        @Default("none")
        Framing framing,

        @Meaning(
                value = "Avro without a registry: the schema that all values were written with.",
                example = "event.avsc")
        Optional<Path> schema,

        @Meaning(
                value = "Avro with framing: the schema registry that knows the schemas by their numbers.",
                example = "\"https://registry.example:8081\"")
        Optional<String> registry,

        @Meaning(
                value = "Protobuf: what protoc --include_imports --descriptor_set_out wrote of the values' type.",
                example = "event.desc")
        Optional<Path> descriptors,

        @Meaning(value = "Protobuf: the type's full name.", example = "exchange.v1.Event")
        Optional<String> message,

        @Meaning(value = "Leave out messages with an earlier timestamp in the topic.", example = "2026-01-01T00:00:00Z")
        Optional<Instant> from,

        @Meaning(
                value =
                        "A file of properties of the Kafka client that begin with security, sasl, ssl, client, fetch or socket; and basic.auth.user.info for the registry. Mode 0600 if it holds a password.",
                example = "kafka.properties")
        Optional<Path> client) {
    /** How a value is encoded. */
    public enum Value {
        JSON,
        AVRO,
        PROTOBUF
    }

    /** What stands before a value. */
    public enum Framing {
        NONE,
        CONFLUENT
    }

    private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Instant LATEST = Instant.parse("2199-12-31T23:59:59Z");
    private static final Pattern SERVERS = Pattern.compile(
            "(([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5})(, ?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5})*");

    public TopicSettings {
        require(
                SERVERS.matcher(servers).matches(),
                "servers must be host:port, with commas between several, but was not");
        require(
                NAME.matcher(topic).matches() && !topic.matches("\\.{1,2}"),
                "topic must be a name of up to 249 letters, digits, '.', '_' and '-', but was not");
        boolean isAvro = value == Value.AVRO;
        boolean isProtobuf = value == Value.PROTOBUF;
        boolean isFramed = framing == Framing.CONFLUENT;
        require(
                isAvro || schema.isEmpty() && registry.isEmpty(),
                "schema and registry must be left out unless value is avro, but are not");
        require(
                isProtobuf == descriptors.isPresent() && isProtobuf == message.isPresent(),
                "descriptors and message must both be set for protobuf, and left out else, but are not");
        require(
                !isAvro
                        || (isFramed
                                ? schema.isEmpty() && registry.isPresent()
                                : schema.isPresent() && registry.isEmpty()),
                "schema must be set for avro without framing, registry for avro with framing: confluent, but is not so");
        registry.ifPresent(TopicSettings::requireRegistry);
        require(
                from.filter(moment -> moment.isBefore(Instant.EPOCH) || moment.isAfter(LATEST))
                        .isEmpty(),
                "from must be from 1970 to 2199, but was not");
    }

    /** Whether all brokers to begin with are on this machine. */
    boolean isLocal() {
        return Arrays.stream(servers.split(",", -1))
                .map(server -> server.strip().replaceFirst(":\\d+$", ""))
                .allMatch(host -> LOOPBACK.matcher(host).matches());
    }

    private static void requireRegistry(String text) {
        boolean fits;
        try {
            URI uri = URI.create(text);
            fits = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || LOOPBACK.matcher(uri.getHost()).matches())
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null;
        } catch (IllegalArgumentException malformed) {
            fits = false;
        }
        require(
                fits,
                "registry must be https://host:port without user and query (http on this machine only), but was not; a login"
                        + " stands in the client's file");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
