// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyHolder;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.TlsIdentity;
import org.cordon.pkcs11.TokenRefused;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.wire.ConsortiumCodec;

/**
 * What the coordinator's directory holds: keys, certificate, the authority, and either the history of a consortium or the
 * plan of one that is to be founded.
 *
 * <p><b>Guarantees.</b> The authority is the one that the history or the plan names; what cannot be read is a {@link
 * CommandFailure} with the cause and the mend.
 */
record CoordinatorFiles(
        NodeKeys keys,
        TlsIdentity identity,
        CertificateAuthority authority,
        HistoryFile history,
        Optional<Consortium> known,
        Optional<FoundingPlan> plan)
        implements AutoCloseable {
    private static final String FOUNDING = "founding.bin";
    private static final Duration CERTIFICATE = Duration.ofDays(365);
    private static final Duration MARGIN = Duration.ofHours(1);

    static CoordinatorFiles open(Path directory, Optional<Keys> keys, Unlock unlock, InstantSource clock) {
        Randomness randomness = Randomness.secure();
        NodeDirectory node = new NodeDirectory(directory);
        try (KeyHolder holder = Keys.open(keys, unlock, randomness)) {
            HistoryFile history = new HistoryFile(node.historyFile());
            Optional<Consortium> known =
                    Files.exists(node.historyFile()) ? Optional.of(history.read()) : Optional.empty();
            Optional<FoundingPlan> plan = plan(directory.resolve(FOUNDING));
            requireAuthority(node, known, plan);
            NodeKeys opened = node.openKeys(holder);
            try {
                CertificateAuthority authority = node.openAuthority(holder, randomness, clock);
                return new CoordinatorFiles(
                        opened, renewed(node, opened, authority, clock), authority, history, known, plan);
            } catch (IOException | RuntimeException failed) {
                opened.close();
                throw failed;
            }
        } catch (KeyFileRefused | TokenRefused refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must be a readable node directory, but: " + failed,
                    "Name the directory that 'cordon consortium init' made for the coordinator",
                    failed);
        }
    }

    /** The coordinator's side of TLS; a certificate with little life left is renewed by its own authority, for its hosts. */
    private static TlsIdentity renewed(
            NodeDirectory node, NodeKeys keys, CertificateAuthority authority, InstantSource clock) throws IOException {
        TlsIdentity present = node.tlsIdentity(keys);
        Instant now = clock.instant();
        Duration left = Duration.between(
                        now, authority.certificate().getNotAfter().toInstant())
                .minus(MARGIN);
        Duration life = left.compareTo(CERTIFICATE) < 0 ? left : CERTIFICATE;
        if (!present.isDue(now) || life.isNegative() || life.isZero()) {
            return present;
        }
        try {
            X509Certificate next = authority.issue(
                    ConsortiumPlan.COORDINATOR,
                    keys.tlsPublicKey(),
                    keys.identity(),
                    hosts(present.chain().get(0)),
                    life);
            node.install(
                    Bytes.wrap(next.getEncoded()),
                    Bytes.wrap(authority.certificate().getEncoded()),
                    keys);
            return node.tlsIdentity(keys);
        } catch (CertificateException unfit) {
            throw new IOException("the certificate cannot be renewed: " + unfit.getMessage(), unfit);
        }
    }

    private static List<String> hosts(X509Certificate certificate) throws CertificateException {
        return certificate.getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    private static Optional<FoundingPlan> plan(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ConsortiumCodec.foundingPlan(Bytes.wrap(Files.readAllBytes(file))));
        } catch (MalformedBody malformed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be the plan of a consortium, but: " + malformed.getMessage(),
                    "Restore it from a copy of the directory",
                    malformed);
        }
    }

    private static void requireAuthority(NodeDirectory node, Optional<Consortium> known, Optional<FoundingPlan> plan)
            throws IOException {
        Optional<Digest> named = known.map(Consortium::authority).or(() -> plan.map(FoundingPlan::authority));
        if (named.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    node.path() + " must hold history.bin or " + FOUNDING + ", but holds neither",
                    "Restore it from a copy, or make a new consortium with 'cordon consortium init'");
        }
        if (!CertificateAuthority.keyDigest(node.authority()).equals(named.get())) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    node.path() + "/authority.pem is not the authority that this consortium names",
                    "Restore authority.pem, history.bin and " + FOUNDING + " from one copy of the directory");
        }
    }

    @Override
    public void close() {
        keys.close();
        authority.close();
    }

    @Override
    public String toString() {
        return "CoordinatorFiles";
    }
}
