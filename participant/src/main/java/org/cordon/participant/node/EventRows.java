// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.event.EventSource;
import org.cordon.participant.rows.RowsPlan;

/**
 * The table that a node makes of its events, once for each cut-off.
 *
 * <p><b>Guarantees.</b> A table that was made stays as it is until the cut-off, the features or the source of the configuration
 * are others: whatever comes into a topic or a database meanwhile, a task that goes on after a restart has the rows that it began with. A
 * file that the node did not make, or that was changed since, is never replaced.
 *
 * <p>Beside the table {@code x.csv} stands {@code x.csv.made}, which says what it was made of and its SHA-256.
 */
final class EventRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE_DIGEST = "sha256";

    private final EventsConfig events;
    private final Path table;
    private final Path note;

    private EventRows(EventsConfig events, Path table) {
        this.events = events;
        this.table = table;
        this.note = table.resolveSibling(table.getFileName() + ".made");
    }

    /** Of this configuration, if it makes rows of events. */
    static Optional<EventRows> of(ParticipantConfig.Data data) {
        return data.events().map(events -> new EventRows(events, data.file()));
    }

    /** Whether the table is there and was made of what the configuration says. */
    boolean isMade() {
        return Files.exists(table) && made().filter(wanted()::equals).isPresent();
    }

    /**
     * Makes the table if it is not there, or was made of something else.
     *
     * @return what was made; empty if it was there
     */
    Optional<RowsPlan.Made> ensure() {
        if (Files.exists(table)) {
            requireOwn();
            if (isMade()) {
                return Optional.empty();
            }
        }
        RowsPlan.Made made = events.plan().make(EventSource.of(events.source()), table);
        try {
            Map<String, String> written = new LinkedHashMap<>(wanted());
            written.put(TABLE_DIGEST, digest());
            Path unfinished = Files.createTempFile(note.toAbsolutePath().getParent(), ".made-", ".json");
            Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(written));
            Files.move(unfinished, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw StoreFailure.of("write", note, failed);
        }
        return Optional.of(made);
    }

    private void requireOwn() {
        Optional<String> known = read().map(said -> said.path(TABLE_DIGEST).asText());
        if (known.isEmpty() || !known.get().equals(digest())) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    table + " must be the table that this node made of its events, but "
                            + (known.isEmpty() ? "it did not make it" : "it was changed since"),
                    "Put the file away, or name another one as data.file");
        }
    }

    private Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("source", events.source().toString());
        wanted.put("schema", events.chosen().set().schema());
        wanted.put("cutOff", events.cutOff().toString());
        wanted.put(
                "labels",
                events.labels().map(Path::toString).orElse(events.ownLabels() ? "of the events" : "none"));
        return wanted;
    }

    private Optional<Map<String, String>> made() {
        return read().map(said -> {
            Map<String, String> made = new LinkedHashMap<>();
            said.fieldNames().forEachRemaining(key -> made.put(key, said.path(key).asText()));
            made.remove(TABLE_DIGEST);
            return made;
        });
    }

    private Optional<JsonNode> read() {
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(Files.readAllBytes(note)));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        } catch (IOException failed) {
            throw StoreFailure.of("read", note, failed);
        }
    }

    private String digest() {
        try {
            return MoreFiles.asByteSource(table).hash(Hashing.sha256()).toString();
        } catch (IOException failed) {
            throw StoreFailure.of("read", table, failed);
        }
    }
}
