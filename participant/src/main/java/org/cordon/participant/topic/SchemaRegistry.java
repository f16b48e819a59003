// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.cordon.participant.data.UnreadableTable;

/**
 * Schemas of Avro by their numbers, from a registry with Confluent's interface: GET /schemas/ids/N.
 *
 * <p><b>Guarantees.</b> Each is asked for once. An answer that is late, long or no schema of Avro is an {@link UnreadableTable} that
 * names the registry and the number. With https the registry must have a certificate that this Java runtime trusts.
 *
 * <p><b>Does not</b> follow references between schemas, nor redirects.
 */
final class SchemaRegistry {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 20;
    private static final int FOUND = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Optional<String> login;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(WITHIN).build();
    private final Map<Integer, Schema> known = new HashMap<>();

    /** @param login user:password, if the registry asks for them */
    SchemaRegistry(URI base, Optional<String> login) {
        this.base = base;
        this.login = login;
    }

    Schema schema(int number) {
        Schema schema = known.get(number);
        if (schema == null) {
            schema = fetch(number);
            known.put(number, schema);
        }
        return schema;
    }

    private Schema fetch(int number) {
        URI place = URI.create(base.toString().replaceAll("/+$", "") + "/schemas/ids/" + Integer.toUnsignedString(number));
        HttpRequest.Builder request = HttpRequest.newBuilder(place).timeout(WITHIN);
        login.ifPresent(text -> request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != FOUND) {
                    throw failed(place, "must answer with schema " + number + ", but answered with status "
                            + answer.statusCode(), Optional.empty());
                }
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw failed(place, "must answer with at most 1 MiB, but answered with more", Optional.empty());
                }
                return schema(place, JSON.readTree(bytes));
            }
        } catch (JsonProcessingException malformed) {
            throw failed(place, "must answer in JSON, but did not", Optional.of(malformed));
        } catch (IOException unreachable) {
            throw failed(place, "must answer, but did not (" + unreachable + ")", Optional.of(unreachable));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(place, "must answer, but the reading was interrupted", Optional.of(interrupted));
        }
    }

    private static Schema schema(URI place, JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw failed(place, "must be a schema of Avro, but is one of " + type, Optional.empty());
        }
        try {
            return AvroValue.schema(answer.path("schema").asText());
        } catch (IllegalArgumentException malformed) {
            throw failed(place, String.valueOf(malformed.getMessage()), Optional.of(malformed));
        }
    }

    private static UnreadableTable failed(URI place, String sentence, Optional<Exception> cause) {
        return UnreadableTable.of("registry " + place, sentence, cause);
    }
}
