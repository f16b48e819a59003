// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.cordon.differencing.SurvivorRows;
import org.cordon.suite.Body;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;

/**
 * What the gates of a round ask the protocol log: folded from its leaves in order, the same on both sides.
 *
 * <p><b>Guarantees.</b> Answers follow from the leaves that were added alone. Rows of a function group are kept for good.
 *
 * <p><b>Does not check</b> signatures or that records fit each other: an auditor's fold does. Not thread-safe.
 */
public final class LogView {
    private final Map<Digest, Task> tasks = new HashMap<>();
    private final Map<Digest, List<Row>> groups = new HashMap<>();
    private final List<Standing> manifests = new ArrayList<>();
    private final Predicate<Signed<? extends Body>> counts;
    private long size;

    private record Standing(long index, Digest manifest) {}

    /** Takes members' statements as they are. */
    public LogView() {
        this(any -> true);
    }

    /** @param counts which statements of members {@link #said} goes by */
    public LogView(Predicate<Signed<? extends Body>> counts) {
        this.counts = counts;
    }

    /** What the log holds of one task. */
    private static final class Task {
        private Optional<Long> approved = Optional.empty();
        private final List<Opened> opened = new ArrayList<>();
        private final List<Proposed> proposed = new ArrayList<>();
        private Optional<Published> published = Optional.empty();
        private final Map<Scope, Fixed> cohorts = new HashMap<>();
        private final Map<Integer, LogRecord.EpochOpened> epochs = new HashMap<>();
        private final Map<Integer, Scope> said = new HashMap<>();
        private final Map<Digest, LogRecord.SurvivorsFixed> fixed = new HashMap<>();
        private final Map<Digest, LogRecord.BudgetCharged> charged = new HashMap<>();
        private final Map<Digest, Released> released = new HashMap<>();
    }

    private record Row(long index, LogRecord.SurvivorsProposed proposed) {}

    /** A round that was opened, and where the log says so. */
    public record Opened(long index, LogRecord.RoundOpened record) {}

    /** A proposal, and where the log says so. */
    public record Proposed(long index, LogRecord.SurvivorsProposed record) {}

    /** A published state, and where the log says so. */
    public record Published(long index, LogRecord.ModelPublished record) {}

    /**
     * A cohort that was fixed, and what the log held then.
     *
     * @param published the newest published state of the task before it; empty before the first sum
     */
    public record Fixed(LogRecord.CohortFixed record, Optional<Published> published) {}

    /** A sum that was opened, and where the log says so. */
    public record Released(long index, LogRecord.AggregateReleased record) {}

    /** How many leaves were added. */
    public long size() {
        return size;
    }

    /** Adds the next leaf. */
    public void add(Leaf leaf) {
        LogRecord record = leaf.statement().record();
        if (record instanceof LogRecord.TaskApproved approved) {
            task(approved.session()).approved = Optional.of(size);
        } else if (record instanceof LogRecord.EpochOpened epoch) {
            task(epoch.session()).epochs.put(epoch.epoch(), epoch);
        } else if (record instanceof LogRecord.Amended amended) {
            manifests.add(new Standing(size, amended.manifest()));
        } else {
            scopeOf(record).ifPresent(scope -> add(scope, record));
        }
        size++;
    }

    private void add(Scope scope, LogRecord record) {
        Task task = task(scope.session());
        if (record instanceof LogRecord.RoundOpened opened) {
            task.opened.add(new Opened(size, opened));
        } else if (record instanceof LogRecord.CohortFixed cohort) {
            task.cohorts.putIfAbsent(scope, new Fixed(cohort, task.published));
        } else if (record instanceof LogRecord.SurvivorsProposed proposed) {
            task.proposed.add(new Proposed(size, proposed));
            groups.computeIfAbsent(proposed.group(), any -> new ArrayList<>()).add(new Row(size, proposed));
        } else if (record instanceof LogRecord.ModelPublished published) {
            task.published = Optional.of(new Published(size, published));
        } else if (record instanceof LogRecord.SurvivorsFixed fixed) {
            task.fixed.put(fixed.context(), fixed);
        } else if (record instanceof LogRecord.BudgetCharged charged) {
            task.charged.putIfAbsent(charged.context(), charged);
        } else if (record instanceof LogRecord.AggregateReleased released) {
            task.released.putIfAbsent(released.context(), new Released(size, released));
        }
        if (!(record instanceof LogRecord.ComplaintMade)) {
            statement(record).filter(counts).ifPresent(said -> task.said.merge(scope.sender(), scope, LogView::later));
        }
    }

    /** The scope of a record of a round; empty for others. */
    public static Optional<Scope> scopeOf(LogRecord record) {
        if (record instanceof LogRecord.RoundOpened opened) {
            return Optional.of(opened.scope());
        } else if (record instanceof LogRecord.CohortFixed fixed) {
            return Optional.of(fixed.scope());
        } else if (record instanceof LogRecord.SurvivorsProposed proposed) {
            return Optional.of(proposed.scope());
        } else if (record instanceof LogRecord.SurvivorsFixed fixed) {
            return Optional.of(fixed.scope());
        } else if (record instanceof LogRecord.BudgetCharged charged) {
            return Optional.of(charged.scope());
        } else if (record instanceof LogRecord.AggregateReleased released) {
            return Optional.of(released.scope());
        } else if (record instanceof LogRecord.ModelPublished published) {
            return Optional.of(published.scope());
        } else if (record instanceof LogRecord.EvaluationReleased released) {
            return Optional.of(released.scope());
        } else if (record instanceof LogRecord.RoundAborted aborted) {
            return Optional.of(aborted.scope());
        }
        return statement(record).map(said -> said.body().scope());
    }

    /** What a member has said, if that is what the record holds. */
    public static Optional<Signed<? extends Body>> statement(LogRecord record) {
        if (record instanceof LogRecord.UploadReceipt receipt) {
            return Optional.of(receipt.signed());
        } else if (record instanceof LogRecord.RevealReceipt receipt) {
            return Optional.of(receipt.signed());
        } else if (record instanceof LogRecord.ResultReceipt receipt) {
            return Optional.of(receipt.signed());
        } else if (record instanceof LogRecord.ComplaintMade complaint) {
            return Optional.of(complaint.signed());
        }
        return Optional.empty();
    }

    private static Scope later(Scope one, Scope other) {
        return Comparator.comparingInt(Scope::epoch)
                                .thenComparingInt(Scope::round)
                                .thenComparingInt(Scope::attempt)
                                .compare(one, other)
                        >= 0
                ? one
                : other;
    }

    private Task task(Digest session) {
        return tasks.computeIfAbsent(session, any -> new Task());
    }

    private Optional<Task> find(Digest session) {
        return Optional.ofNullable(tasks.get(session));
    }

    /** The manifest that the newest amendment among the first {@code within} leaves led to; empty before the first. */
    public Optional<Digest> manifest(long within) {
        return last(manifests, standing -> standing.index() < within).map(Standing::manifest);
    }

    /** Where the log says that a quorum approved the task. */
    public Optional<Long> approved(Digest session) {
        return find(session).flatMap(task -> task.approved);
    }

    /** The epoch as it was opened. */
    public Optional<LogRecord.EpochOpened> epoch(Digest session, int epoch) {
        return find(session).flatMap(task -> Optional.ofNullable(task.epochs.get(epoch)));
    }

    /** The newest attempt that was opened among the first {@code within} leaves. */
    public Optional<Opened> newestOpened(Digest session, long within) {
        return find(session).flatMap(task -> last(task.opened, opened -> opened.index() < within));
    }

    /** The newest proposal among the first {@code within} leaves. */
    public Optional<Proposed> newestProposed(Digest session, long within) {
        return find(session).flatMap(task -> last(task.proposed, proposed -> proposed.index() < within));
    }

    /** The proposal of a round, whatever its attempt; at most one is honest. */
    public Optional<Proposed> proposed(Digest session, int epoch, int round) {
        return find(session)
                .flatMap(task -> last(
                        task.proposed,
                        proposed -> proposed.record().scope().epoch() == epoch
                                && proposed.record().scope().round() == round));
    }

    /** Every proposal of a round among the first {@code within} leaves, whatever its attempt, in the order of the log. */
    public List<Proposed> proposals(Digest session, int epoch, int round, long within) {
        return find(session).map(task -> task.proposed).orElse(List.of()).stream()
                .filter(proposed -> proposed.index() < within)
                .filter(proposed -> proposed.record().scope().epoch() == epoch
                        && proposed.record().scope().round() == round)
                .toList();
    }

    /** The latest attempt whose proposal has the member in it. */
    public Optional<Scope> proposedWith(Digest session, int member) {
        return find(session).map(task -> task.proposed).orElse(List.of()).stream()
                .filter(proposed -> proposed.record().members().contains(member))
                .map(proposed -> proposed.record().scope())
                .reduce(LogView::later);
    }

    /** The cohort of an attempt; of several the first. */
    public Optional<Fixed> cohort(Scope attempt) {
        return find(attempt.session()).flatMap(task -> Optional.ofNullable(task.cohorts.get(attempt)));
    }

    /** The certified survivors of a context. */
    public Optional<LogRecord.SurvivorsFixed> fixed(Digest session, Digest context) {
        return find(session).flatMap(task -> Optional.ofNullable(task.fixed.get(context)));
    }

    /** What the sum of a context was charged. */
    public Optional<LogRecord.BudgetCharged> charged(Digest session, Digest context) {
        return find(session).flatMap(task -> Optional.ofNullable(task.charged.get(context)));
    }

    /** The opened sum of a context. */
    public Optional<Released> released(Digest session, Digest context) {
        return find(session).flatMap(task -> Optional.ofNullable(task.released.get(context)));
    }

    /** Every survivor set proposed for the function group among the first {@code within} leaves, dead rounds included. */
    public SurvivorRows rows(Digest group, long within) {
        return SurvivorRows.of(groups.getOrDefault(group, List.of()).stream()
                .filter(row -> row.index() < within)
                .map(row -> row.proposed().members())
                .toList());
    }

    /** The latest attempt of which the log has a receipt by the member: for an upload, a reveal or a result. */
    public Optional<Scope> said(Digest session, int member) {
        return find(session).flatMap(task -> Optional.ofNullable(task.said.get(member)));
    }

    private static <T> Optional<T> last(List<T> list, Predicate<T> fits) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (fits.test(list.get(i))) {
                return Optional.of(list.get(i));
            }
        }
        return Optional.empty();
    }
}
