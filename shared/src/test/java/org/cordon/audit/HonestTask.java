// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.computation.StagedComputation;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.VerifiedManifest;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.SeededRandomness;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochCoordinator;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.task.OfferedCharter;
import org.cordon.task.TaskState;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.ProtoCodec;

/** A task as an honest coordinator and honest members run it, without a network between them. */
final class HonestTask {
    final HonestWriter writer;
    final HonestConsortium consortium;
    final OfferedCharter offered;
    final boolean archive;
    private final long seed;
    private final Random random;
    private final SortedMap<Integer, HonestMember> members = new TreeMap<>();
    private TaskState state;
    private Optional<Standing> standing = Optional.empty();
    private Manifest speaking;
    private int epoch;
    private int round;

    /** An epoch that was set up. */
    record Standing(Roll roll, EpochCoordinator.EstablishedRoster established, int minSurvivors) {}

    HonestTask(
            HonestWriter writer, HonestConsortium consortium, OfferedCharter offered, Bytes initial, Options options) {
        this.writer = writer;
        this.consortium = consortium;
        this.offered = offered;
        this.archive = options.archive();
        this.seed = options.seed();
        this.random = new Random(options.seed());
        this.state = new TaskState(new StagedComputation(), initial);
        this.speaking = consortium.manifest();
        writer.commit(new LogRecord.TaskApproved(
                offered.session(), writer.blob(CharterCodec.encodeOffered(offered)), writer.blob(initial)));
    }

    /** How a task is run. */
    record Options(long seed, boolean archive) {}

    Digest session() {
        return offered.session();
    }

    TaskState state() {
        return state;
    }

    Standing standing() {
        return standing.orElseThrow();
    }

    HonestMember member(int index) {
        return members.computeIfAbsent(index, i -> {
            Randomness randomness =
                    SeededRandomness.forTesting(seed * 1009 + i + session().hashCode() * 31L);
            return new HonestMember(i, consortium.keys.local(i), randomness);
        });
    }

    Speaker speaker(int index) {
        return new Speaker(consortium.keys.of(speaking.find(index).orElseThrow().identity()), new ProtoCodec());
    }

    long[] values() {
        return SmallVectors.of(state.query().orElseThrow(), random);
    }

    void advance(TaskState next) {
        state = next;
    }

    int nextRound() {
        round++;
        return round;
    }

    /** Runs the next round in one attempt. */
    HonestRound run(Plan plan) {
        return run(nextRound(), 0, plan);
    }

    HonestRound run(int number, int attempt, Plan plan) {
        HonestRound next = new HonestRound(this, writer.malice().plan(epoch, number, attempt, plan));
        next.run(number, attempt);
        writer.publish();
        return next;
    }

    /** Sets up the next epoch among all members, and logs it. */
    void openEpoch() {
        epoch++;
        round = 0;
        VerifiedManifest manifest = writer.malice().manifest(epoch, consortium.consortium());
        speaking = manifest.manifest();
        Roll roll = new Roll(session(), manifest.manifest(), manifest.digest());
        int minSurvivors = offered.charter().survivors(roll.threshold());
        EpochCoordinator coordinator = new EpochCoordinator(roll, epoch, minSurvivors, speaker(0));
        EpochCoordinator.Adverts adverts = coordinator.summon();
        SortedMap<Integer, EpochMember.Advertised> advertised = new TreeMap<>();
        for (int i : manifest.manifest().members().stream().map(Member::index).toList()) {
            HonestMember member = member(i);
            Randomness randomness = writer.malice().epochRandomness(epoch, i, member.randomness);
            EpochMember party = new EpochMember(roll, i, minSurvivors, speaker(i), randomness);
            EpochMember.Advertised advert = party.advertise(
                    adverts.message(),
                    member.guard.epoch(),
                    writer.malice()
                            .witness(
                                    epoch,
                                    i,
                                    consortium
                                            .keys
                                            .witness(consortium.origin(), i)
                                            .verifyKey()));
            member.guard = member.guard.mayAdvertise(epoch).orElseThrow();
            advertised.put(i, advert);
            demand(adverts.accept(i, advert.message()));
        }
        EpochCoordinator.Encapsulations encapsulations = adverts.close().orElseThrow();
        Signed<EpochBody.Roster> roster = encapsulations.message();
        EpochCoordinator.EstablishedRoster established = agree(encapsulations, advertised);
        writer.pass(Duration.ofSeconds(2));
        standing = Optional.of(new Standing(roll, established, minSurvivors));
        writer.commit(new LogRecord.EpochOpened(
                session(), epoch, roll.digest(), established.rosterHash(), writer.blob(BlobCodec.roster(roster))));
        writer.publish();
    }

    private EpochCoordinator.EstablishedRoster agree(
            EpochCoordinator.Encapsulations encapsulations, SortedMap<Integer, EpochMember.Advertised> advertised) {
        SortedMap<Integer, EpochMember.Agreed> agreed = new TreeMap<>();
        advertised.forEach((i, party) -> {
            EpochMember.Agreed next = party.agree(encapsulations.message());
            agreed.put(i, next);
            next.message().ifPresent(batch -> demand(encapsulations.accept(i, batch)));
        });
        EpochCoordinator.Confirms confirms = encapsulations.close();
        SortedMap<Integer, EpochMember.Confirming> confirming = new TreeMap<>();
        agreed.forEach((i, party) -> {
            EpochMember.Confirming next = party.confirm(confirms.messages().getOrDefault(i, List.of()));
            confirming.put(i, next);
            demand(confirms.accept(i, next.message()));
        });
        EpochCoordinator.Accepts accepts = confirms.close();
        confirming.forEach((i, party) -> {
            EpochMember.Established next = party.establish(accepts.messages().getOrDefault(i, List.of()));
            member(i).stand(next.keys());
            demand(accepts.accept(i, next.message()));
        });
        return accepts.close();
    }

    void withdraw(LogRecord.TaskWithdrawn.Reason reason) {
        writer.commit(new LogRecord.TaskWithdrawn(session(), reason));
    }

    static void demand(Intake intake) {
        if (intake != Intake.ACCEPTED) {
            throw new AssertionError("the coordinator says " + intake);
        }
    }
}
