// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.differencing.DifferencingGuard;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.record.InputList;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.Crowd;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.Step;
import org.cordon.task.FunctionGroup;
import org.cordon.task.TaskState;
import org.cordon.task.Timing;
import org.cordon.wire.BlobCodec;

/** One attempt, with every record where an honest coordinator writes it; {@link #run} is the whole of it. */
final class HonestRound {
    private final HonestTask task;
    private final HonestWriter writer;
    private final HonestTask.Standing epoch;
    private final Plan plan;
    private final RoundConfiguration configuration;
    private final RoundConfiguration claimed;
    private final RoundCoordinator core;
    private final Digest group;
    private final Malice malice;
    private Digest model;
    private final SortedMap<Integer, RingVector> vectors = new TreeMap<>();
    private final List<LogRecord> receipts = new ArrayList<>();

    HonestRound(HonestTask task, Plan plan) {
        this.task = task;
        this.writer = task.writer;
        this.epoch = task.standing();
        this.plan = plan;
        this.malice = writer.malice();
        int members = epoch.roll().threshold().members();
        int colluders = epoch.roll().threshold().maxFaulty();
        this.configuration = task.state()
                .configuration(new Crowd(
                        members, malice.minSurvivors(epoch.established().epoch(), epoch.minSurvivors()), colluders))
                .orElseThrow();
        this.claimed = task.state()
                .configuration(new Crowd(members, epoch.minSurvivors(), colluders))
                .orElseThrow();
        this.core = new RoundCoordinator(
                epoch.roll(), configuration, epoch.established().roster(), task.speaker(0));
        this.group = FunctionGroup.of(task.offered.charter(), task.state());
        this.model = task.state().digest();
    }

    /** Runs until the state is published, or until the attempt or the round is over. */
    void run(int round, int attempt) {
        Signed<RoundBody.Open> open = open(round, attempt);
        RoundCoordinator.UploadPhase uploads = ready(open);
        List<Signed<RoundBody.Complaint>> complaints = upload(uploads);
        if (!complaints.isEmpty()) {
            List<LogRecord> records = new ArrayList<>();
            complaints.forEach(complaint -> records.add(new LogRecord.ComplaintMade(complaint)));
            records.add(aborted(open, Step.UPLOAD, CoordinatorMessage.Aborted.Reason.COMPLAINTS));
            writer.commit(records);
            return;
        }
        RoundCoordinator.SurvivorsPhase proposal = survivors(open, uploads);
        RevealPhase revealing = certificate(open, proposal, uploads.context());
        reveal(revealing, proposal, open.body().deadlines());
        if (!revealing.canOpen()) {
            receipts.add(aborted(open, Step.REVEAL, CoordinatorMessage.Aborted.Reason.TOO_FEW_MEMBERS));
            writer.commit(receipts);
            return;
        }
        result(open, revealing, proposal);
    }

    private HonestMember.Part part(int member) {
        return new HonestMember.Part(epoch.roll(), configuration, task.speaker(member));
    }

    private LogRecord aborted(Signed<RoundBody.Open> open, Step step, CoordinatorMessage.Aborted.Reason reason) {
        return new LogRecord.RoundAborted(
                open.body().scope(),
                step,
                reason,
                step == Step.REVEAL ? LogRecord.RoundAborted.End.DEAD : LogRecord.RoundAborted.End.ATTEMPT);
    }

    private Signed<RoundBody.Open> open(int round, int attempt) {
        Scope scope = new Scope(task.session(), epoch.established().epoch(), round, attempt, Scope.COORDINATOR);
        model = malice.model(scope, model);
        Digest configured = malice.configuration(scope, claimed.digest());
        Checkpoint checkpoint =
                writer.commit(new LogRecord.RoundOpened(scope, model, configured, group, MemberSet.of(plan.leftOut())));
        model = malice.openModel(scope, model);
        return task.speaker(0)
                .say(new RoundBody.Open(
                        scope,
                        model,
                        configured,
                        malice.roster(scope, epoch.established().rosterHash()),
                        malice.checkpoint(scope, "open", HonestWriter.text(checkpoint)),
                        deadlines(writer.now(), task.offered.charter().timing())));
    }

    private static RoundBody.Deadlines deadlines(Instant now, Timing timing) {
        Instant ready = now.plus(timing.ready());
        Instant upload = ready.plus(timing.upload());
        Instant survivors = upload.plus(timing.survivors());
        return new RoundBody.Deadlines(
                ready.toEpochMilli(),
                upload.toEpochMilli(),
                survivors.toEpochMilli(),
                survivors.plus(timing.reveal()).toEpochMilli());
    }

    private RoundCoordinator.UploadPhase ready(Signed<RoundBody.Open> open) {
        RoundCoordinator.ReadyPhase phase = core.open(open, plan.leftOut());
        Set<Integer> present = new TreeSet<>(epoch.established().roster());
        present.removeAll(plan.leftOut());
        present.removeAll(plan.declined());
        present.removeAll(plan.absent());
        for (int i : present) {
            task.member(i).enter(part(i), open, model, task.values());
        }
        for (int i : present) {
            Set<Integer> victims = plan.spoilers().contains(i)
                    ? present.stream().filter(j -> j < i).collect(Collectors.toSet())
                    : Set.of();
            HonestTask.demand(phase.accept(i, task.member(i).ready(part(i), victims)));
        }
        wait(open.body().scope(), plan.absent(), open.body().deadlines().readyMillis());
        RoundCoordinator.UploadPhase uploads = phase.close().orElseThrow();
        writer.commit(new LogRecord.CohortFixed(
                open.body().scope(),
                uploads.cohort().body().open(),
                uploads.context(),
                writer.blob(BlobCodec.open(open)),
                writer.blob(BlobCodec.cohort(uploads.cohort())),
                MemberSet.of(uploads.members()),
                MemberSet.of(plan.declined())));
        return uploads;
    }

    /** A step is over when everybody is there, else at its deadline. */
    private void wait(Scope scope, Set<Integer> missing, long deadline) {
        if (missing.isEmpty() || !malice.waits(scope)) {
            writer.pass(Duration.ofMillis(700));
        } else {
            writer.passUntil(deadline);
        }
    }

    private List<Signed<RoundBody.Complaint>> upload(RoundCoordinator.UploadPhase uploads) {
        List<Signed<RoundBody.Complaint>> complaints = new ArrayList<>();
        SortedMap<Integer, CoordinatorMessage.Cohort> messages = uploads.messages();
        for (int i : uploads.members()) {
            if (plan.vanished().contains(i)) {
                continue;
            }
            CoordinatorMessage.Cohort cohort =
                    Optional.ofNullable(messages.get(i)).orElseThrow();
            HonestMember.Answer answer = task.member(i).cohort(part(i), cohort, model);
            if (answer instanceof HonestMember.Answer.Complaint complaint) {
                HonestTask.demand(uploads.complain(i, complaint.signed()));
                complaints.add(complaint.signed());
            } else if (answer instanceof HonestMember.Answer.Vector vector) {
                HonestTask.demand(uploads.accept(i, vector.statement()));
                uploads.uploaded(i);
                vectors.put(i, vector.masked());
            }
        }
        return complaints;
    }

    private RoundCoordinator.SurvivorsPhase survivors(
            Signed<RoundBody.Open> open, RoundCoordinator.UploadPhase uploads) {
        wait(open.body().scope(), plan.vanished(), open.body().deadlines().uploadMillis());
        Optional<MemberSet> survivors = new DifferencingGuard()
                .fit(
                        writer.view().rows(group, writer.view().size()),
                        uploads.completed(),
                        configuration.minSurvivors());
        List<LogRecord> records = new ArrayList<>();
        uploads.completed()
                .forEach(i -> records.add(
                        new LogRecord.UploadReceipt(uploads.statement(i).orElseThrow())));
        Scope scope = open.body().scope();
        MemberSet chosen =
                malice.survivors(scope, survivors, uploads.completed()).orElseThrow();
        records.add(new LogRecord.SurvivorsProposed(scope, uploads.context(), chosen, group));
        Bytes checkpoint = HonestWriter.text(writer.commit(records));
        return uploads.propose(chosen, malice.checkpoint(scope, "survivors", checkpoint));
    }

    private RevealPhase certificate(
            Signed<RoundBody.Open> open, RoundCoordinator.SurvivorsPhase proposal, Digest context) {
        for (int i : proposal.members()) {
            HonestTask.demand(proposal.accept(i, task.member(i).endorse(part(i), proposal.message())));
        }
        RevealPhase revealing = proposal.close().orElseThrow();
        writer.commit(new LogRecord.SurvivorsFixed(
                open.body().scope(),
                context,
                writer.blob(BlobCodec.survivors(proposal.message())),
                writer.blob(BlobCodec.certificate(revealing.message())),
                MemberSet.of(proposal.members())));
        configuration
                .noise()
                .ifPresent(share -> writer.commit(LogRecord.BudgetCharged.of(
                        open.body().scope(), context, share, proposal.members().size())));
        return revealing;
    }

    private void reveal(
            RevealPhase revealing, RoundCoordinator.SurvivorsPhase proposal, RoundBody.Deadlines deadlines) {
        for (int i : proposal.members()) {
            if (!plan.silent().contains(i)) {
                MemberMessage.Reveal reveal = task.member(i).reveal(part(i), revealing.message());
                HonestTask.demand(revealing.accept(i, reveal));
                receipts.add(new LogRecord.RevealReceipt(reveal.receipt()));
            }
        }
        wait(proposal.message().body().scope(), plan.silent(), deadlines.revealMillis());
    }

    private void result(Signed<RoundBody.Open> open, RevealPhase revealing, RoundCoordinator.SurvivorsPhase proposal) {
        if (!(revealing.open() instanceof RevealPhase.Opening.Opened opened)) {
            throw new AssertionError("the round is dead");
        }
        RingVector sum = RingVector.zeros(configuration.ring(), configuration.words());
        proposal.members().forEach(i -> sum.addInPlace(vector(i)));
        revealing.unmask(sum, opened);
        requirePlain(proposal.members(), sum);
        Digest context = proposal.message().body().context();
        receipts.add(new LogRecord.AggregateReleased(
                open.body().scope(),
                context,
                sum.hash(),
                writer.blob(Bytes.wrap(sum.toByteArray())),
                writer.blob(BlobCodec.secrets(new OpenedSecrets(opened.selfMasks(), opened.dropped()))),
                archived(proposal.members())));
        Checkpoint checkpoint = writer.commit(receipts);
        Bytes named = malice.checkpoint(open.body().scope(), "result", HonestWriter.text(checkpoint));
        Signed<RoundBody.Result> result = revealing.result(sum.hash(), opened, named);
        if (malice.publishes(open.body().scope())) {
            TaskState next = task.state().advance(sum);
            publish(result, malice.next(open.body().scope(), task.state(), sum, next));
        }
    }

    private Optional<Hash> archived(List<Integer> survivors) {
        if (!task.archive) {
            return Optional.empty();
        }
        List<InputList.Input> inputs = survivors.stream()
                .map(i ->
                        new InputList.Input(i, writer.blob(Bytes.wrap(vector(i).toByteArray()))))
                .toList();
        return Optional.of(writer.blob(BlobCodec.inputs(new InputList(inputs))));
    }

    private RingVector vector(int member) {
        return Optional.ofNullable(vectors.get(member)).orElseThrow();
    }

    /** The sum is what the values add up to in the open. */
    private void requirePlain(List<Integer> survivors, RingVector sum) {
        long[] plain = new long[configuration.words()];
        for (int i : survivors) {
            long[] values = task.member(i).values();
            IntStream.range(0, values.length).forEach(k -> plain[k] += values[k]);
            plain[values.length]++;
        }
        if (!Arrays.equals(plain, sum.toSigned())) {
            throw new AssertionError("the sum is wrong");
        }
    }

    /** The first t receipts publish; later ones are appended with the next commit. */
    private void publish(Signed<RoundBody.Result> result, TaskState next) {
        RoundBody.Result body = result.body();
        boolean evaluated = isEvaluating() && !next.query().isPresent();
        List<LogRecord> records = new ArrayList<>();
        List<Integer> roster = epoch.established().roster();
        int t = epoch.roll().threshold().threshold();
        RoundCoordinator.ReceiptPhase phase = core.receipts(result, next.digest());
        for (int i : roster) {
            Signed<RoundBody.Receipt> receipt = task.speaker(i)
                    .say(new RoundBody.Receipt(
                            body.scope().from(i),
                            body.context(),
                            body.sum(),
                            next.digest(),
                            epoch.roll().digest(),
                            body.checkpoint()));
            HonestTask.demand(phase.accept(i, receipt));
            if (records.size() < t) {
                records.add(new LogRecord.ResultReceipt(receipt));
            } else {
                writer.later(new LogRecord.ResultReceipt(receipt));
            }
        }
        writer.pass(Duration.ofMillis(300));
        publish(body.scope(), records, roster.subList(0, t), next, evaluated);
    }

    private void publish(
            Scope scope, List<LogRecord> records, List<Integer> receivers, TaskState next, boolean evaluated) {
        records.add(new LogRecord.ModelPublished(scope, next.digest(), MemberSet.of(receivers)));
        if (evaluated) {
            records.add(new LogRecord.EvaluationReleased(scope, group, next.digest()));
        }
        writer.commitBeforeLater(records);
        task.advance(next);
    }

    private boolean isEvaluating() {
        return StagedComputation.position(task.state().state())
                .filter(at -> at.computation().equals(Evaluation.NAME))
                .isPresent();
    }
}
