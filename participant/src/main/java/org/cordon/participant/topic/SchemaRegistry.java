// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.yaml.Shown;

/**
 * Schemas of Avro by their numbers, from a registry with Confluent's interface: GET /schemas/ids/N.
 *
 * <p><b>Guarantees.</b> Each is asked for once. A number without a schema that events can be of refuses its message; an answer that is
 * late or no answer is an {@link UnreadableTable} that names the registry and the number. With https the registry must have a certificate that this Java runtime trusts.
 *
 * <p><b>Does not</b> follow references between schemas, nor redirects.
 */
final class SchemaRegistry {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 20;
    private static final int FOUND = 200;
    private static final int ABSENT = 404;
    private static final int MOST_UNFIT = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Optional<String> login;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(WITHIN).build();
    private final Map<Integer, Schema> known = new HashMap<>();
    private final Map<Integer, String> unfits = new HashMap<>();

    /** @param login user:password, if the registry asks for them */
    SchemaRegistry(URI base, Optional<String> login) {
        this.base = base;
        this.login = login;
    }

    /**
     * The schema of this number.
     *
     * @throws MalformedValue if the registry knows none by it, or it is none that events can be of
     */
    Schema schema(int number) throws MalformedValue {
        Schema schema = known.get(number);
        if (schema == null) {
            String unfit = unfits.get(number);
            if (unfit != null) {
                throw new MalformedValue(unfit);
            }
            schema = fetch(number);
            known.put(number, schema);
        }
        return schema;
    }

    private Schema fetch(int number) throws MalformedValue {
        URI place =
                URI.create(base.toString().replaceAll("/+$", "") + "/schemas/ids/" + Integer.toUnsignedString(number));
        HttpResponse<byte[]> answer = ask(place);
        if (answer.statusCode() == ABSENT) {
            throw unfit(number, "must name a schema of the registry, but names " + Integer.toUnsignedString(number));
        }
        if (answer.statusCode() != FOUND) {
            throw failed(
                    place,
                    "must answer with a schema, but answered with status " + answer.statusCode(),
                    Optional.empty());
        }
        if (answer.body().length > MOST_BYTES) {
            throw unfit(number, "must have a schema of at most 1 MiB, but has a larger one");
        }
        try {
            JsonNode read = JSON.readTree(answer.body());
            String type = read.path("schemaType").asText("AVRO");
            if (!type.equals("AVRO")) {
                throw unfit(number, "must have a schema of Avro, but has one of " + Shown.cut(type));
            }
            return AvroValue.schema(read.path("schema").asText());
        } catch (IllegalArgumentException unfit) {
            throw unfit(number, "must have a schema that events can be of: " + unfit.getMessage());
        } catch (IOException malformed) {
            throw failed(place, "must answer in JSON, but did not", Optional.of(malformed));
        }
    }

    private MalformedValue unfit(int number, String sentence) {
        if (unfits.size() < MOST_UNFIT) {
            unfits.put(number, sentence);
        }
        return new MalformedValue(sentence);
    }

    /** The whole answer in time: the client's own timeout ends with the headers. */
    private HttpResponse<byte[]> ask(URI place) {
        HttpRequest.Builder request = HttpRequest.newBuilder(place).timeout(WITHIN);
        login.ifPresent(text -> request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return asked.get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed(place, "must answer, but did not (" + failed.getCause() + ")", Optional.of(failed));
        } catch (TimeoutException late) {
            asked.cancel(true);
            throw failed(place, "must answer within " + WITHIN + ", but did not", Optional.of(late));
        } catch (InterruptedException interrupted) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(place, "must answer, but the reading was interrupted", Optional.of(interrupted));
        }
    }

    private static UnreadableTable failed(URI place, String sentence, Optional<Exception> cause) {
        return UnreadableTable.of("registry " + place, sentence, cause);
    }
}
