// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.yaml.Problem;

/** Rows that are no events, each with what is wrong, one JSON object a line, in a file that only its owner can read. */
final class Quarantine implements AutoCloseable {
    /** In ASCII: a lone surrogate has no bytes in UTF-8. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Set<PosixFilePermission> OF_OWNER = PosixFilePermissions.fromString("rwx------");

    private final Optional<Path> file;
    private Optional<BufferedWriter> writer = Optional.empty();

    private Quarantine(Optional<Path> file) {
        this.file = file;
    }

    /** Made at the first row; without a file nothing is kept. */
    static Quarantine of(Optional<Path> file) {
        return new Quarantine(file);
    }

    void add(String source, int line, List<Problem> problems, List<String> names, List<String> values) {
        if (file.isEmpty()) {
            return;
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("source", source);
        entry.put("line", line);
        entry.put("problems", problems.stream().map(Problem::sentence).toList());
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            row.put(names.get(i), values.get(i));
        }
        entry.put("row", row);
        try {
            BufferedWriter open = writer();
            open.write(JSON.writeValueAsString(entry));
            open.write('\n');
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of texts must be writable, but were not", impossible);
        } catch (IOException failure) {
            throw unwritable(file.get(), failure);
        }
    }

    private BufferedWriter writer() throws IOException {
        if (writer.isEmpty()) {
            requireOwn(file.orElseThrow());
            SeekableByteChannel channel = Files.newByteChannel(
                    file.orElseThrow(),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            writer = Optional.of(new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8)));
        }
        return writer.get();
    }

    @Override
    public void close() {
        try {
            if (writer.isPresent()) {
                writer.get().close();
            }
        } catch (IOException failure) {
            throw unwritable(file.orElseThrow(), failure);
        }
    }

    private static UnreadableTable unwritable(Path file, IOException failure) {
        return UnreadableTable.of(
                file.toString(),
                "must be writable, to set rows aside in it, but is not (" + failure.getMessage() + ")",
                Optional.of(failure));
    }

    /** One that was there before, and that others can read, is left alone. */
    private static void requireOwn(Path file) throws IOException {
        if (Files.exists(file)
                && Files.getFileStore(file).supportsFileAttributeView("posix")
                && !OF_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw UnreadableTable.of(
                    file.toString(),
                    "must be its owner's alone, as it holds rows in clear, but others can use it; run: chmod 600 "
                            + file,
                    Optional.empty());
        }
    }
}
