// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.HistoryFile;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.NodeDirectory;
import org.cordon.member.VerifiedManifest;
import org.cordon.participant.policy.Decisions;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.cordon.task.Demand;
import org.cordon.wire.CharterCodec;

/** What a dossier is made from, read and checked. */
final class DossierInputs {
    private static final long MAX_CHARTER = 4 << 20;
    private static final int SHORTEST_PREFIX = 12;

    private DossierInputs() {}

    /** The charter in a file, or the one that was left to a person at this node. */
    static Demand charter(String which, Path node) {
        Path file = Path.of(which);
        try {
            return Files.exists(file) ? Demand.of(decode(file)) : waiting(which, node);
        } catch (IOException | MalformedBody unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    which + " must be a charter, but: " + unreadable.getMessage(),
                    "Name the file of the charter, or a task that 'cordon participant policy queue --all' shows",
                    unreadable);
        }
    }

    private static Charter decode(Path file) throws IOException {
        if (Files.size(file) > MAX_CHARTER) {
            throw new IOException("it is longer than 4 MiB");
        }
        Bytes bytes = Bytes.wrap(Files.readAllBytes(file));
        try {
            return CharterCodec.decodeOffered(bytes).charter();
        } catch (MalformedBody notOffered) {
            return CharterCodec.decode(bytes);
        }
    }

    private static Demand waiting(String which, Path node) throws IOException {
        Path directory = node.resolve("decisions");
        if (Files.isDirectory(directory)) {
            Decisions decisions = Decisions.open(directory);
            for (Digest session : decisions.sessions()) {
                Demand demand = decisions.task(session).demand();
                boolean digits =
                        which.length() >= SHORTEST_PREFIX && session.hex().startsWith(which);
                if (digits || demand.name().equals(which)) {
                    return demand;
                }
            }
        }
        throw new IOException("there is neither such a file nor such a task in " + directory);
    }

    /** The newest manifest of a history, in a file or a node directory, replayed from its founding on. */
    static Roster roster(Path history) {
        Path file = Files.isDirectory(history) ? new NodeDirectory(history).historyFile() : history;
        VerifiedManifest newest = new HistoryFile(file).read().current();
        Manifest manifest = newest.manifest();
        List<String> names = manifest.members().stream().map(Member::name).toList();
        return new Roster(
                manifest.consortium(), manifest.version(), newest.digest().shortHex(), names);
    }
}
