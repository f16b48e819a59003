// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.cordon.coordinator.round.Desk;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.Manifest;
import org.cordon.member.ManifestRejected;
import org.cordon.member.Member;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.member.SignedManifest;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;

/** An authority, a coordinator for "localhost" and members, with their keys in memory. */
final class TestConsortium {
    static final InstantSource CLOCK = InstantSource.system();
    static final Randomness RANDOM = Randomness.secure();
    private static final Duration VALID = Duration.ofDays(30);

    /** A node's keys; {@code tls} may be used by a server or a client. */
    record Node(Signer identity, TlsIdentity tls) {
        Member entry(int index, String name) {
            return new Member(
                    index,
                    name,
                    identity.verifyKey(),
                    Hashes.sha256(tls.chain().get(0).getPublicKey().getEncoded()));
        }
    }

    final CertificateAuthority authority;
    final Node coordinator;
    final List<Node> members = new ArrayList<>();
    final SignedManifest manifest;

    TestConsortium(int size) {
        this(CertificateAuthority.create("north", Duration.ofDays(365), RANDOM, CLOCK), size);
    }

    TestConsortium(CertificateAuthority authority, int size) {
        this(authority, node(authority, "coordinator", VALID), size);
    }

    private TestConsortium(CertificateAuthority authority, Node coordinator, int size) {
        this.authority = authority;
        this.coordinator = coordinator;
        List<Member> entries = new ArrayList<>();
        for (int index = 1; index <= size; index++) {
            Node member = node(authority, "member-" + index, VALID);
            members.add(member);
            entries.add(member.entry(index, "member-" + index));
        }
        this.manifest = manifest(entries, coordinator.entry(0, "coordinator"));
    }

    /** The coordinator's certificate, of 30 days, was or will be issued then; those of the members now. */
    static TestConsortium withCoordinatorIssued(Duration fromNow, int size) {
        AtomicReference<Duration> shift = new AtomicReference<>(fromNow.isNegative() ? fromNow : Duration.ZERO);
        CertificateAuthority authority = CertificateAuthority.create(
                "north", Duration.ofDays(365), RANDOM, () -> Instant.now().plus(shift.get()));
        shift.set(fromNow);
        Node coordinator = node(authority, "coordinator", VALID);
        shift.set(Duration.ZERO);
        return new TestConsortium(authority, coordinator, size);
    }

    static SignedManifest manifest(List<Member> members, Member coordinator) {
        SigningKey operator = SigningKey.generate(RANDOM);
        try {
            return SignedManifest.verify(
                    SignedManifest.sign(new Manifest("north", members, coordinator), Bytes.EMPTY, operator),
                    operator.verifyKey());
        } catch (ManifestRejected impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Node node(CertificateAuthority authority, String name, Duration validity) {
        return node(authority, authority, name, validity);
    }

    /** A node whose keys are wherever {@code keys} has them; they stay the caller's. */
    static Node node(CertificateAuthority authority, NodeKeys keys, String name) {
        return new Node(
                keys.identity(),
                TlsIdentity.of(
                        List.of(authority.issue(
                                name, keys.tlsPublicKey(), keys.identity(), List.of("localhost"), VALID)),
                        keys.tlsKey(),
                        authority.certificate()));
    }

    /** A node with a certificate of one authority that trusts another. */
    static Node node(CertificateAuthority authority, CertificateAuthority trusted, String name, Duration validity) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            SigningKey identity = SigningKey.generate(RANDOM);
            return new Node(
                    identity,
                    TlsIdentity.of(
                            List.of(authority.issue(name, keys.getPublic(), identity, List.of("localhost"), validity)),
                            keys.getPrivate(),
                            trusted.certificate()));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The same node after its keys were opened anew. */
    static Node again(Node node, NodeKeys keys) {
        return new Node(
                keys.identity(),
                TlsIdentity.of(node.tls().chain(), keys.tlsKey(), node.tls().trustAnchor()));
    }

    PeerVerifier verifier() {
        return verifier(CLOCK);
    }

    PeerVerifier verifier(InstantSource clock) {
        return new PeerVerifier(authority.certificate(), manifest, clock);
    }

    static InstantSource shifted(Duration by) {
        return () -> Instant.now().plus(by);
    }

    FederationServer serve(Desk desk) {
        return serve(desk, 0, Limits.defaults());
    }

    FederationServer serve(Desk desk, int port, Limits limits) {
        return serve(desk, port, limits, coordinator.tls(), verifier());
    }

    static FederationServer serve(Desk desk, int port, Limits limits, TlsIdentity tls, PeerVerifier verifier) {
        try {
            return FederationServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    tls,
                    verifier,
                    desk,
                    limits,
                    new Patience(
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(1)));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    static LinkSettings settings(int port) {
        return LinkSettings.of(new HostPort("localhost", port)).retrying(Duration.ofMillis(20), Duration.ofMillis(200));
    }

    GrpcCoordinatorLink link(int member, int port) {
        return link(member, settings(port));
    }

    GrpcCoordinatorLink link(int member, LinkSettings settings) {
        return GrpcCoordinatorLink.open(settings, members.get(member - 1).tls(), verifier(), RANDOM);
    }
}
