// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.differencing.MemberSet;
import org.cordon.member.Approval;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.TaskState;

/**
 * What the log has said of one task so far.
 *
 * <p>Of its rounds the newest {@value #KEPT_ROUNDS} attempts are held, and a line of each for the report; of its states the newest.
 */
final class TaskFold {
    /** Receipts may be logged a little later than the state that they publish. */
    static final int KEPT_ROUNDS = 16;

    private static final Comparator<Scope> ORDER =
            Comparator.comparingInt(Scope::epoch).thenComparingInt(Scope::round).thenComparingInt(Scope::attempt);

    private final Digest session;
    private final Optional<ApprovedCharter> charter;
    private final Seen approved;
    private final Optional<BudgetFold> budget;
    private final Map<Integer, EpochFold> epochs = new HashMap<>();
    private final TreeMap<Scope, RoundFold> rounds = new TreeMap<>(ORDER);
    private final List<AuditReport.RoundLine> done = new ArrayList<>();
    private final Map<Integer, Integer> openedByStage = new HashMap<>();
    private final Set<Digest> releasedFrom = new HashSet<>();
    private Optional<TaskState> state;
    private Optional<TaskState> computed = Optional.empty();
    private Optional<Digest> published = Optional.empty();
    private boolean diverged;
    private boolean isSumUnknown;
    private Optional<RoundFold> newest = Optional.empty();
    private Optional<AuditReport.Ended> ended = Optional.empty();

    TaskFold(
            Digest session,
            Optional<ApprovedCharter> charter,
            Optional<BudgetFold> budget,
            Optional<TaskState> state,
            Seen approved) {
        this.session = session;
        this.charter = charter;
        this.state = state;
        this.approved = approved;
        this.budget = budget;
    }

    Digest session() {
        return session;
    }

    Optional<ApprovedCharter> charter() {
        return charter;
    }

    /** What its rounds have cost; empty if it promises no differential privacy. */
    Optional<BudgetFold> budget() {
        return budget;
    }

    void open(EpochFold epoch) {
        epochs.put(epoch.number(), epoch);
    }

    Optional<EpochFold> epoch(int number) {
        return Optional.ofNullable(epochs.get(number));
    }

    /** The newest epoch before a number. */
    Optional<EpochFold> epochBefore(int number) {
        return epochs.values().stream()
                .filter(epoch -> epoch.number() < number)
                .max(Comparator.comparingInt(EpochFold::number));
    }

    int newestEpoch() {
        return epochs.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The attempt, which is begun where it is new; the oldest one is let go for it. */
    RoundFold round(Scope scope) {
        Scope key = scope.from(Scope.COORDINATOR);
        RoundFold known = rounds.get(key);
        if (known != null) {
            return known;
        }
        Optional<EpochFold> epoch = epoch(scope.epoch());
        int minimum = epoch.flatMap(e ->
                        charter.map(c -> e.crowd(c.charter().minSurvivors()).minSurvivors()))
                .orElse(0);
        RoundFold begun = new RoundFold(key, epoch, minimum);
        rounds.put(key, begun);
        if (rounds.size() > KEPT_ROUNDS) {
            done.add(rounds.pollFirstEntry().getValue().line());
        }
        return begun;
    }

    boolean holds(Scope scope) {
        return rounds.containsKey(scope.from(Scope.COORDINATOR));
    }

    /** Whether an attempt is of the past, and no longer held. */
    boolean isPast(Scope scope) {
        return !holds(scope) && !done.isEmpty() && ORDER.compare(scope, rounds.firstKey()) < 0;
    }

    /** Whether an attempt comes after all that were opened; it is the newest from here on. */
    boolean isLater(Scope scope) {
        boolean later =
                newest.filter(round -> ORDER.compare(scope, round.scope) <= 0).isEmpty();
        if (later) {
            newest = Optional.ofNullable(rounds.get(scope.from(Scope.COORDINATOR)));
        }
        return later;
    }

    /** The attempt of the same round whose survivors were proposed. */
    Optional<RoundFold> proposedIn(Scope scope) {
        return inRound(scope).stream()
                .filter(round -> round.proposed.isPresent())
                .findFirst();
    }

    private List<RoundFold> inRound(Scope scope) {
        return rounds.values().stream()
                .filter(round -> round.scope.epoch() == scope.epoch() && round.scope.round() == scope.round())
                .toList();
    }

    /** Whether an attempt of the same round ended at {@code ready}: premasks of a pair differed, which counts as a complaint. */
    boolean isAbortedForMismatchIn(Scope scope) {
        return inRound(scope).stream()
                .flatMap(round -> round.aborted.stream())
                .map(RoundFold.Logged::record)
                .anyMatch(aborted -> aborted.step() == Step.READY
                        && aborted.reason() == CoordinatorMessage.Aborted.Reason.COMPLAINTS);
    }

    /** Members whom complaints of the same round are about, or by. */
    MemberSet complainedIn(Scope scope) {
        return MemberSet.of(inRound(scope).stream()
                .flatMap(round -> round.complained.stream())
                .distinct()
                .toList());
    }

    /** Whether the sum of an attempt was released before a leaf. */
    boolean isReleasedBefore(Scope scope, long leaf) {
        return isPast(scope)
                || Optional.ofNullable(rounds.get(scope.from(Scope.COORDINATOR)))
                        .flatMap(round -> round.released)
                        .filter(released -> released.at().index() < leaf)
                        .isPresent();
    }

    void complain(RoundBody.Complaint complaint) {
        round(complaint.scope()).complained.addAll(CohortCheck.pair(complaint));
    }

    /** The state that the next round must start from. */
    Optional<Digest> expectedModel() {
        return published.or(() -> charter.map(approval -> approval.charter().initialState()));
    }

    boolean hasPublished() {
        return published.isPresent();
    }

    boolean hasReleased() {
        return !releasedFrom.isEmpty();
    }

    /** The newest state that could be computed. */
    Optional<TaskState> state() {
        return state;
    }

    /** What follows from the newest sum; empty where it cannot be told. */
    void computed(Optional<TaskState> next) {
        computed = next;
        isSumUnknown = next.isEmpty();
    }

    /** Whether a sum was released since the last publication from which no state could be computed. */
    boolean isSumUnknown() {
        return isSumUnknown;
    }

    /** A round starts from a state that cannot be computed. */
    void forgetState() {
        state = Optional.empty();
    }

    Optional<TaskState> computedState() {
        return computed;
    }

    /** A round starts from a state: where that is the computed one, it is gone on from, published or not. */
    void resume(Digest model) {
        if (isComputed(model)) {
            state = computed;
        }
    }

    /** Whether the state follows from the newest sum. */
    boolean isComputed(Digest model) {
        return computed.filter(next -> next.digest().equals(model)).isPresent();
    }

    void publish(Digest model) {
        published = Optional.of(model);
        isSumUnknown = false;
        state = computed;
        computed = Optional.empty();
    }

    /** A published state is another than the computed one: only its shape is known from here on. */
    void diverge() {
        diverged = true;
    }

    boolean hasDiverged() {
        return diverged;
    }

    /** Counts a round of a stage; how many there are now. */
    int countOpened(int stage) {
        return openedByStage.merge(stage, 1, Integer::sum);
    }

    /** Notes that a sum is released from a state; false if one was before. */
    boolean releases(Digest model) {
        return releasedFrom.add(model);
    }

    void end(LogRecord.TaskWithdrawn record, Seen at) {
        ended = Optional.of(new AuditReport.Ended(
                at.index(), at.at(), record.reason().name().toLowerCase(Locale.ROOT)));
    }

    Optional<AuditReport.Ended> ended() {
        return ended;
    }

    /** When blobs of the task may be deleted. */
    Optional<Instant> retainedUntil() {
        return ended.flatMap(
                end -> charter.map(approval -> end.at().plus(approval.charter().retention())));
    }

    AuditReport.TaskLine line() {
        Optional<Charter> text = charter.map(ApprovedCharter::charter);
        return new AuditReport.TaskLine(
                approved.index(),
                approved.at(),
                session.hex(),
                text.map(Charter::name).orElse(""),
                text.map(Charter::purpose).orElse(""),
                charter.map(approval -> approval.offered().approvals().approvals().stream()
                                .map(Approval::approver)
                                .distinct()
                                .sorted()
                                .toList())
                        .orElse(List.of()),
                text.map(Charter::expiry),
                budget.map(BudgetFold::line),
                ended);
    }

    /** All attempts, in the order of their numbers. */
    List<AuditReport.RoundLine> roundLines() {
        List<AuditReport.RoundLine> lines = new ArrayList<>(done);
        rounds.values().forEach(round -> lines.add(round.line()));
        lines.removeIf(line -> line.steps().isEmpty());
        return lines;
    }
}
