// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.coordinator.log.LogPlace;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.server.Admittance;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.coordinator.server.Patience;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.member.Member;
import org.cordon.member.PeerVerifier;
import org.cordon.member.Possession;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.client.Credentials;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.round.ConsortiumFile;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.simulations.engine.LocalLink;
import org.cordon.simulations.engine.VectorSum;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.SigningKey;
import org.cordon.task.Charter;
import org.cordon.task.CharterBuilder;
import org.cordon.task.OfferedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/**
 * A consortium whose members come, go and rotate their keys while tasks run, in one process: over gRPC, or over links that call
 * the desk. Member i contributes 2^(i-1), so a sum tells who is in it.
 */
final class LivingConsortium implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.system();
    static final Randomness RANDOM = Randomness.secure();
    private static final Duration VALID = Duration.ofDays(30);

    final Federation federation;
    final MemoryCoordinatorStore store = new MemoryCoordinatorStore();
    final List<Sum> sums = new CopyOnWriteArrayList<>();
    final List<String> aborted = new CopyOnWriteArrayList<>();
    final Map<Integer, Consortium> saved = new ConcurrentHashMap<>();
    volatile IntConsumer afterSum = any -> {};

    private final CertificateAuthority authority =
            CertificateAuthority.create("north", Duration.ofDays(365), RANDOM, CLOCK);
    private final Map<Integer, Exchange> exchanges = new ConcurrentHashMap<>();
    private final Computations computations =
            Computations.of(new StagedComputation(Computations.of(new VectorSum())), new VectorSum());
    private final Optional<FederationServer> server;
    private final List<Runnable> open = new ArrayList<>();
    private volatile Consortium consortium;

    /** A sum: its round and the members in it. */
    record Sum(Scope where, Set<Integer> members) {}

    /** The keys of a node, newest last, and of its person. */
    private static final class Exchange {
        final String name;
        final SigningKey approver = SigningKey.generate(RANDOM);
        final List<SigningKey> identities = new CopyOnWriteArrayList<>();
        final List<TlsIdentity> tls = new CopyOnWriteArrayList<>();

        Exchange(String name, CertificateAuthority authority) {
            this.name = name;
            renew(authority);
        }

        void renew(CertificateAuthority authority) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair keys = generator.generateKeyPair();
                SigningKey identity = SigningKey.generate(RANDOM);
                tls.add(TlsIdentity.of(
                        List.of(authority.issue(name, keys.getPublic(), identity, List.of("localhost"), VALID)),
                        keys.getPrivate(),
                        authority.certificate()));
                identities.add(identity);
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }

        SigningKey identity() {
            return identities.get(identities.size() - 1);
        }

        Member entry(int index) {
            TlsIdentity newest = tls.get(tls.size() - 1);
            return new Member(
                    index,
                    name,
                    identity().verifyKey(),
                    CertificateAuthority.keyDigest(newest.chain().get(0)),
                    approver.verifyKey());
        }

        Optional<SigningKey> key(org.cordon.suite.VerifyKey wanted) {
            return identities.stream().filter(k -> k.verifyKey().equals(wanted)).findFirst();
        }
    }

    LivingConsortium(int size, int minMembers, boolean grpc) {
        IntStream.rangeClosed(0, size)
                .forEach(i -> exchanges.put(i, new Exchange(i == 0 ? "coordinator" : "member-" + i, authority)));
        consortium = found(size, minMembers);
        federation = new Federation(
                consortium,
                wanted -> exchange(0).key(wanted).map(k -> k),
                store,
                CLOCK,
                computations,
                LogPlace.inMemory());
        server = grpc ? Optional.of(serve()) : Optional.empty();
    }

    private Exchange exchange(int index) {
        return Optional.ofNullable(exchanges.get(index)).orElseThrow();
    }

    SigningKey identity(int index) {
        return exchange(index).identity();
    }

    Consortium consortium() {
        return consortium;
    }

    private Digest anchor() {
        return CertificateAuthority.keyDigest(authority.certificate());
    }

    private Consortium found(int size, int minMembers) {
        Amendment.Founding founding = new Amendment.Founding(
                "north",
                minMembers,
                1,
                exchange(0).entry(0),
                anchor(),
                IntStream.rangeClosed(1, size)
                        .mapToObj(i -> exchange(i).entry(i))
                        .toList(),
                CLOCK.instant().truncatedTo(ChronoUnit.SECONDS));
        List<Possession> possessions = new ArrayList<>();
        IntStream.rangeClosed(0, size).forEach(i -> possessions.addAll(possessions(Digest.ZERO, i)));
        Entry entry = Entry.proposed(founding, HistoryCodec.encode(founding), possessions);
        try {
            return Consortium.replay(List.of(entry.approved(approvals(Consortium.founders(entry)))));
        } catch (AmendmentRejected rejected) {
            throw new AssertionError(rejected);
        }
    }

    private List<Possession> possessions(Digest id, int index) {
        Member entry = exchange(index).entry(index);
        Possession.Seat seat = new Possession.Seat(
                id, anchor(), entry.name(), entry.identity(), entry.certificateKey(), entry.approver());
        return List.of(
                Possession.prove(seat, exchange(index).identity()), Possession.prove(seat, exchange(index).approver));
    }

    private List<Approval> approvals(Electorate electorate) {
        List<Approval> approvals = new ArrayList<>();
        exchanges
                .values()
                .forEach(one -> electorate
                        .voter(one.approver.verifyKey())
                        .ifPresent(voter ->
                                approvals.add(Approval.sign(voter.index(), electorate.subject(), one.approver))));
        return approvals;
    }

    private Consortium next(Amendment amendment, List<Possession> possessions) {
        try {
            Entry entry = Entry.proposed(amendment, HistoryCodec.encode(amendment), possessions);
            consortium = consortium.with(entry.approved(approvals(consortium.electorate(entry))));
            return consortium;
        } catch (AmendmentRejected rejected) {
            throw new AssertionError(rejected);
        }
    }

    /** An admission that nobody has approved. */
    Entry sybil() {
        Exchange stranger = new Exchange("sybil", authority);
        Amendment amendment = new Amendment.Admission(consortium.head(), stranger.entry(consortium.nextIndex()));
        return Entry.proposed(amendment, HistoryCodec.encode(amendment), List.of());
    }

    void revoke(int index) {
        federation.amended(
                next(new Amendment.Removal(consortium.head(), index, Amendment.Removal.Reason.REVOKED), List.of()));
    }

    int admit() {
        int index = consortium.nextIndex();
        exchanges.put(index, new Exchange("member-" + index, authority));
        federation.amended(next(
                new Amendment.Admission(consortium.head(), exchange(index).entry(index)),
                possessions(consortium.id(), index)));
        return index;
    }

    /** New identity and TLS keys; the old ones stay in the node's hands. */
    void rotate(int index) {
        exchange(index).renew(authority);
        Member entry = exchange(index).entry(index);
        federation.amended(next(
                new Amendment.Rotation(consortium.head(), index, entry.identity(), entry.certificateKey()),
                possessions(consortium.id(), index).subList(0, 1)));
    }

    private FederationServer serve() {
        try {
            return FederationServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    exchange(0).tls.get(0),
                    Admittance.following(authority.certificate(), federation::manifestsInUse, CLOCK),
                    federation.desk(),
                    Limits.defaults(),
                    Patience.defaults());
        } catch (java.io.IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private CoordinatorLink link(int member) {
        if (server.isEmpty()) {
            return new LocalLink(federation.desk(), member);
        }
        Credentials credentials = new Credentials() {
            @Override
            public TlsIdentity identity(Consortium newest) {
                Digest wanted =
                        newest.current().manifest().find(member).orElseThrow().certificateKey();
                return exchange(member).tls.stream()
                        .filter(own -> CertificateAuthority.keyDigest(
                                        own.chain().get(0))
                                .equals(wanted))
                        .findFirst()
                        .orElseThrow();
            }

            @Override
            public PeerVerifier verifier(Consortium newest) {
                return new PeerVerifier(authority.certificate(), newest.current(), CLOCK);
            }
        };
        LinkSettings settings = LinkSettings.of(
                        new HostPort("localhost", server.orElseThrow().address().getPort()))
                .retrying(Duration.ofMillis(20), Duration.ofMillis(200));
        return GrpcCoordinatorLink.open(settings, credentials, consortium, RANDOM);
    }

    void startAll() {
        consortium.current().manifest().members().forEach(member -> start(member.index()));
    }

    void start(int member) {
        start(member, link -> link, policy());
    }

    static TaskPolicy policy() {
        return TaskPolicy.of(ParticipantPolicy.strict(Set.of(VectorSum.NAME), 1000, Set.of("a"))
                .acceptingCountsWithoutDp());
    }

    /** Starts a member whose link goes through {@code manners}. */
    void start(int member, UnaryOperator<CoordinatorLink> manners, TaskPolicy policy) {
        CoordinatorLink link = manners.apply(link(member));
        ConsortiumFile file = newest -> saved.put(member, newest);
        ParticipantNode node = new ParticipantNode(
                new ParticipantNode.Identity(
                        consortium,
                        member,
                        wanted -> exchange(member).key(wanted).map(k -> k),
                        Secret.random(RANDOM),
                        RANDOM),
                new ParticipantNode.Ports(link, new MemoryMemberStore(), MirrorStore.inMemory(), file),
                policy,
                CLOCK,
                any -> (query, state) -> {
                    long[] words = new long[query.length()];
                    Arrays.fill(words, 1L << (member - 1));
                    return words;
                },
                computations);
        Thread thread = new Thread(
                () -> {
                    try {
                        node.run();
                    } catch (InterruptedException | CoordinatorLink.LinkUnavailable | CoordinatorLink.LinkRefused e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "member-" + member);
        thread.start();
        open.add(() -> {
            node.close();
            link.close();
            try {
                thread.join(5_000);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            assertThat(thread.isAlive()).isFalse();
        });
    }

    Bytes initial(int rounds) {
        return new StagedComputation(computations)
                .start(
                        Stages.of(new Stages.Stage("sum", VectorSum.NAME, VectorSum.parameters(100, rounds)))
                                .encode(),
                        Map.of());
    }

    OfferedCharter charter(int rounds) {
        return charter(rounds, rounds, builder -> builder);
    }

    /** A charter that everybody approves. */
    OfferedCharter charter(int rounds, int maxRounds, UnaryOperator<CharterBuilder> with) {
        Charter charter = with.apply(Charter.builder()
                        .consortium(consortium.id())
                        .version(1)
                        .name("sum")
                        .purpose("test")
                        .legalBasis("test")
                        .controllers(List.of("nobody"))
                        .schema("none")
                        .retention(Duration.ZERO)
                        .stages(List.of(new Stage(VectorSum.NAME, VectorSum.parameters(100, rounds), maxRounds)))
                        .minSurvivors(
                                consortium.current().manifest().threshold().threshold())
                        .minHonest(3)
                        .columns(List.of("a"))
                        .initialState(Hashes.blob(initial(rounds)))
                        .privacyWaiver("test")
                        .timing(Timing.uniform(Duration.ofSeconds(5)))
                        .notBefore(Instant.EPOCH)
                        .expiry(Instant.parse("2100-01-01T00:00:00Z")))
                .build(consortium.current().manifest().threshold());
        OfferedCharter offered = OfferedCharter.unapproved(charter, CharterCodec.encode(charter), consortium);
        return offered.approved(new Approvals(
                consortium.current().digest(),
                approvals(consortium.electorate(Approval.Kind.CHARTER, offered.session()))));
    }

    CompletableFuture<Bytes> submit(OfferedCharter charter, int rounds) throws Exception {
        return federation.submit(charter, initial(rounds), new TaskListener() {
            @Override
            public void summed(Scope where, int cohort, int survivors, Bytes state) {
                long first = new StagedComputation(computations)
                        .report(state)
                        .figures()
                        .getOrDefault("sum/first", -1.0)
                        .longValue();
                Set<Integer> members = new java.util.TreeSet<>();
                IntStream.rangeClosed(1, 62)
                        .filter(i -> (first >> (i - 1) & 1) == 1)
                        .forEach(members::add);
                assertThat(members).hasSize(survivors);
                sums.add(new Sum(where, members));
                afterSum.accept(sums.size());
            }

            @Override
            public void aborted(Scope where, String why) {
                aborted.add(where.epoch() + "." + where.round() + ": " + why);
            }
        });
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).run();
        }
        server.ifPresent(FederationServer::close);
        federation.close();
    }
}
