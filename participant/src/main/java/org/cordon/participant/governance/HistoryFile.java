// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.disk.DurableFiles;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.wire.HistoryCodec;

/** {@code history.bin} in the directory of a person or of a node that joins. */
public final class HistoryFile {
    private static final String NAME = "history.bin";

    private HistoryFile() {}

    /** The history, verified; empty where there is no file yet. */
    public static Optional<Consortium> read(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Consortium.replay(HistoryCodec.decodeHistory(Bytes.wrap(Files.readAllBytes(file)))));
        } catch (AmendmentRejected | MalformedBody rejected) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, rejected);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be readable, but is not: " + unreadable.getMessage(),
                    "Make it readable for this user, or restore it from a copy",
                    unreadable);
        }
    }

    /** Replaces the file, durable on return. */
    public static void write(Path directory, Consortium consortium) throws IOException {
        DurableFiles.replace(
                directory.resolve(NAME),
                ByteBuffer.wrap(HistoryCodec.encodeHistory(consortium.entries()).toByteArray()));
    }
}
