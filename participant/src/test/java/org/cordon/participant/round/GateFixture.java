// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Hash;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.participant.witness.LogMirror;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.participant.witness.ScriptedLog;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.Keyring;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.RoundBody;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.EpochTerms;
import org.cordon.task.FunctionGroup;
import org.cordon.task.OfferedCharter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.Stage;
import org.cordon.task.TaskState;
import org.cordon.task.Timing;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.ProtoCodec;

/** Member 1 in a task, and the coordinator's log of it as far as a test writes it. */
final class GateFixture {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final int SELF = 1;

    private static final Bytes PARAMETERS =
            ScalingPlan.of(List.of("amount"), 1000).encode();
    static final StagedComputation COMPUTATION = new StagedComputation(Computations.installed());
    static final Bytes INITIAL = COMPUTATION.start(
            Stages.of(new Stages.Stage("scaling", Scaling.NAME, PARAMETERS)).encode(), Map.of());

    final ScriptedLog log = new ScriptedLog();
    final ScriptedLink link = new ScriptedLink();
    final OfferedCharter charter = ScriptedLog.approve(charter());
    final Digest session = charter.session();
    final Digest model = Hashes.blob(INITIAL);
    final Digest group = FunctionGroup.of(charter.charter(), new TaskState(COMPUTATION, INITIAL));
    final Digest configuration = Hashes.blob(new byte[] {7});
    final MemoryMemberStore store = new MemoryMemberStore();
    final MirrorStore mirrors = MirrorStore.inMemory();
    LogMirror mirror;
    SessionContext context;
    MemberSession member;
    LogGates gates;

    GateFixture() throws CharterRejected {
        store.saveState(session, model, INITIAL);
        start(NOW);
    }

    static Charter charter() {
        return Charter.builder()
                .consortium(ScriptedLog.CONSORTIUM.id())
                .name("scaling")
                .controllers(List.of("nobody"))
                .schema("none")
                .retention(Duration.ZERO)
                .purpose("test")
                .legalBasis("no personal data")
                .stages(List.of(new Stage(Scaling.NAME, PARAMETERS, 10)))
                .minSurvivors(4)
                .minHonest(3)
                .columns(List.of("amount"))
                .initialState(Hashes.blob(INITIAL))
                .privacyWaiver("made-up vectors")
                .timing(Timing.uniform(Duration.ofSeconds(5)))
                .notBefore(Instant.EPOCH)
                .expiry(Instant.parse("2100-01-01T00:00:00Z"))
                .build(ScriptedLog.CONSORTIUM.current().manifest().threshold());
    }

    /** The member starts anew on what its store and its mirror hold. */
    void start(Instant now) throws CharterRejected {
        start(now, store, mirrors);
    }

    /** The member starts on these disks. */
    void start(Instant now, MemoryMemberStore disk, MirrorStore copy) throws CharterRejected {
        NodeLog operator = new NodeLog("m1", () -> now, NodeListener.SILENT);
        KnownConsortium consortium =
                new KnownConsortium(ScriptedLog.CONSORTIUM, link, ConsortiumFile.NONE, operator, any -> {});
        mirror = new LogMirror(new LogMirror.Self(SELF, ScriptedLog.local(SELF), consortium::newest, () -> now), copy);
        ParticipantPolicy policy = ParticipantPolicy.strict(Set.of(Scaling.NAME), 10, Set.of("amount"))
                .acceptingCountsWithoutDp();
        context = new SessionContext(
                new SessionContext.Node(
                        SELF,
                        Keyring.of(ScriptedLog.identity(SELF)),
                        new SessionContext.Seeds(Randomness.secure(), ScriptedLog.local(SELF)),
                        consortium,
                        link,
                        disk,
                        mirror,
                        Runnable::run,
                        Runnable::run,
                        operator,
                        () -> now),
                new EpochTerms.Task(session, charter.charter()),
                new Admission(
                        ApprovedCharter.verify(charter, ScriptedLog.CONSORTIUM),
                        TaskPolicy.of(policy),
                        new CharterLedger(disk),
                        () -> now),
                COMPUTATION,
                (query, state) -> new long[query.length()]);
        member = new MemberSession(context);
        gates = new LogGates(context, member);
    }

    /** Genesis, approval and an epoch of all members, mirrored; nothing is cosigned. */
    GateFixture founded() {
        var roster = ScriptedLog.roster(session, 1);
        mirror.learn(roster);
        Hash any = Hash.ofText("any");
        log.append(
                new LogRecord.Genesis(ScriptedLog.CONSORTIUM.id(), any),
                new LogRecord.TaskApproved(session, any, any),
                new LogRecord.EpochOpened(
                        session,
                        1,
                        ScriptedLog.CONSORTIUM.current().digest(),
                        EpochMember.rosterHash(roster.body()),
                        Hash.ofContent(BlobCodec.roster(roster).toByteArray())));
        return mirrored();
    }

    /** The member's mirror holds all of the log. */
    GateFixture mirrored() {
        mirror.take(log.update(mirror.size()));
        return this;
    }

    /** These members have cosigned the whole log at that time. */
    GateFixture cosigned(Instant when, int... members) {
        mirror.take(log.update(mirror.size(), log.size(), log.cosigned(log.size(), when, members)));
        return this;
    }

    Scope scope(int round, int attempt) {
        return new Scope(session, 1, round, attempt, 0);
    }

    LogRecord.RoundOpened opened(Scope where) {
        return new LogRecord.RoundOpened(where, model, configuration, group, MemberSet.EMPTY);
    }

    static LogRecord.CohortFixed cohort(Scope where) {
        Hash any = Hash.ofText("any");
        return new LogRecord.CohortFixed(where, ctx(0), ctx(0), any, any, MemberSet.of(1, 2, 3, 4, 5), MemberSet.EMPTY);
    }

    /** An open that names all of the log. */
    Signed<RoundBody.Open> open(Scope where) {
        return open(where, model, log.text(log.size()));
    }

    Signed<RoundBody.Open> open(Scope where, Digest from, Bytes checkpoint) {
        return say(new RoundBody.Open(
                where,
                from,
                configuration,
                EpochMember.rosterHash(ScriptedLog.roster(session, 1).body()),
                checkpoint,
                new RoundBody.Deadlines(1, 2, 3, 4)));
    }

    static Digest ctx(int number) {
        return Hashes.blob(new byte[] {9, (byte) number});
    }

    LogRecord.SurvivorsProposed proposed(Scope where, Digest ctx, int... members) {
        return new LogRecord.SurvivorsProposed(where, ctx, MemberSet.of(members), group);
    }

    /** A proposal that names all of the log. */
    Signed<RoundBody.Survivors> proposal(Scope where, Digest ctx, int... members) {
        List<Signed<RoundBody.Upload>> statements =
                Arrays.stream(members).mapToObj(i -> upload(where, ctx, i)).toList();
        return say(new RoundBody.Survivors(where, ctx, statements, log.text(log.size())));
    }

    Signed<RoundBody.Upload> upload(Scope where, Digest ctx, int sender) {
        return new Speaker(ScriptedLog.identity(sender), new ProtoCodec())
                .say(new RoundBody.Upload(where.from(sender), ctx, ctx));
    }

    static <B extends RoundBody> Signed<B> say(B body) {
        return new Speaker(ScriptedLog.identity(0), new ProtoCodec()).say(body);
    }
}
