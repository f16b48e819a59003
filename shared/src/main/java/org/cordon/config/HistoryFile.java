// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.disk.DurableFiles;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.wire.HistoryCodec;

/**
 * The history of a consortium in a file, {@code history.bin}.
 *
 * <p><b>Guarantees.</b> What is read was replayed from its founding on. {@link #save} replaces the file all or nothing,
 * durable on return, and only by a continuation of what it holds.
 *
 * @param path the file
 */
public record HistoryFile(Path path) {
    private static final long MAX_BYTES = 64 << 20;

    /** Reads and replays it; what cannot be read is a {@link CommandFailure} with the cause and the mend. */
    public Consortium read() {
        try {
            return readAll();
        } catch (NoSuchFileException missing) {
            throw failure("is missing", missing);
        } catch (MalformedBody | IOException unreadable) {
            throw failure("must be the history of a consortium, but: " + unreadable.getMessage(), unreadable);
        } catch (AmendmentRejected rejected) {
            throw failure("does not hold: " + rejected.getMessage(), rejected);
        }
    }

    /** Writes a history where there is none, or a continuation of the one there. */
    public void save(Consortium newest) throws IOException {
        if (Files.exists(path)) {
            try {
                newest.requireContinues(readAll());
            } catch (AmendmentRejected | MalformedBody refused) {
                throw new IOException(path + " is not replaced: " + refused.getMessage(), refused);
            }
        }
        DurableFiles.replace(
                path,
                ByteBuffer.wrap(HistoryCodec.encodeHistory(newest.entries()).toByteArray()));
    }

    private Consortium readAll() throws IOException, AmendmentRejected {
        if (Files.size(path) > MAX_BYTES) {
            throw new MalformedBody("history must be at most 64 MiB, but was " + Files.size(path) + " bytes");
        }
        return Consortium.replay(HistoryCodec.decodeHistory(Bytes.wrap(Files.readAllBytes(path))));
    }

    private CommandFailure failure(String what, Exception cause) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                path + " " + what,
                "Restore it from a backup of this node's directory, or copy another member's",
                cause);
    }
}
