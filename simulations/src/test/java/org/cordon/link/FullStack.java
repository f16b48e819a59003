// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.Federation;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.server.FederationServer;
import org.cordon.coordinator.server.Limits;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.Consortium;
import org.cordon.member.PeerVerifier;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.simulations.engine.VectorSum;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.OfferedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.Stage;
import org.cordon.task.Timing;
import org.cordon.wire.CharterCodec;

/**
 * A coordinator and five members over mutual TLS on loopback. Member i adds 2^(i-1) in the first word and a hundred times
 * that in the last, so that a sum tells who is in it.
 */
final class FullStack implements AutoCloseable {
    static final int SIZE = 5;
    private static final long LAST = 100;
    private static final Randomness RANDOM = Randomness.secure();

    /** A sum: what it must be is known from who survived. */
    record Sum(Scope where, int cohort, int survivors, int first, int last) {
        /** Exactly the contributions of as many members as survived, these among them. */
        void assertExactWith(int... members) {
            assertThat(Integer.bitCount(first)).isEqualTo(survivors);
            assertThat(first).isBetween(1, (1 << SIZE) - 1);
            assertThat(last).isEqualTo(LAST * first);
            for (int member : members) {
                assertThat(first & bit(member)).isEqualTo(bit(member));
            }
        }
    }

    final CertificateAuthority authority =
            CertificateAuthority.create("north", Duration.ofDays(365), RANDOM, TestConsortium.CLOCK);
    /** A member that starts again has its mirror of the log, as its store. */
    private final Map<Integer, MirrorStore> mirrors = new ConcurrentHashMap<>();

    final List<TestConsortium.Node> members = new ArrayList<>();
    final List<Sum> sums = new CopyOnWriteArrayList<>();
    final List<String> aborted = new CopyOnWriteArrayList<>();
    final BlockingQueue<KeyUnavailable> lostKeys = new LinkedBlockingQueue<>();

    private final Computations computations =
            Computations.of(new StagedComputation(Computations.of(new VectorSum())), new VectorSum());
    private final List<Runnable> open = new ArrayList<>();
    private final Consortium consortium;
    private final PeerVerifier verifier;
    private final Federation federation;
    private final FederationServer server;
    private final Timing timing;
    private final int rounds;
    private long started;

    FullStack(int rounds, Timing timing, CoordinatorStore store) {
        this(rounds, timing, store, (authority, name) -> TestConsortium.node(authority, name, Duration.ofDays(30)));
    }

    /** With each node's keys as {@code maker} makes them, for a name. */
    FullStack(
            int rounds,
            Timing timing,
            CoordinatorStore store,
            BiFunction<CertificateAuthority, String, TestConsortium.Node> maker) {
        this.rounds = rounds;
        this.timing = timing;
        TestConsortium.Node coordinator = maker.apply(authority, "coordinator");
        for (int index = 1; index <= SIZE; index++) {
            members.add(maker.apply(authority, "member-" + index));
        }
        consortium = TestConsortium.found(authority, coordinator, members);
        verifier = new PeerVerifier(authority.certificate(), consortium.current(), TestConsortium.CLOCK);
        federation = new Federation(consortium, coordinator.identity(), store, TestConsortium.CLOCK, computations);
        server = TestConsortium.serve(federation.desk(), 0, Limits.defaults(), coordinator.tls(), verifier);
    }

    static int bit(int member) {
        return 1 << (member - 1);
    }

    int port() {
        return server.address().getPort();
    }

    RawClient raw(int member) {
        RawClient client = RawClient.dial(port(), members.get(member - 1).tls());
        open.add(client::close);
        return client;
    }

    /** Starts a member whose link to the coordinator goes through {@code manners}. */
    void start(int member, UnaryOperator<CoordinatorLink> manners) {
        start(member, members.get(member - 1), new MemoryMemberStore(), manners);
    }

    /** The same member, with its keys opened anew or what it stored before. */
    void start(int member, TestConsortium.Node self, MemberStore store, UnaryOperator<CoordinatorLink> manners) {
        CoordinatorLink link = manners.apply(
                GrpcCoordinatorLink.open(TestConsortium.settings(port()), self.tls(), verifier, TestConsortium.RANDOM));
        ParticipantNode node = new ParticipantNode(
                new ParticipantNode.Identity(consortium, member, self.identity(), Secret.random(RANDOM), RANDOM),
                new ParticipantNode.Ports(link, store, mirrors.computeIfAbsent(member, any -> MirrorStore.inMemory())),
                TaskPolicy.of(ParticipantPolicy.strict(Set.of(VectorSum.NAME), 100, Set.of("a"))
                        .acceptingCountsWithoutDp()),
                TestConsortium.CLOCK,
                charter -> (query, state) -> {
                    long[] words = new long[query.length()];
                    Arrays.fill(words, 7);
                    words[0] = bit(member);
                    words[words.length - 1] = LAST * bit(member);
                    return words;
                },
                computations);
        Thread thread = new Thread(() -> run(node, link), "member-" + member);
        thread.start();
        open.add(() -> {
            node.close();
            link.close();
            join(thread);
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join(5_000);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    /** A process would end here; so does its link. */
    private void run(ParticipantNode node, CoordinatorLink link) {
        try {
            node.run();
        } catch (KeyUnavailable gone) {
            link.close();
            lostKeys.add(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    CompletableFuture<Bytes> submit() throws CharterRejected {
        Bytes parameters = VectorSum.parameters(1_000, rounds);
        Bytes initial = new StagedComputation(computations)
                .start(
                        Stages.of(new Stages.Stage("sum", VectorSum.NAME, parameters))
                                .encode(),
                        Map.of());
        Charter charter = Charter.builder()
                .consortium(consortium.id())
                .controllers(List.of("nobody"))
                .schema("none")
                .retention(Duration.ZERO)
                .name("sum")
                .purpose("test")
                .legalBasis("test")
                .stages(List.of(new Stage(VectorSum.NAME, parameters, rounds)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("a"))
                .initialState(Hashes.blob(initial))
                .privacyWaiver("test")
                .timing(timing)
                .notBefore(Instant.EPOCH)
                .expiry(Instant.parse("2100-01-01T00:00:00Z"))
                .build(consortium.current().manifest().threshold());
        OfferedCharter offered = OfferedCharter.unapproved(charter, CharterCodec.encode(charter), consortium);
        List<Approval> approvals =
                TestConsortium.approvals(consortium.electorate(Approval.Kind.CHARTER, offered.session()), members);
        started = System.nanoTime();
        return federation.submit(
                offered.approved(new Approvals(consortium.current().digest(), approvals)), initial, new TaskListener() {
                    @Override
                    public void summed(Scope where, int cohort, int survivors, Bytes state) {
                        Map<String, Double> figures = new StagedComputation(computations)
                                .report(state)
                                .figures();
                        sums.add(new Sum(
                                where,
                                cohort,
                                survivors,
                                figures.getOrDefault("sum/first", -1.0).intValue(),
                                figures.getOrDefault("sum/last", -1.0).intValue()));
                    }

                    @Override
                    public void aborted(Scope where, String why) {
                        aborted.add(where + ": " + why);
                    }
                });
    }

    /** The task ends within what the charter allows for one epoch and its rounds; nothing was aborted on the way. */
    void awaitEnd(CompletableFuture<Bytes> task) throws Exception {
        Duration round = timing.ready()
                .plus(timing.upload())
                .plus(timing.survivors())
                .plus(timing.reveal())
                .plus(timing.result());
        Duration allowed = timing.ready().multipliedBy(4).plus(round.multipliedBy(rounds));
        Bytes unused = task.get(allowed.toNanos() - (System.nanoTime() - started), TimeUnit.NANOSECONDS);
        assertThat(aborted).isEmpty();
        assertThat(sums).hasSize(rounds);
        assertThat(sums).allMatch(sum -> sum.where().epoch() == 1 && sum.where().attempt() == 0);
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).run();
        }
        server.close();
        federation.close();
    }
}
