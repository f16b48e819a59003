// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Hash;
import org.cordon.privacy.Release;
import org.cordon.record.InputList;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.Statement;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;

/** A leaf of every kind and a blob of every kind with random values, from a seed. */
final class LeafSamples {
    private final WireSamples samples;

    LeafSamples(long seed) {
        this.samples = new WireSamples(seed, 5);
    }

    List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        records().forEach(record -> leaves.add(leaf(record)));
        later().forEach(record -> leaves.add(leaf(record)));
        return leaves;
    }

    private Leaf leaf(LogRecord record) {
        Statement statement =
                new Statement(hash(), samples.random().nextInt(1 << 30), Instant.ofEpochMilli(moment()), record);
        return isOfTwo(record) ? LeafCodec.leaf(statement, two()) : LeafCodec.leaf(statement);
    }

    /** Kinds and values that came after the first leaves were put on record: drawn last, so that those stay what they were. */
    private List<LogRecord> later() {
        return List.of(
                new LogRecord.BudgetCharged(
                        scope(), samples.digest(), new Release(1L << 40, 1_040_000, -1L), 1L << 39, 1, 1_200_000),
                new LogRecord.TaskWithdrawn(Digest.of(new byte[Digest.BYTES]), LogRecord.TaskWithdrawn.Reason.SPENT));
    }

    private long moment() {
        return 1_790_000_000_000L + samples.random().nextInt(1 << 30);
    }

    private static boolean isOfTwo(LogRecord record) {
        return record instanceof LogRecord.Overridden || record instanceof LogRecord.Incident;
    }

    private List<Leaf.By> two() {
        return List.of(new Leaf.By(2, samples.signature()), new Leaf.By(4, samples.signature()));
    }

    /** One of each kind, and one of each value of what it has a choice of. */
    private List<LogRecord> records() {
        List<LogRecord> records = new ArrayList<>();
        records.add(new LogRecord.Genesis(samples.digest(), hash()));
        for (LogRecord.Amended.Change change : LogRecord.Amended.Change.values()) {
            records.add(new LogRecord.Amended(change, records.size(), hash(), samples.digest()));
        }
        records.add(new LogRecord.TaskApproved(samples.digest(), hash(), hash()));
        for (LogRecord.TaskWithdrawn.Reason reason : LogRecord.TaskWithdrawn.Reason.values()) {
            if (reason != LogRecord.TaskWithdrawn.Reason.SPENT) {
                records.add(new LogRecord.TaskWithdrawn(samples.digest(), reason));
            }
        }
        records.add(new LogRecord.EpochOpened(
                samples.digest(), 1 + samples.random().nextInt(1 << 20), samples.digest(), samples.digest(), hash()));
        rounds(records);
        results(records);
        for (LogRecord.Overridden.Rule rule : LogRecord.Overridden.Rule.values()) {
            records.add(new LogRecord.Overridden(rule, samples.digest()));
        }
        for (LogRecord.Incident.Event event : LogRecord.Incident.Event.values()) {
            records.add(new LogRecord.Incident(event, samples.digest()));
        }
        records.add(new LogRecord.LogSealed(LogRecord.LogSealed.Cause.CLOSED));
        return records;
    }

    private void rounds(List<LogRecord> records) {
        records.add(new LogRecord.RoundOpened(
                scope(), samples.digest(), samples.digest(), samples.digest(), MemberSet.EMPTY));
        records.add(new LogRecord.CohortFixed(
                scope(), samples.digest(), samples.digest(), hash(), hash(), members(), MemberSet.of(5)));
        records.add(new LogRecord.UploadReceipt(signed(RoundBody.Upload.class)));
        records.add(new LogRecord.SurvivorsProposed(scope(), samples.digest(), members(), samples.digest()));
        records.add(new LogRecord.SurvivorsFixed(scope(), samples.digest(), hash(), hash(), members()));
        records.add(new LogRecord.RevealReceipt(signed(RoundBody.RevealReceipt.class)));
        records.add(new LogRecord.ComplaintMade(signed(RoundBody.Complaint.class)));
        for (Step step : Step.values()) {
            records.add(new LogRecord.RoundAborted(
                    scope(), step, CoordinatorMessage.Aborted.Reason.COMPLAINTS, LogRecord.RoundAborted.End.ATTEMPT));
        }
        for (CoordinatorMessage.Aborted.Reason reason : CoordinatorMessage.Aborted.Reason.values()) {
            records.add(new LogRecord.RoundAborted(scope(), Step.REVEAL, reason, LogRecord.RoundAborted.End.DEAD));
        }
    }

    private void results(List<LogRecord> records) {
        records.add(new LogRecord.AggregateReleased(
                scope(), samples.digest(), samples.digest(), hash(), hash(), Optional.empty()));
        records.add(new LogRecord.AggregateReleased(
                scope(), samples.digest(), samples.digest(), hash(), hash(), Optional.of(hash())));
        records.add(new LogRecord.ResultReceipt(signed(RoundBody.Receipt.class)));
        records.add(new LogRecord.ModelPublished(scope(), samples.digest(), members()));
        records.add(new LogRecord.EvaluationReleased(scope(), samples.digest(), samples.digest()));
    }

    private Scope scope() {
        return samples.scope().from(Scope.COORDINATOR);
    }

    private <B extends Body> Signed<B> signed(Class<B> kind) {
        return samples.sign(samples.bodies().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow());
    }

    private Hash hash() {
        return Hash.of(samples.array(Hash.BYTES));
    }

    private static MemberSet members() {
        return MemberSet.range(1, 4);
    }

    Signed<EpochBody.Roster> roster() {
        return signed(EpochBody.Roster.class);
    }

    Signed<RoundBody.Open> open() {
        return signed(RoundBody.Open.class);
    }

    Signed<RoundBody.Cohort> cohort() {
        return signed(RoundBody.Cohort.class);
    }

    Signed<RoundBody.Survivors> survivors() {
        return signed(RoundBody.Survivors.class);
    }

    CoordinatorMessage.Certificate certificate() {
        return samples.coordinatorMessages().stream()
                .filter(CoordinatorMessage.Certificate.class::isInstance)
                .map(CoordinatorMessage.Certificate.class::cast)
                .findFirst()
                .orElseThrow();
    }

    OpenedSecrets secrets() {
        return OpenedSecrets.of(samples.result(1));
    }

    InputList inputs() {
        return new InputList(IntStream.rangeClosed(1, 5)
                .mapToObj(member -> new InputList.Input(member, hash()))
                .toList());
    }

    /** Any bytes. */
    Bytes noise() {
        return samples.bytes(samples.random().nextInt(300));
    }
}
