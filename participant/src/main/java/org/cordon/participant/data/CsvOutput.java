// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.cordon.disk.DurableFiles;

/**
 * A table on its way to a file that only its owner can read.
 *
 * <p><b>Guarantees.</b> CSV as in RFC 4180 with line feeds, UTF-8. The file takes the place of one of its name when it is {@link #keep
 * kept}, whole, and not before. What a crash leaves has a name of its own, {@code .NAME.unfinished}, which the next one takes.
 */
public final class CsvOutput implements AutoCloseable {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:@/+-]*");

    private final Path target;
    private final Path unfinished;
    private final BufferedWriter out;

    private CsvOutput(Path target, Path unfinished, BufferedWriter out) {
        this.target = target;
        this.unfinished = unfinished;
        this.out = out;
    }

    /** Begins a file beside {@code target}. */
    public static CsvOutput to(Path target) throws IOException {
        Path whole = target.toAbsolutePath();
        Path unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new CsvOutput(whole, unfinished, Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8));
    }

    /** Adds a line. */
    public void line(List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(quoted(values.get(i)));
        }
        out.append('\n');
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * All lines are there: puts them on the disk.
     *
     * @return the file that has them, under the name that it has until it is kept
     */
    public Path finish() throws IOException {
        out.close();
        try (FileChannel whole = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            whole.force(true);
        }
        return unfinished;
    }

    /** The file takes its name, durably. */
    public void keep() throws IOException {
        finish();
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.syncName(target);
    }

    /** What was not kept is gone. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
