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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.cordon.coordinator.round.Desk;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.member.Member;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.member.Possession;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;
import org.cordon.wire.HistoryCodec;

/** An authority, a coordinator for "localhost" and members, with their keys in memory. */
final class TestConsortium {
    static final InstantSource CLOCK = InstantSource.system();
    static final Randomness RANDOM = Randomness.secure();
    private static final Duration VALID = Duration.ofDays(30);

    /** A node's keys; {@code tls} may be used by a server or a client. */
    record Node(String name, Signer identity, SigningKey approver, TlsIdentity tls) {
        Member entry(int index) {
            return new Member(
                    index,
                    name,
                    identity.verifyKey(),
                    CertificateAuthority.keyDigest(tls.chain().get(0)),
                    approver.verifyKey());
        }
    }

    final CertificateAuthority authority;
    final Node coordinator;
    final List<Node> members = new ArrayList<>();
    final Consortium consortium;

    TestConsortium(int size) {
        this(CertificateAuthority.create("north", Duration.ofDays(365), RANDOM, CLOCK), size);
    }

    TestConsortium(CertificateAuthority authority, int size) {
        this(authority, node(authority, "coordinator", VALID), size);
    }

    private TestConsortium(CertificateAuthority authority, Node coordinator, int size) {
        this.authority = authority;
        this.coordinator = coordinator;
        for (int index = 1; index <= size; index++) {
            members.add(node(authority, "member-" + index, VALID));
        }
        this.consortium = found(authority, coordinator, members);
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

    /** A consortium that all these nodes' approvers founded. */
    static Consortium found(CertificateAuthority authority, Node coordinator, List<Node> members) {
        Digest anchor = CertificateAuthority.keyDigest(authority.certificate());
        Amendment.Founding founding = new Amendment.Founding(
                "north",
                4,
                1,
                coordinator.entry(0),
                anchor,
                IntStream.rangeClosed(1, members.size())
                        .mapToObj(index -> members.get(index - 1).entry(index))
                        .toList(),
                CLOCK.instant().truncatedTo(ChronoUnit.SECONDS));
        List<Possession> possessions = new ArrayList<>(possessions(anchor, coordinator));
        members.forEach(member -> possessions.addAll(possessions(anchor, member)));
        Entry entry = Entry.proposed(founding, HistoryCodec.encode(founding), possessions);
        try {
            Electorate founders = Consortium.founders(entry);
            return Consortium.replay(List.of(entry.approved(approvals(founders, members))));
        } catch (AmendmentRejected impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What the approvers of these nodes sign, those who have a vote. */
    static List<Approval> approvals(Electorate electorate, List<Node> members) {
        List<Approval> approvals = new ArrayList<>();
        for (Node member : members) {
            electorate
                    .voter(member.approver().verifyKey())
                    .ifPresent(voter ->
                            approvals.add(Approval.sign(voter.index(), electorate.subject(), member.approver())));
        }
        return approvals;
    }

    private static List<Possession> possessions(Digest anchor, Node node) {
        Member entry = node.entry(0);
        Possession.Seat seat = new Possession.Seat(
                Digest.ZERO, anchor, entry.name(), entry.identity(), entry.certificateKey(), entry.approver());
        return List.of(Possession.prove(seat, node.identity()), Possession.prove(seat, node.approver()));
    }

    static Node node(CertificateAuthority authority, String name, Duration validity) {
        return node(authority, authority, name, validity);
    }

    /** A node whose keys are wherever {@code keys} has them; they stay the caller's. */
    static Node node(CertificateAuthority authority, NodeKeys keys, String name) {
        return new Node(
                name,
                keys.identity(),
                SigningKey.generate(RANDOM),
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
                    name,
                    identity,
                    SigningKey.generate(RANDOM),
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
                node.name(),
                keys.identity(),
                node.approver(),
                TlsIdentity.of(node.tls().chain(), keys.tlsKey(), node.tls().trustAnchor()));
    }

    PeerVerifier verifier() {
        return verifier(CLOCK);
    }

    PeerVerifier verifier(InstantSource clock) {
        return new PeerVerifier(authority.certificate(), consortium.current(), clock);
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
        GrpcCoordinatorLink link =
                GrpcCoordinatorLink.open(settings, members.get(member - 1).tls(), verifier(), RANDOM);
        link.witnessedBy(CoordinatorLink.Witness.NONE);
        return link;
    }
}
