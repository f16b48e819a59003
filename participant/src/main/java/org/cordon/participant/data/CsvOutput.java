// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table on its way to a file that only its owner can read.
 *
 * <p><b>Guarantees.</b> CSV as in RFC 4180 with line feeds, UTF-8. The file takes the place of one of its name when it is {@link #keep
 * kept}, whole, and not before.
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
        Path unfinished = Files.createTempFile(
                whole.getParent(),
                ".rows-",
                ".csv",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
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

    /** The file takes its name. */
    public void keep() throws IOException {
        out.flush();
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was not kept is gone. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
