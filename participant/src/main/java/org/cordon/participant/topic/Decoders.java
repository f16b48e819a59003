// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.cordon.participant.data.UnreadableTable;

/** What takes the values of a topic apart, by its settings. */
final class Decoders {
    private Decoders() {}

    /** @param login of the registry, if it asks for one */
    static ValueDecoder of(TopicSettings settings, Optional<String> login) {
        boolean isFramed = settings.framing() == TopicSettings.Framing.CONFLUENT;
        return switch (settings.value()) {
            case JSON -> isFramed ? value -> new JsonValue().decode(behind(value, Framed.of(value))) : new JsonValue();
            case AVRO ->
                settings.registry().isPresent()
                        ? registered(URI.create(settings.registry().get()), login)
                        : written(settings.schema().orElseThrow());
            case PROTOBUF -> {
                String type = settings.message().orElseThrow();
                ProtobufValue plain =
                        made(settings.descriptors().orElseThrow(), bytes -> ProtobufValue.of(bytes, type));
                yield isFramed ? plain::decodeFramed : plain;
            }
        };
    }

    private static byte[] behind(byte[] value, Framed framed) {
        return Arrays.copyOfRange(value, framed.start(), value.length);
    }

    private static ValueDecoder registered(URI base, Optional<String> login) {
        SchemaRegistry registry = new SchemaRegistry(base, login);
        AvroValue avro = new AvroValue();
        return value -> {
            Framed framed = Framed.of(value);
            return avro.decode(value, framed.start(), registry.schema(framed.schema()));
        };
    }

    private static ValueDecoder written(Path file) {
        AvroValue avro = new AvroValue();
        Schema schema = made(file, bytes -> AvroValue.schema(new String(bytes, StandardCharsets.UTF_8)));
        return value -> avro.decode(value, 0, schema);
    }

    private static <T> T made(Path file, Function<byte[], T> maker) {
        try {
            return maker.apply(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw UnreadableTable.of(file.toString(), "must be a readable file, but is none", Optional.of(unreadable));
        } catch (IllegalArgumentException unfit) {
            throw UnreadableTable.of(file.toString(), String.valueOf(unfit.getMessage()), Optional.of(unfit));
        }
    }
}
