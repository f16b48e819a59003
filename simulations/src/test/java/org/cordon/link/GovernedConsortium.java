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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordon.coordinator.member.CertificateIssuer;
import org.cordon.coordinator.member.ConsortiumListener;
import org.cordon.coordinator.member.ConsortiumStore;
import org.cordon.coordinator.member.HistoryDesk;
import org.cordon.coordinator.server.ConsortiumServer;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.server.PortLimits;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.FoundingPlan;
import org.cordon.enrol.InvitationToken;
import org.cordon.enrol.JoinBody;
import org.cordon.enrol.JoinRequest;
import org.cordon.enrol.Venue;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Standing;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.CertificateRequest;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.member.Member;
import org.cordon.member.Possession;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.client.Asker;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.SigningKey;
import org.cordon.task.ApprovedCharter;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;

/** A coordinator with its consortium port on loopback, the operator, and exchanges that have their own keys. */
final class GovernedConsortium implements AutoCloseable {
    static final List<String> FOUNDERS = List.of("ash", "birch", "cedar", "elm", "fir");
    static final Duration SOON = Duration.ofSeconds(20);
    static final Randomness RANDOM = Randomness.secure();

    final InstantSource clock;
    final CertificateAuthority authority;
    final SigningKey operator = SigningKey.generate(RANDOM);
    final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    final Heard heard = new Heard();
    final ConsortiumStore store;
    final PortLimits limits;

    private final SigningKey identity = SigningKey.generate(RANDOM);
    private final KeyPair tls = keyPair();
    private final List<ConsortiumLink> links = new ArrayList<>();
    private HistoryDesk desk;
    private ConsortiumServer server;

    GovernedConsortium(ConsortiumStore store) {
        this(store, new PortLimits(64, 16, 16, 100_000, 4), InstantSource.system());
    }

    GovernedConsortium(ConsortiumStore store, PortLimits limits, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.authority = CertificateAuthority.create("north", Duration.ofDays(3650), RANDOM, clock);
        this.desk = open(Optional.empty());
        this.server = serve(0);
    }

    /** What the listener was told. */
    static final class Heard implements ConsortiumListener {
        final List<Consortium> amended = new CopyOnWriteArrayList<>();
        final List<ApprovedCharter> approved = new CopyOnWriteArrayList<>();
        final List<Bytes> states = new CopyOnWriteArrayList<>();
        final List<Digest> withdrawn = new CopyOnWriteArrayList<>();
        volatile boolean failing;

        @Override
        public void amended(Consortium consortium) {
            amended.add(consortium);
        }

        @Override
        public void approved(ApprovedCharter charter, Bytes initialState) {
            if (failing) {
                throw new IllegalStateException("the federation is not there");
            }
            approved.add(charter);
            states.add(initialState);
        }

        @Override
        public void withdrawn(Digest session) {
            withdrawn.add(session);
        }

        @Override
        public Course course(Digest session) {
            return Course.WAITING;
        }
    }

    /** The keys of an exchange, and what it was sent. */
    final class Exchange {
        final String name;
        final SigningKey identity = SigningKey.generate(RANDOM);
        final SigningKey approver = SigningKey.generate(RANDOM);
        final KeyPair tls = keyPair();
        final InvitationToken token;

        Exchange(String name, InvitationToken token) {
            this.name = name;
            this.token = token;
        }

        JoinRequest request() {
            return request(token);
        }

        JoinRequest request(InvitationToken with) {
            CertificateRequest csr = CertificateRequest.create(tls.getPublic(), tls.getPrivate(), identity, RANDOM);
            JoinBody body = JoinBody.of(with.invitation(), csr, identity, approver);
            return JoinRequest.sign(body, ConsortiumCodec.encode(body), identity, approver, with);
        }

        Asker person() {
            return new Asker(id(), approver);
        }

        Asker node() {
            return new Asker(id(), identity);
        }

        int index() {
            return consortium().current().manifest().find(name).orElseThrow().index();
        }
    }

    Exchange invite(String name) {
        Exchange exchange = new Exchange(name, token(name));
        exchanges.put(name, exchange);
        return exchange;
    }

    InvitationToken token(String exchange) {
        return InvitationToken.issue(venue(), exchange, clock.instant().plus(Duration.ofDays(7)), operator, RANDOM);
    }

    Venue venue() {
        return new Venue("north", id(), "localhost", port(), CertificateAuthority.keyDigest(authority.certificate()));
    }

    Digest id() {
        return desk.consortium().map(Consortium::id).orElse(Digest.ZERO);
    }

    Consortium consortium() {
        return desk.consortium().orElseThrow();
    }

    HistoryDesk desk() {
        return desk;
    }

    int port() {
        return server.address().getPort();
    }

    /** Founded by all five, each with its own token, request and approval over the wire. */
    GovernedConsortium founded() throws ConsortiumRefused, InterruptedException {
        ConsortiumLink link = link();
        for (String name : FOUNDERS) {
            var unused = link.join(invite(name).request(), SOON);
        }
        Answer.OpenProposal founding = link.proposals(exchanges.get("ash").person(), SOON).get(0);
        for (String name : FOUNDERS) {
            Standing unused = approve(link, founding, name);
        }
        return this;
    }

    /** Approves as a person does: with the electorate that follows from what is known, not from what is said. */
    Standing approve(ConsortiumLink link, Answer.OpenProposal open, String... names)
            throws ConsortiumRefused, InterruptedException {
        Electorate electorate = electorate(open);
        List<Approval> approvals = new ArrayList<>();
        for (String name : names) {
            approvals.add(approval(electorate, name));
        }
        return link.approve(
                new Endorsement(
                        open.kind(), open.subject(), electorate.subject().manifest(), approvals),
                SOON);
    }

    Approval approval(Electorate electorate, String name) {
        SigningKey key = exchanges.get(name).approver;
        int index = electorate
                .voter(key.verifyKey())
                .map(Member::index)
                .or(() -> desk.consortium()
                        .flatMap(known -> known.current().manifest().find(name))
                        .map(Member::index))
                .orElse(99);
        return Approval.sign(index, electorate.subject(), key);
    }

    Electorate electorate(Answer.OpenProposal open) {
        try {
            if (open.kind() != Approval.Kind.AMENDMENT) {
                return consortium().electorate(open.kind(), open.subject());
            }
            Entry entry = HistoryCodec.decodeEntry(open.content());
            return desk.consortium().isPresent()
                    ? desk.consortium().get().electorate(entry)
                    : Consortium.founders(entry);
        } catch (AmendmentRejected rejected) {
            throw new AssertionError(rejected);
        }
    }

    Entry admission(JoinRequest request) throws ConsortiumRefused {
        Amendment statement = new Amendment.Admission(
                consortium().head(), request.member(consortium().nextIndex()));
        return Entry.proposed(
                statement, HistoryCodec.encode(statement), request.body().possessions());
    }

    Entry removal(String name, Amendment.Removal.Reason reason) {
        Amendment statement = new Amendment.Removal(
                consortium().head(), exchanges.get(name).index(), reason);
        return Entry.proposed(statement, HistoryCodec.encode(statement), List.of());
    }

    /** Proposes an entry as one approver and has it approved by others. */
    Standing pass(ConsortiumLink link, Entry entry, String proposer, String... approvers)
            throws ConsortiumRefused, InterruptedException {
        Standing unused =
                link.proposeAmendment(exchanges.get(proposer).person(), HistoryCodec.encodeEntry(entry), SOON);
        Answer.OpenProposal open = link.proposals(exchanges.get(proposer).person(), SOON).stream()
                .filter(proposal -> proposal.subject().equals(entry.digest()))
                .findFirst()
                .orElseThrow();
        return approve(link, open, approvers);
    }

    ConsortiumLink link() {
        return link(LinkSettings.of(new HostPort("localhost", port())), clock);
    }

    ConsortiumLink link(LinkSettings settings, InstantSource by) {
        ConsortiumLink link = ConsortiumLink.open(
                settings.retrying(Duration.ofMillis(20), Duration.ofMillis(200)), venue().authority(), by, RANDOM);
        links.add(link);
        return link;
    }

    /** The coordinator ends and starts again over the same store, on the same port. */
    void restart(ConsortiumStore reopened) {
        int port = port();
        server.close();
        desk = open(Optional.of(reopened));
        desk.deliver();
        server = serve(port);
    }

    private HistoryDesk open(Optional<ConsortiumStore> reopened) {
        try {
            return HistoryDesk.open(grounds(), reopened.orElse(store));
        } catch (AmendmentRejected rejected) {
            throw new AssertionError(rejected);
        }
    }

    HistoryDesk.Grounds grounds() {
        return new HistoryDesk.Grounds(
                Optional.of(plan()),
                Optional.empty(),
                operator.verifyKey(),
                new CertificateIssuer(authority, Duration.ofDays(365), clock),
                clock,
                heard);
    }

    private FoundingPlan plan() {
        Member coordinator = new Member(
                0,
                "coordinator",
                identity.verifyKey(),
                CertificateRequest.create(tls.getPublic(), tls.getPrivate(), identity, RANDOM).keyDigest(),
                operator.verifyKey());
        Digest pinned = CertificateAuthority.keyDigest(authority.certificate());
        Possession.Seat seat = new Possession.Seat(
                Digest.ZERO,
                pinned,
                coordinator.name(),
                coordinator.identity(),
                coordinator.certificateKey(),
                coordinator.approver());
        return new FoundingPlan(
                "north",
                new FoundingPlan.Rules(5, 4),
                coordinator,
                pinned,
                List.of(Possession.prove(seat, identity), Possession.prove(seat, operator)),
                FOUNDERS);
    }

    private ConsortiumServer serve(int port) {
        return serve(port, List.of("localhost"), Duration.ofDays(30));
    }

    ConsortiumServer serve(int port, List<String> hosts, Duration validity) {
        try {
            return ConsortiumServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    TlsIdentity.of(
                            List.of(authority.issue("coordinator", tls.getPublic(), identity, hosts, validity)),
                            tls.getPrivate(),
                            authority.certificate()),
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

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static InstantSource shifted(Duration by) {
        return () -> Instant.now().plus(by);
    }

    @Override
    public void close() {
        links.forEach(ConsortiumLink::close);
        server.close();
        store.close();
    }
}
