// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.StoreFailure;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.data.Sha256;
import org.cordon.participant.event.EventSource;
import org.cordon.participant.rows.ChosenFeatures;
import org.cordon.participant.rows.RowsPlan;

/**
 * The table that a node makes of its events, once for each cut-off.
 *
 * <p><b>Guarantees.</b> A table that was made stays as it is until the configuration says that it is made of something else: whatever comes
 * into a topic or a database meanwhile, a task that goes on after a restart has the rows that it began with. While a task is open, no
 * other table takes its place. A file that the node did not make, or that was changed since, is never replaced. A crash at any
 * moment leaves the old table or the new one, and the node knows which.
 *
 * <p>Beside the table {@code x.csv} stands {@code x.csv.made}, which says what it was made of, its SHA-256, and that of the table
 * before it; it is durable before the table takes its name.
 */
final class EventRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String MEND_NOT_OWN = "Put the file away, or name another one as data.file";
    private static final String DIGEST = "sha256";
    private static final String BEFORE = "before";

    private final EventsConfig events;
    private final ChosenFeatures features;
    private final Path table;
    private final Path note;

    private EventRows(EventsConfig events, Path table) {
        this.events = events;
        this.features = events.chosen();
        this.table = table;
        this.note = table.resolveSibling(table.getFileName() + ".made");
    }

    /** Of this configuration, if it makes rows of events; the features are read now, and not again. */
    static Optional<EventRows> of(ParticipantConfig.Data data) {
        return data.events().map(events -> new EventRows(events, data.file()));
    }

    /** What is to be said of the table. */
    enum State {
        /** It is not there, and never was. */
        NEW,
        /** It was made, but is not there. */
        GONE,
        /** It is there and was made of what the configuration says. */
        MADE,
        /** It is there and was made of something else. */
        OTHER,
        /** It is there, but this node did not make it. */
        FOREIGN,
        /** It was made, and changed since. */
        CHANGED
    }

    /** What the rows are made of. */
    FeatureSet features() {
        return features.set();
    }

    State state() {
        Optional<JsonNode> said = read();
        if (!Files.exists(table)) {
            return said.isPresent() ? State.GONE : State.NEW;
        }
        if (said.isEmpty()) {
            return State.FOREIGN;
        }
        String there = digest(table);
        if (there.equals(said.get().path(DIGEST).asText())) {
            return isWanted(said.get()) ? State.MADE : State.OTHER;
        }
        // The note of the next table was written, but that table did not take its name.
        return there.equals(said.get().path(BEFORE).asText()) ? State.OTHER : State.CHANGED;
    }

    /**
     * Makes the table if it is not there, or was made of something else.
     *
     * @param now by the clock: nothing can be as of a later moment
     * @param isTaskOpen whether a task goes on that may have begun with the rows that are there
     * @return what was made; empty if it was there
     */
    Optional<RowsPlan.Made> ensure(Instant now, boolean isTaskOpen) {
        State state = state();
        if (state == State.MADE) {
            return Optional.empty();
        }
        requireOwn(state);
        if (isTaskOpen && state != State.NEW) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    table + " must stay as it is while a task is open, but "
                            + (state == State.GONE
                                    ? "it is gone"
                                    : "data.events says something else than it was made of"),
                    "Put it back as it was, or stop the task first");
        }
        if (events.cutOff().isAfter(now)) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "data.events.cutOff must not be later than now, " + now + ", but was " + events.cutOff(),
                    "Name a moment that has passed, or set the machine's clock");
        }
        String before = state == State.OTHER ? digest(table) : "";
        return Optional.of(events.plan(features).make(EventSource.of(events.source()), table, (made, unfinished) -> {
            if (made.rows() == 0) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        events.source() + " must give at least one row, but gave none of " + made.events()
                                + " events, " + made.leftOut() + " of them without a label and " + made.later()
                                + " after the cut-off",
                        "Correct cutOff, labels or the features under data.events");
            }
            write(before, digest(unfinished));
        }));
    }

    private void requireOwn(State state) {
        notOwn(state).ifPresent(sentence -> {
            throw new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, MEND_NOT_OWN);
        });
    }

    /** What is to be said of a table that is not this node's own as it is; else empty. */
    Optional<String> notOwn(State state) {
        return state == State.FOREIGN || state == State.CHANGED
                ? Optional.of(table + " must be the table that this node made of its events, but "
                        + (state == State.FOREIGN ? "it did not make it" : "it was changed since"))
                : Optional.empty();
    }

    private void write(String before, String digest) throws IOException {
        Map<String, String> written = new LinkedHashMap<>(wanted());
        written.put(DIGEST, digest);
        written.put(BEFORE, before);
        DurableFiles.replace(
                note, ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(written)));
    }

    /** Whatever changes the rows. Of a file of events only the name: it may grow. */
    private Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("source", events.source().toString());
        wanted.put("sourceFile", events.source().toString().matches("(?i).*\\.ya?ml") ? digest(events.source()) : "");
        wanted.put("schema", features.set().schema());
        wanted.put("cutOff", events.cutOff().toString());
        wanted.put("labels", events.labels().map(Path::toString).orElse(events.ownLabels() ? "of the events" : "none"));
        wanted.put("label", events.isLabelled() ? features.label() : "");
        wanted.put("setAside", events.setAside().map(Path::toString).orElse(""));
        wanted.put("leaveOutNewColumns", String.valueOf(events.leaveOutNewColumns()));
        return wanted;
    }

    private boolean isWanted(JsonNode said) {
        return wanted().entrySet().stream()
                .allMatch(entry ->
                        entry.getValue().equals(said.path(entry.getKey()).asText()));
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

    private static String digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException failed) {
            throw StoreFailure.of("read", file, failed);
        }
    }
}
