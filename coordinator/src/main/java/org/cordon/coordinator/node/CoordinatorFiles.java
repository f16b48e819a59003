// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.HistoryFile;
import org.cordon.config.Keys;
import org.cordon.config.NodeFiles;
import org.cordon.config.Unlock;
import org.cordon.enrol.FoundingPlan;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.Consortium;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyHolder;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.TlsIdentity;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.VerifyKey;
import org.cordon.wire.ConsortiumCodec;

/**
 * What the coordinator's directory holds: keys, certificate, authority, and the history or what is to be founded.
 *
 * @param plan from founding.bin, which lies there until the consortium is founded
 * @param known from history.bin, once it is
 */
record CoordinatorFiles(
        NodeKeys keys,
        TlsIdentity identity,
        CertificateAuthority authority,
        HistoryFile history,
        Optional<FoundingPlan> plan,
        Optional<Consortium> known)
        implements AutoCloseable {
    private static final String FOUNDING = "founding.bin";
    private static final int MAX_FOUNDING = 64 << 10;

    /** Opens the directory; what cannot be read is a {@link CommandFailure} with the cause and the mend. */
    static CoordinatorFiles open(Path path, Unlock unlock, InstantSource clock) {
        NodeDirectory node = new NodeDirectory(path);
        Randomness randomness = Randomness.secure();
        try (KeyHolder holder = Keys.open(Optional.empty(), unlock, randomness)) {
            HistoryFile history = new HistoryFile(node.historyFile());
            Optional<Consortium> known =
                    Files.exists(node.historyFile()) ? Optional.of(history.read()) : Optional.empty();
            Optional<FoundingPlan> plan = plan(path.resolve(FOUNDING));
            if (known.isEmpty() && plan.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        path + " holds neither history.bin nor founding.bin",
                        "Name the coordinator's directory that 'cordon consortium init' made, or restore it from a copy");
            }
            CertificateAuthority authority = node.openAuthority(holder, randomness, clock);
            NodeKeys keys = node.openKeys(holder);
            try {
                return new CoordinatorFiles(keys, node.tlsIdentity(keys), authority, history, plan, known);
            } catch (IOException | RuntimeException failed) {
                keys.close();
                throw failed;
            }
        } catch (KeyFileRefused refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    path + " must be the coordinator's readable directory, but: " + failed,
                    "Name the directory that 'cordon consortium init' made for the coordinator",
                    failed);
        }
    }

    private static Optional<FoundingPlan> plan(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_FOUNDING) {
                throw new MalformedBody("it must be at most 64 KiB, but was " + Files.size(file) + " bytes");
            }
            return Optional.of(ConsortiumCodec.foundingPlan(Bytes.wrap(Files.readAllBytes(file))));
        } catch (MalformedBody malformed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must say what is to be founded, but: " + malformed.getMessage(),
                    "Restore it from a copy of the directory that 'cordon consortium init' made",
                    malformed);
        }
    }

    /** The operator's key as far as the directory tells. */
    VerifyKey operator() {
        return known.map(consortium -> consortium.current().manifest().coordinator())
                .or(() -> plan.map(FoundingPlan::coordinator))
                .orElseThrow()
                .approver();
    }

    @Override
    public void close() {
        keys.close();
    }

    @Override
    public String toString() {
        return "CoordinatorFiles";
    }
}
