// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.log.HashTree;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.record.Origin;
import org.cordon.record.Statement;
import org.cordon.record.Witnesses;
import org.cordon.suite.Digest;
import org.cordon.sum.epoch.ProtocolViolation;

/** The fold over all leaves, each read once and in order. */
final class LogFold {
    private final Judgement judgement;
    private final Origin origin;
    private final AuditOptions options;
    private final Blobs blobs;
    private final TimeCheck times;
    private final HistoryFold history;
    private final RosterCheck rosters;
    private final OverrideCheck overrides;
    private final GroupRows groups = new GroupRows();
    private final TasksFold tasks;
    private boolean sealed;
    private boolean over;
    private Optional<Seen> last = Optional.empty();

    LogFold(
            Judgement judgement,
            Origin origin,
            AuditOptions options,
            Bundle bundle,
            HashTree tree,
            Signatures signatures) {
        this.judgement = judgement;
        this.origin = origin;
        this.options = options;
        this.blobs = new Blobs(bundle, judgement);
        this.times = new TimeCheck(judgement);
        this.history = new HistoryFold(judgement, blobs, origin.consortium());
        this.rosters = new RosterCheck(judgement, blobs, history, origin);
        this.overrides = new OverrideCheck(judgement, history);
        NamedCheckpoints checkpoints = new NamedCheckpoints(origin.log(), tree, judgement);
        this.tasks = new TasksFold(new Tools(judgement, blobs, checkpoints, history, groups, signatures), rosters);
    }

    /** The member's signature under a record that comes next, where the epoch tells who may have made it. */
    Optional<Signatures.Asked> signed(LogRecord record) {
        return tasks.signed(record);
    }

    void accept(long index, LeafBatches.Read read) {
        if (read.leaf().isEmpty()) {
            Seen at = new Seen(index, times.newest().orElse(Instant.EPOCH), Place.LOG);
            if (!over) {
                judgement.fail(Claim.RECORDS_WELL_FORMED, at, "leaf " + index + ": " + read.malformed());
            }
            return;
        }
        Leaf leaf = read.leaf().orElseThrow();
        Statement statement = leaf.statement();
        if (options.to().filter(end -> !statement.at().isBefore(end)).isPresent()) {
            over = true;
            beyond(leaf, index);
            return;
        }
        judgement.tell(
                options.from().filter(begin -> statement.at().isBefore(begin)).isEmpty());
        take(leaf, index);
    }

    /**
     * Beyond the period times must go on rising, and members, keys and ends of tasks count, as the newest checkpoint is judged by
     * them; blobs of rounds may have been deleted since.
     */
    private void beyond(Leaf leaf, long index) {
        LogRecord record = leaf.statement().record();
        Optional<Digest> session = TasksFold.session(record);
        Seen at = new Seen(index, leaf.statement().at(), session.map(Place::of).orElse(Place.LOG));
        judgement.tell(true);
        times.take(at);
        judgement.tell(false);
        if (record instanceof LogRecord.TaskWithdrawn withdrawn) {
            tasks.end(withdrawn, at);
        } else if (record instanceof LogRecord.Genesis
                || record instanceof LogRecord.Amended
                || record instanceof LogRecord.TaskApproved
                || record instanceof LogRecord.EpochOpened) {
            blobs.load(record, session, at);
            judged(leaf, session, at);
        }
    }

    private void take(Leaf leaf, long index) {
        Statement statement = leaf.statement();
        LogRecord record = statement.record();
        Optional<Digest> session = TasksFold.session(record);
        Place place = LogView.scopeOf(record)
                .map(Place::of)
                .or(() -> session.map(Place::of))
                .orElse(Place.LOG);
        Seen at = new Seen(index, statement.at(), place);
        judgement.saw(Claim.NO_FORBIDDEN_CONTENT, Claim.NO_DOWNGRADE);
        judgement.expect(
                statement.log().equals(origin.hash()) && statement.index() == index,
                Claim.RECORDS_WELL_FORMED,
                at,
                "leaf " + index + " is made for another log, or for index " + statement.index());
        if (sealed) {
            judgement.fail(
                    Claim.RECORDS_WELL_FORMED,
                    new Failure(
                            index, place, Failure.Weight.LOCAL, "leaf " + index + " follows the sealing of the log"));
        }
        if (index == 0 && !(record instanceof LogRecord.Genesis)) {
            judgement.fail(
                    Claim.HISTORY_SIGNED,
                    new Seen(0, statement.at(), Place.LOG),
                    "the log does not begin with its founding");
        }
        times.take(at);
        blobs.load(record, session, at);
        last = Optional.of(at);
        judged(leaf, session, at);
    }

    private void judged(Leaf leaf, Optional<Digest> session, Seen at) {
        try {
            dispatch(leaf, session, at);
        } catch (IllegalArgumentException | ArithmeticException | ProtocolViolation unfit) {
            judgement.fail(
                    Claim.RECORDS_WELL_FORMED,
                    new Failure(
                            at.index(),
                            at.place(),
                            Failure.Weight.LOCAL,
                            "leaf " + at.index() + " cannot be judged: " + unfit.getMessage()));
        }
    }

    private void dispatch(Leaf leaf, Optional<Digest> session, Seen at) {
        LogRecord record = leaf.statement().record();
        if (record instanceof LogRecord.Genesis genesis) {
            history.take(genesis, at);
        } else if (record instanceof LogRecord.Amended amended) {
            history.take(amended, at);
        } else if (record instanceof LogRecord.Overridden || record instanceof LogRecord.Incident) {
            overrides.take(leaf, at);
        } else if (record instanceof LogRecord.LogSealed) {
            sealed = true;
        } else {
            session.ifPresent(task -> tasks.take(record, task, at));
        }
    }

    /** Judges what only the whole log tells. */
    void finish(Optional<Instant> cutOff, Optional<Instant> cosigned) {
        judgement.tell(true);
        groups.judge(judgement);
        blobs.settle(tasks::retainedUntil, cutOff, cosigned);
    }

    TimeCheck times() {
        return times;
    }

    HistoryFold history() {
        return history;
    }

    Witnesses witnesses() {
        return rosters.witnesses();
    }

    Optional<Seen> last() {
        return over ? Optional.empty() : last;
    }

    List<AuditReport.TaskLine> taskLines() {
        return tasks.lines();
    }

    List<AuditReport.RoundLine> roundLines() {
        return tasks.roundLines();
    }
}
