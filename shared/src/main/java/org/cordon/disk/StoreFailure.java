// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/**
 * A store cannot do its work: full disk, missing rights, damaged file, second process. The message names the file and
 * what to do. Nothing that was acknowledged before is lost by it; whether the failed call itself took effect, the next
 * load tells (whole or not at all).
 */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_IOERR = 10;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_CANTOPEN = 14;
    private static final int SQLITE_NOTADB = 26;

    /** A failure without an exception below it. */
    public StoreFailure(String message) {
        super(message);
    }

    /** A failure whose message names the place and the mend. */
    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** What {@code failure} on {@code path} means to an operator; {@code act} is a verb, such as "write". */
    public static StoreFailure of(String act, Path path, IOException failure) {
        return new StoreFailure("cannot " + act + " " + path + ": " + explain(failure), failure);
    }

    /** What {@code failure} of the database {@code file} means to an operator; {@code act} is a verb, such as "save". */
    public static StoreFailure of(String act, Path file, SQLException failure) {
        String sentence = "cannot " + act + " in the database " + file + ": " + explain(file, failure);
        return new StoreFailure(sentence, failure);
    }

    /** The database is damaged, as {@code detail} shows. */
    public static StoreFailure damaged(Path file, String detail) {
        return new StoreFailure("the database " + file + " is damaged (" + detail + "): " + mend(file));
    }

    private static String explain(IOException failure) {
        String reason = reason(failure);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (failure instanceof AccessDeniedException || lower.contains("permission denied")) {
            return "this user may not write there; make the store directory its own (mode 0700)";
        }
        if (lower.contains("no space left") || lower.contains("quota exceeded") || lower.contains("file too large")) {
            return noSpace(reason);
        }
        if (lower.contains("read-only file system")) {
            return "the file system is read-only; mount it writable or choose another store directory";
        }
        return reason;
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileSystemException inFile && inFile.getReason() != null) {
            return inFile.getReason();
        }
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String explain(Path file, SQLException failure) {
        return switch (failure.getErrorCode() & 0xff) {
            case SQLITE_FULL -> noSpace("disk full");
            case SQLITE_READONLY, SQLITE_CANTOPEN ->
                "this user may not write it; make the store directory its own (mode 0700) and writable";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "it is damaged (" + failure.getMessage() + "); " + mend(file);
            case SQLITE_IOERR -> "the disk failed (" + failure.getMessage() + "); see the system's log";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String noSpace(String reason) {
        return "its disk has no space left (" + reason + "); free some and start again";
    }

    private static String mend(Path file) {
        return "move " + file.toAbsolutePath().getParent()
                + " away whole and start with an empty directory once the open round has ended; do not put an older"
                + " copy back, it would have forgotten what was signed since";
    }
}
