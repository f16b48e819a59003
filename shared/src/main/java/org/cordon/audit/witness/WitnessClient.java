// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cordon.log.HashTree;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.WitnessRequest;

/**
 * Asks a witness to cosign a checkpoint, from whichever size it has seen.
 *
 * <p><b>Guarantees.</b> Ends after {@value #MOST_TRIES} requests of {@value #PATIENCE_SECONDS} s each at the latest; reads at most
 * {@value #MAX_ANSWER} bytes of an answer; follows no redirect.
 *
 * <p><b>Does not check</b> the cosignatures: the caller knows whose they must be.
 *
 * <p>Source: C2SP tlog-witness, "add-checkpoint".
 */
final class WitnessClient {
    static final int MAX_ANSWER = 64 * 1024;
    static final int PATIENCE_SECONDS = 20;
    static final int MOST_TRIES = 4;

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int LONGEST_SENTENCE = 300;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI endpoint;

    /** @param prefix the submission prefix of the witness; {@code add-checkpoint} stands below it */
    WitnessClient(URI prefix) {
        String text = prefix.toString();
        this.endpoint = URI.create(text + (text.endsWith("/") ? "" : "/") + "add-checkpoint");
    }

    /** What the witness said. */
    sealed interface Answer {
        /** The signature lines, not yet verified. */
        record Cosigned(String lines) implements Answer {}

        /** No cosignature, and why. */
        record Refused(String sentence) implements Answer {}
    }

    /** The answer of one request. */
    private record Reply(int status, String body) {}

    /** Asks; {@code tree} has at least the leaves of the checkpoint. */
    Answer addCheckpoint(SignedCheckpoint signed, HashTree tree) throws IOException, InterruptedException {
        long size = signed.checkpoint().size();
        long oldSize = 0;
        for (int i = 0; i < MOST_TRIES; i++) {
            WitnessRequest request =
                    new WitnessRequest(oldSize, oldSize == 0 ? List.of() : tree.consistency(oldSize, size), signed);
            Reply reply = post(request);
            if (reply.status() == OK) {
                return new Answer.Cosigned(reply.body());
            }
            if (reply.status() != CONFLICT) {
                return new Answer.Refused("answered " + reply.status() + ": " + shown(reply.body()));
            }
            String seen = reply.body().strip();
            if (!seen.matches("0|[1-9][0-9]{0,17}")) {
                return new Answer.Refused("answered 409 without a size: " + shown(reply.body()));
            }
            oldSize = Long.parseLong(seen);
            if (oldSize > size) {
                return new Answer.Refused(
                        "has cosigned " + oldSize + " leaves of this log, but this checkpoint has " + size);
            }
        }
        return new Answer.Refused("named another size " + MOST_TRIES + " times: others ask it at the same time");
    }

    private Reply post(WitnessRequest request) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toBytes()))
                .build();
        CompletableFuture<Reply> reply =
                http.sendAsync(post, HttpResponse.BodyHandlers.ofInputStream()).thenApply(WitnessClient::read);
        try {
            return reply.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            reply.cancel(true);
            throw new IOException(endpoint + " has not answered within " + PATIENCE_SECONDS + " s", late);
        } catch (ExecutionException failed) {
            throw new IOException("cannot ask " + endpoint + ": " + failed.getCause(), failed);
        }
    }

    private static Reply read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return new Reply(response.statusCode(), new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    private static String shown(String body) {
        String line = body.strip().replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > LONGEST_SENTENCE ? line.substring(0, LONGEST_SENTENCE) + "..." : line;
    }
}
