// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.HistoryFile;
import org.cordon.config.NodeFiles;
import org.cordon.config.PersonFile;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.governance.Answer;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.participant.client.Asker;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;

/** The history that a person has seen, in {@code history.bin} of the directory; it only ever goes on. */
final class KnownHistory {
    private final Path directory;
    private final String fileName;
    private final PersonFile file;
    private final HistoryFile stored;
    private Optional<Consortium> known;
    private Optional<Digest> id;

    KnownHistory(Path directory, String fileName, PersonFile file) {
        this.directory = directory;
        this.fileName = fileName;
        this.file = file;
        this.id = file.idDigest();
        this.stored = new HistoryFile(directory.resolve("history.bin"));
        this.known = Files.exists(stored.path()) ? Optional.of(stored.read()) : Optional.empty();
    }

    Optional<Consortium> known() {
        return known;
    }

    /** The consortium's id, once it is known. */
    Optional<Digest> id() {
        return id;
    }

    /** Asks for what came since, and keeps it; empty before the founding. */
    Optional<Consortium> latest(ConsortiumLink link, Supplier<Asker> asker)
            throws ConsortiumRefused, InterruptedException {
        List<Entry> entries = new ArrayList<>(known.map(Consortium::entries).orElse(List.of()));
        int from = entries.size();
        List<Answer.HistoryLine> lines;
        try {
            lines = link.history(asker.get(), from, Calls.DEADLINE);
        } catch (ConsortiumRefused refused) {
            if (refused.reason() == ConsortiumRefused.Reason.NOT_FOUNDED) {
                return Optional.empty();
            }
            throw refused;
        }
        if (lines.isEmpty()) {
            return known;
        }
        try {
            for (Answer.HistoryLine line : lines) {
                entries.add(HistoryCodec.decodeEntry(line.entry()));
            }
            take(Consortium.replay(entries));
        } catch (AmendmentRejected | MalformedBody rejected) {
            throw NodeFiles.failure(ExitCode.CHECK_FAILED, rejected);
        }
        return known;
    }

    private void take(Consortium newer) {
        if (!newer.authority().equals(file.authorityDigest())
                || id.filter(pinned -> !pinned.equals(newer.id())).isPresent()) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "the coordinator showed the history of another consortium: id "
                            + newer.id().shortHex() + ", but " + directory.resolve(fileName)
                            + " names another id or authority",
                    "Trust nothing of it; compare the id with the other members by another way");
        }
        try {
            stored.save(newer);
            if (id.isEmpty()) {
                PersonFile.pin(directory, fileName, newer.id());
                id = Optional.of(newer.id());
            }
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write the history into " + directory + ": " + failed.getMessage(),
                    "Make it writable for this user",
                    failed);
        }
        known = Optional.of(newer);
    }
}
