// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.cordon.computation.Computations;
import org.cordon.computation.scaling.Scaling;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Hash;
import org.cordon.member.VerifiedManifest;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.participant.witness.ScriptedLog;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.epoch.Keyring;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.task.EpochTerms;
import org.cordon.task.FunctionGroup;
import org.cordon.task.OfferedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.TaskState;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.ProtoCodec;

/** Five participants, each over a link of its own, and a coordinator whose every event and record a test writes. */
final class ScriptedCoordinator implements AutoCloseable {
    static final Instant NOW = GateFixture.NOW;

    private static final Hash ANY = Hash.ofText("any");
    private static final TaskState STATE = new TaskState(GateFixture.COMPUTATION, GateFixture.INITIAL);

    final ScriptedLog log = new ScriptedLog();
    final OfferedCharter charter = ScriptedLog.approve(GateFixture.charter());
    final Digest session = charter.session();
    final Digest model = Hashes.blob(GateFixture.INITIAL);
    final Digest group = FunctionGroup.of(charter.charter(), STATE);
    final Map<Integer, Member> members = new TreeMap<>();
    private final EpochTerms terms;
    private final RoundConfiguration configuration;
    private Digest rosterHash = Digest.ZERO;

    /** A participant, its link and what came of it. */
    static final class Member {
        final ScriptedLink link = new ScriptedLink();
        final BlockingQueue<Violation> violations = new LinkedBlockingQueue<>();
        final BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
        final MemoryMemberStore store = new MemoryMemberStore();
        final MirrorStore mirror = MirrorStore.inMemory();
        private Optional<ParticipantNode> node = Optional.empty();
        private Optional<Thread> thread = Optional.empty();
        private long shown;
    }

    ScriptedCoordinator() {
        VerifiedManifest manifest = ScriptedLog.CONSORTIUM.current();
        terms = EpochTerms.of(
                        new EpochTerms.Task(session, charter.charter()),
                        manifest,
                        Scope.COORDINATOR,
                        Keyring.of(ScriptedLog.identity(Scope.COORDINATOR)),
                        new ProtoCodec())
                .orElseThrow();
        configuration = STATE.configuration(terms.crowd()).orElseThrow();
        log.append(
                new LogRecord.Genesis(ScriptedLog.CONSORTIUM.id(), ANY), new LogRecord.TaskApproved(session, ANY, ANY));
        for (int member = 1; member <= ScriptedLog.MEMBERS; member++) {
            members.put(member, new Member());
            start(member);
        }
        all(any -> new CoordinatorMessage.Offer(session, charter.exact(), charter.approvals()));
    }

    /** Runs a node on the member's disks. */
    private void start(int index) {
        Member member = member(index);
        member.link.served = Optional.of(GateFixture.INITIAL);
        ParticipantNode node = new ParticipantNode(
                new ParticipantNode.Identity(
                        ScriptedLog.CONSORTIUM,
                        index,
                        ScriptedLog.identity(index),
                        ScriptedLog.local(index),
                        Randomness.secure()),
                new ParticipantNode.Ports(
                        member.link, member.store, member.mirror, ConsortiumFile.NONE, new NodeListener() {
                            @Override
                            public void violated(Violation kind) {
                                member.violations.add(kind);
                            }
                        }),
                TaskPolicy.of(ParticipantPolicy.strict(Set.of(Scaling.NAME), 10, Set.of("amount"))
                        .acceptingCountsWithoutDp()),
                () -> NOW,
                any -> (query, state) -> new long[query.length()],
                Computations.installed());
        member.node = Optional.of(node);
        Thread thread = new Thread(() -> run(node, member), "member-" + index);
        thread.setDaemon(true);
        thread.start();
        member.thread = Optional.of(thread);
    }

    /** The member stops and starts again on the same disks; it hears of the task, and of what the log has had since. */
    void restart(int index) {
        stop(member(index));
        member(index).link.said.clear();
        start(index);
        show(index, log.cosigned(log.size(), NOW, 1, 2, 3, 4));
        push(index, new CoordinatorMessage.Offer(session, charter.exact(), charter.approvals()));
    }

    /** Waits until nothing of the node reads the member's link any more. */
    private static void stop(Member member) {
        member.node.orElseThrow().close();
        Thread thread = member.thread.orElseThrow();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static void run(ParticipantNode node, Member member) {
        try {
            node.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException end) {
            member.ends.add(end);
        }
    }

    Member member(int index) {
        return Optional.ofNullable(members.get(index)).orElseThrow();
    }

    /** Shows a member what is new in the log, cosigned so far by nobody. */
    void show(int index) {
        show(index, Bytes.EMPTY);
    }

    void show(int index, Bytes cosigned) {
        Member member = member(index);
        member.link.events.add(log.update(member.shown, log.size(), cosigned));
        member.shown = log.size();
    }

    /** Shows the members all of the log, cosigned by four of them. */
    void showCosigned() {
        members.keySet().forEach(member -> show(member, log.cosigned(log.size(), NOW, 1, 2, 3, 4)));
    }

    /** Pushes an event, and the log ahead of it. */
    void all(IntFunction<CoordinatorMessage> event) {
        members.keySet().forEach(member -> {
            show(member);
            push(member, event.apply(member));
        });
    }

    /** Pushes an event alone. */
    void push(int member, CoordinatorMessage event) {
        member(member).link.events.add(event);
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            return Optional.ofNullable(queue.poll(30, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("nothing came in time"));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** What the member says next, which must be of that kind. */
    <M extends MemberMessage> M said(int member, Class<M> kind) {
        MemberMessage message = next(member(member).link.said);
        assertThat(message).as("member %s", member).isInstanceOf(kind);
        return kind.cast(message);
    }

    /** Sets up epoch 1 and logs it. */
    ScriptedCoordinator established() {
        EpochCoordinator.Adverts adverts =
                new EpochCoordinator(terms.roll(), 1, terms.crowd().minSurvivors(), terms.speaker()).summon();
        all(any -> new CoordinatorMessage.Summons(adverts.message()));
        members.keySet()
                .forEach(i ->
                        adverts.accept(i, said(i, MemberMessage.Advert.class).signed()));
        EpochCoordinator.Encapsulations encapsulations = adverts.close().orElseThrow();
        Signed<EpochBody.Roster> roster = encapsulations.message();
        all(any -> new CoordinatorMessage.Roster(roster));
        for (int i = 1; i < ScriptedLog.MEMBERS; i++) {
            encapsulations.accept(i, said(i, MemberMessage.Encapsulation.class).batch());
        }
        EpochCoordinator.Confirms confirms = encapsulations.close();
        Scope scope = terms.roll().epochScope(1, 0);
        all(i ->
                new CoordinatorMessage.Encapsulations(scope, confirms.messages().getOrDefault(i, List.of())));
        members.keySet()
                .forEach(i ->
                        confirms.accept(i, said(i, MemberMessage.Confirm.class).signed()));
        EpochCoordinator.Accepts accepts = confirms.close();
        all(i -> new CoordinatorMessage.Confirms(scope, accepts.messages().getOrDefault(i, List.of())));
        members.keySet()
                .forEach(i ->
                        accepts.accept(i, said(i, MemberMessage.Accepted.class).signed()));
        rosterHash = accepts.close().rosterHash();
        log.append(new LogRecord.EpochOpened(
                session,
                1,
                terms.manifest().digest(),
                rosterHash,
                Hash.ofContent(BlobCodec.roster(roster).toByteArray())));
        return this;
    }

    /** Asks for keys of a later epoch. */
    Signed<EpochBody.Summons> summons(int epoch) {
        return new EpochCoordinator(terms.roll(), epoch, terms.crowd().minSurvivors(), terms.speaker())
                .summon()
                .message();
    }

    Scope scope(int round) {
        return new Scope(session, 1, round, 0, Scope.COORDINATOR);
    }

    LogRecord.RoundOpened opened(int round) {
        return new LogRecord.RoundOpened(scope(round), model, configuration.digest(), group, MemberSet.EMPTY);
    }

    /** An open over all of the log. */
    Signed<RoundBody.Open> open(int round) {
        return terms.speaker()
                .say(new RoundBody.Open(
                        scope(round),
                        model,
                        configuration.digest(),
                        rosterHash,
                        log.text(log.size()),
                        new RoundBody.Deadlines(1, 2, 3, 4)));
    }

    /** Everybody enters a round that is logged and cosigned, and uploads. */
    RoundCoordinator.UploadPhase uploaded(int round) {
        log.append(opened(round));
        Signed<RoundBody.Open> open = open(round);
        showCosigned();
        all(any -> new CoordinatorMessage.Open(open));
        return uploaded(open);
    }

    /** Everybody is ready, joins the cohort and uploads. */
    RoundCoordinator.UploadPhase uploaded(Signed<RoundBody.Open> open) {
        RoundCoordinator.ReadyPhase ready = new RoundCoordinator(
                        terms.roll(), configuration, List.copyOf(members.keySet()), terms.speaker())
                .open(open, Set.of());
        members.keySet().forEach(i -> ready.accept(i, said(i, MemberMessage.Ready.class)));
        RoundCoordinator.UploadPhase upload = ready.close().orElseThrow();
        log.append(new LogRecord.CohortFixed(
                upload.cohort().body().scope(),
                upload.cohort().body().open(),
                upload.context(),
                ANY,
                ANY,
                MemberSet.of(members.keySet()),
                MemberSet.EMPTY));
        all(i -> Optional.ofNullable(upload.messages().get(i)).orElseThrow());
        for (int i : members.keySet()) {
            upload.accept(i, next(member(i).link.uploads));
            upload.uploaded(i);
        }
        return upload;
    }

    LogRecord.SurvivorsProposed proposed(RoundCoordinator.UploadPhase upload, MemberSet survivors) {
        return new LogRecord.SurvivorsProposed(upload.cohort().body().scope(), upload.context(), survivors, group);
    }

    LogRecord.SurvivorsFixed fixed(RoundCoordinator.UploadPhase upload, MemberSet survivors) {
        return new LogRecord.SurvivorsFixed(upload.cohort().body().scope(), upload.context(), ANY, ANY, survivors);
    }

    /** What the members said and nobody took down. */
    List<MemberMessage> unheard() {
        List<MemberMessage> rest = new ArrayList<>();
        members.values().forEach(member -> member.link.said.drainTo(rest));
        return rest;
    }

    @Override
    public void close() {
        members.values().forEach(member -> member.node.ifPresent(ParticipantNode::close));
    }
}
