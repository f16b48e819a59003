// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.SigningKey;

/**
 * A consortium that is to be founded by exchanges that join one by one: the operator's key, and the coordinator's keys,
 * certificate and authority. No exchange's key is in it.
 *
 * <p><b>Guarantees.</b> {@link #writeTo} puts the private keys into two directories, locked, with mode 0600 in directories
 * of mode 0700, and overwrites nothing. {@link #close()} wipes the keys.
 */
public final class FoundingDraft implements AutoCloseable {
    private final SigningKey operator;
    private final CertificateAuthority authority;
    private final NodeKeys keys;
    private final X509Certificate certificate;
    private final Randomness randomness;

    private FoundingDraft(
            SigningKey operator,
            CertificateAuthority authority,
            NodeKeys keys,
            X509Certificate certificate,
            Randomness randomness) {
        this.operator = operator;
        this.authority = authority;
        this.keys = keys;
        this.certificate = certificate;
        this.randomness = randomness;
    }

    /** Draws the keys and issues the coordinator's certificate. */
    public static FoundingDraft create(ConsortiumPlan plan, Randomness randomness, InstantSource clock) {
        CertificateAuthority authority =
                CertificateAuthority.create(plan.consortium(), ConsortiumPlan.AUTHORITY_VALIDITY, randomness, clock);
        KeyPair tls = P256.generate(randomness);
        NodeKeys keys = NodeKeys.generate(tls, randomness);
        X509Certificate certificate = authority.issue(
                ConsortiumPlan.COORDINATOR,
                tls.getPublic(),
                keys.identity(),
                plan.hostsOf(ConsortiumPlan.COORDINATOR),
                plan.validity());
        return new FoundingDraft(SigningKey.generate(randomness), authority, keys, certificate, randomness);
    }

    /** The entry with index 0; its approver is the operator. */
    public Member coordinator() {
        return new Member(
                Scope.COORDINATOR,
                ConsortiumPlan.COORDINATOR,
                keys.identity().verifyKey(),
                P256.keyDigest(keys.tlsPublicKey()),
                operator.verifyKey());
    }

    /** SHA-256 of the authority's SubjectPublicKeyInfo. */
    public Digest authority() {
        return CertificateAuthority.keyDigest(authority.certificate());
    }

    /** Proofs that the coordinator's identity key and the operator's key are held. */
    public List<Possession> possessions() {
        Possession.Seat seat = Possession.Seat.of(Digest.ZERO, authority(), coordinator());
        return List.of(Possession.prove(seat, keys.identity()), Possession.prove(seat, operator));
    }

    /** Makes {@code out} with the directories operator and coordinator; returns the coordinator's. */
    public NodeDirectory writeTo(Path out, KeyLocks locks) throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        PrivateFiles.createDirectory(out);
        Path own = out.resolve(ConsortiumPlan.OPERATOR);
        PrivateFiles.createDirectory(own);
        try (KeyLock lock = locks.lockFor(ConsortiumPlan.OPERATOR, own)) {
            new OperatorDirectory(own).write(operator, lock, randomness);
        }
        NodeDirectory directory = NodeDirectory.create(out.resolve(ConsortiumPlan.COORDINATOR));
        try (KeyLock lock = locks.lockFor(ConsortiumPlan.COORDINATOR, directory.path())) {
            directory.write(keys, lock, certificate, authority.certificate(), randomness);
            directory.writeAuthority(authority, lock, randomness);
        }
        return directory;
    }

    @Override
    public void close() {
        operator.close();
        keys.close();
    }

    @Override
    public String toString() {
        return "FoundingDraft";
    }
}
