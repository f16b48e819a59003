// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;
import org.cordon.log.Hash;
import org.cordon.record.InputList;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.SumReplay;
import org.cordon.wire.BlobCodec;

/** Claim 30: the sum is computed anew, where what it takes is there. One vector is in memory beside the sum. */
final class SumFold {
    private final Tools tools;
    private final Judgement judgement;

    SumFold(Tools tools) {
        this.tools = tools;
        this.judgement = tools.judgement();
    }

    /** The sum that was released, if it is what the record says. */
    Optional<RingVector> take(TaskFold task, RoundFold round, LogRecord.AggregateReleased record, Seen at) {
        Optional<Bytes> content = tools.blobs().get(record.content(), at, bytes -> bytes);
        if (content.isEmpty() || round.configuration.isEmpty()) {
            tools.blobs().lack(task.session(), Claim.AGGREGATE_REPLAYED, Claim.MODEL_RECOMPUTED);
            record.inputs().ifPresent(list -> require(task.session(), list, at));
            return Optional.empty();
        }
        RoundConfiguration configuration = round.configuration.orElseThrow();
        if (!judgement.expect(
                content.orElseThrow().size() == configuration.vectorBytes(),
                Claim.AGGREGATE_REPLAYED,
                at,
                "the sum has " + content.orElseThrow().size() + " bytes, but must have "
                        + configuration.vectorBytes())) {
            return Optional.empty();
        }
        RingVector sum =
                RingVector.of(configuration.ring(), content.orElseThrow().toByteArray());
        boolean announced = judgement.expect(
                sum.hash().equals(record.sum()),
                Claim.AGGREGATE_REPLAYED,
                at,
                "the sum is not the one whose hash the record names");
        int survivors = round.survivorMembers().map(set -> set.size()).orElse(0);
        boolean counted = judgement.expect(
                survivors == 0 || sum.signed(sum.length() - 1) == survivors,
                Claim.AGGREGATE_REPLAYED,
                at,
                "the count slot of the sum is not " + survivors);
        replay(task.session(), round, record, sum, at);
        return announced && counted ? Optional.of(sum) : Optional.empty();
    }

    private void replay(Digest session, RoundFold round, LogRecord.AggregateReleased record, RingVector sum, Seen at) {
        Optional<OpenedSecrets> opened = tools.blobs().get(record.opened(), at, BlobCodec::secrets);
        boolean fixed = round.cohort.isPresent() && round.survivors.isPresent() && round.certificate.isPresent();
        if (opened.isEmpty() || !fixed) {
            tools.blobs().lack(session, Claim.AGGREGATE_REPLAYED);
            return;
        }
        try {
            SumReplay replay = new SumReplay(
                    round.configuration.orElseThrow(),
                    round.epoch.orElseThrow().roster(),
                    round.cohort.orElseThrow(),
                    round.survivors.orElseThrow(),
                    round.certificate.orElseThrow(),
                    opened.orElseThrow());
            if (record.inputs().isEmpty()) {
                judgement.lacking(
                        Claim.AGGREGATE_REPLAYED,
                        "masked inputs were not archived; opened secrets and the sum's hash fit");
            } else if (addAll(session, replay, inputs(record.inputs().orElseThrow(), at), sum, at)) {
                judgement.expect(
                        replay.sum().equals(sum),
                        Claim.AGGREGATE_REPLAYED,
                        at,
                        "the sum is not that of the survivors' masked inputs without their masks");
            } else {
                tools.blobs().lack(session, Claim.AGGREGATE_REPLAYED);
            }
        } catch (ProtocolViolation violation) {
            judgement.fail(Violations.claim(violation), at, String.valueOf(violation.getMessage()));
        }
    }

    /** Whether all masked inputs were there; one that is not what its member signed is a violation. */
    private boolean addAll(Digest session, SumReplay replay, List<InputList.Input> inputs, RingVector sum, Seen at) {
        boolean all = true;
        for (InputList.Input input : inputs) {
            Optional<Bytes> content =
                    tools.blobs().read(RecordBlobs.Named.expiring(input.content()), Optional.of(session), at);
            all &= content.isPresent();
            if (all) {
                Optional<RingVector> masked = tools.blobs()
                        .parse(
                                input.content(),
                                content.orElseThrow(),
                                at,
                                bytes -> RingVector.of(sum.ring(), bytes.toByteArray()));
                all = masked.isPresent();
                masked.ifPresent(vector -> replay.add(input.member(), vector));
            }
        }
        if (all) {
            judgement.expect(
                    replay.isComplete(),
                    Claim.AGGREGATE_REPLAYED,
                    at,
                    "the list of archived inputs does not name just the survivors");
        }
        return all && replay.isComplete();
    }

    private List<InputList.Input> inputs(Hash list, Seen at) {
        return tools.blobs()
                .get(list, at, BlobCodec::inputs)
                .map(InputList::inputs)
                .orElse(List.of());
    }

    /** Reads masked inputs that nothing can be computed from, so that one that is missing is told. */
    private void require(Digest session, Hash list, Seen at) {
        for (InputList.Input input : inputs(list, at)) {
            Optional<Bytes> unused =
                    tools.blobs().read(RecordBlobs.Named.expiring(input.content()), Optional.of(session), at);
        }
    }
}
