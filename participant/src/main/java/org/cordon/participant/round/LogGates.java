// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.differencing.DifferencingGuard;
import org.cordon.differencing.Exposure;
import org.cordon.differencing.MemberSet;
import org.cordon.log.MalformedLog;
import org.cordon.privacy.NoiseShare;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundGuard;
import org.cordon.task.FunctionGroup;

/**
 * What must lie in the protocol log before a member goes one step further: held against its own mirror, never against what the
 * coordinator says of its log.
 *
 * <p>What is missing is the coordinator's violation, since it shows its log ahead of every message. Only what takes a quorum of other
 * witnesses is waited for. Used on the follower's thread alone.
 */
final class LogGates {
    /** How far clocks of members may be apart. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(60);

    /** Why a round is not {@link #isOpen}. */
    static final String SHUT = "the log says that this member may have signed in the round before";

    private final SessionContext context;
    private final MemberSession session;
    private final DifferencingGuard differencing = new DifferencingGuard();
    private boolean vouched;
    private boolean approved;
    private Optional<Known> known = Optional.empty();

    /** The function group of sums that start from a state. */
    private record Known(Digest model, Digest group) {}

    LogGates(SessionContext context, MemberSession session) {
        this.context = context;
        this.session = session;
    }

    /**
     * Why nothing may be entered or endorsed since the start; empty once a quorum has cosigned the log after it. Then the guard
     * covers whatever this member may have signed in a life that its disk does not know of.
     */
    Optional<String> vouch() {
        // Spec: docs/protocol.md#log.vouch
        if (vouched) {
            return Optional.empty();
        }
        Instant earliest = context.mirror().start().minus(CLOCK_DIFFERENCE);
        if (context.mirror()
                .cosigned()
                .filter(head -> head.isFresh(quorum(), earliest))
                .isEmpty()) {
            return Optional.of(Violation.LOG_STALE + ": no quorum of witnesses has cosigned the log since this start");
        }
        raise();
        vouched = true;
        return Optional.empty();
    }

    /** Whether a round may go on that was entered: it is not one that this member may have signed in already. */
    boolean isOpen(Scope where) {
        return session.record().guard().endorsed() < where.round();
    }

    private int quorum() {
        return context.consortium().current().manifest().threshold().witnessQuorum();
    }

    private void raise() {
        SessionRecord record = session.record();
        Optional<Scope> said = context.mirror().ask(view -> view.said(context.session(), context.self()));
        said.filter(scope -> !record.guard().knows(scope) && !record.progress().hasSummed(scope))
                .ifPresent(this::rolledBack);
        Optional<Scope> proposed = context.mirror().ask(view -> view.proposedWith(context.session(), context.self()));
        RoundGuard raised = Stream.of(said, proposed)
                .flatMap(Optional::stream)
                .filter(scope -> !record.guard().isPast(scope) && !isRemembered(record, scope))
                .reduce(record.guard(), RoundGuard::raised, (one, other) -> other);
        if (!raised.equals(record.guard())) {
            session.save(record.with(raised));
        }
    }

    /** What was charged in rounds that this disk does not know of is lost with them: a person has to look. */
    private void rolledBack(Scope unknown) {
        context.log().rolledBack(unknown);
        if (context.privacy().isPresent()) {
            context.store().ledger().open(context.clock().instant());
        }
    }

    /**
     * Whether the record stands in the very attempt, with its vector stated: then this start goes on where the last one ended. A
     * second endorsement could only be of the one proposal that the log holds of the round.
     */
    private boolean isRemembered(SessionRecord record, Scope said) {
        boolean stated = record.isAt(said)
                && record.round()
                        .filter(state -> state instanceof MemberState.Uploaded
                                || state instanceof MemberState.Endorsed
                                || state instanceof MemberState.Revealed)
                        .isPresent();
        boolean certified = record.round()
                .filter(MemberState.Uploaded.class::isInstance)
                .map(MemberState.Uploaded.class::cast)
                .filter(state -> context.mirror()
                        .ask(view ->
                                view.fixed(context.session(), state.cohort().context()))
                        .isPresent())
                .isPresent();
        return stated && !certified;
    }

    /** Demands what `open` leans on, and says why it has to wait, if it has. */
    Optional<String> open(Signed<RoundBody.Open> open) {
        // Spec: docs/protocol.md#log.open
        RoundBody.Open body = open.body();
        Scope where = body.scope();
        long within = prefix(body.checkpoint(), where);
        Digest group = group(body.model());
        Optional<Long> approval = context.mirror().ask(view -> {
            require(
                    view.epoch(where.session(), where.epoch())
                            .filter(epoch -> epoch.rosterHash().equals(body.roster()))
                            .isPresent(),
                    where,
                    "the roster of the epoch");
            require(
                    view.newestOpened(where.session(), within)
                            .map(LogView.Opened::record)
                            .filter(opened -> isOf(opened, body, group))
                            .isPresent(),
                    where,
                    "the opening of just this attempt, as the newest");
            requireNotProposed(view, where, within);
            return view.approved(where.session());
        });
        require(approval.isPresent(), where, "the approval of the task");
        approved = approved
                || context.mirror()
                        .cosigned()
                        .filter(head -> head.size() > approval.orElseThrow())
                        .isPresent();
        return approved
                ? Optional.empty()
                : Optional.of("no quorum of witnesses is known to have cosigned the task's approval");
    }

    private static boolean isOf(LogRecord.RoundOpened opened, RoundBody.Open body, Digest group) {
        return opened.scope().equals(body.scope().from(Scope.COORDINATOR))
                && opened.model().equals(body.model())
                && opened.configuration().equals(body.configuration())
                && opened.group().equals(group);
    }

    /** The manifest that stood when `open` was said, by the log; empty if it holds no amendment before. */
    Optional<Digest> manifest(Signed<RoundBody.Open> open) {
        long within = prefix(open.body().checkpoint(), open.body().scope());
        return context.mirror().ask(view -> view.manifest(within));
    }

    /** Of the attempt itself they may be: who hears of it late is only too late. */
    private static void requireNotProposed(LogView view, Scope where, long within) {
        boolean isRetried = view.proposals(where.session(), where.epoch(), where.round(), within).stream()
                .anyMatch(proposed -> proposed.record().scope().attempt() != where.attempt());
        if (isRetried) {
            throw violation(Violation.ATTEMPT_AFTER_ENDORSEMENT, where, "survivors of the round were proposed already");
        }
    }

    /** The group of the sum, which this member computes itself. */
    private Digest group(Digest model) {
        Known found = known.filter(k -> k.model().equals(model))
                .orElseGet(() -> new Known(model, FunctionGroup.of(context.charter(), context.state(model))));
        known = Optional.of(found);
        return found.group();
    }

    /**
     * Demands that the cohort is logged, and that the newest state which was published before it is the one that the round starts
     * from. What was published since is no matter: who hears of a cohort late is only too late.
     */
    void cohort(Signed<RoundBody.Open> open) {
        // Spec: docs/protocol.md#log.cohort
        Scope where = open.body().scope();
        Optional<LogView.Fixed> fixed = context.mirror().ask(view -> view.cohort(where.from(Scope.COORDINATOR)));
        require(fixed.isPresent(), where, "the cohort of this attempt");
        Digest newest = fixed.flatMap(LogView.Fixed::published)
                .map(published -> published.record().model())
                .orElseGet(() -> context.charter().initialState());
        require(
                newest.equals(open.body().model()),
                where,
                "the state of `open` as the newest published before the cohort");
    }

    /** Demands that the cohort in the log is just this one. */
    void joined(Scope where, Digest open, Digest ctx, MemberSet members) {
        require(
                context.mirror()
                        .ask(view -> view.cohort(where.from(Scope.COORDINATOR)))
                        .map(LogView.Fixed::record)
                        .filter(fixed -> fixed.open().equals(open)
                                && fixed.context().equals(ctx)
                                && fixed.members().equals(members))
                        .isPresent(),
                where,
                "just this cohort");
    }

    /** Demands that the proposal is logged, alone for its round, and that nobody is exposed by it and what was proposed before. */
    void survivors(Digest model, Digest ctx, Signed<RoundBody.Survivors> proposal) {
        // Spec: docs/protocol.md#log.survivors
        Scope where = proposal.body().scope();
        long within = prefix(proposal.body().checkpoint(), where);
        MemberSet members = MemberSet.of(proposal.body().statements().stream()
                .map(statement -> statement.body().scope().sender())
                .toList());
        LogRecord.SurvivorsProposed expected =
                new LogRecord.SurvivorsProposed(where.from(Scope.COORDINATOR), ctx, members, group(model));
        List<MemberSet> rows = context.mirror().ask(view -> {
            require(
                    view.newestProposed(where.session(), within)
                            .filter(proposed -> proposed.record().equals(expected))
                            .isPresent(),
                    where,
                    "just this proposal, as the newest");
            require(
                    view.proposals(where.session(), where.epoch(), where.round(), view.size()).stream()
                            .allMatch(proposed -> proposed.record().equals(expected)),
                    where,
                    "one proposal of the round alone");
            return view.rows(expected.group(), within).sets();
        });
        Optional<Exposure> exposure =
                context.charter().privacy().isPresent() ? Optional.empty() : differencing.exposure(rows);
        exposure.ifPresent(found -> {
            throw violation(Violation.DIFFERENCING, where, found.sentence());
        });
    }

    /** Demands that the certified survivors are logged, and what their sum costs in privacy where it costs any. */
    void reveal(Scope where, Digest ctx, List<Integer> survivors, Optional<NoiseShare> noise) {
        // Spec: docs/protocol.md#log.reveal
        MemberSet members = MemberSet.of(survivors);
        require(
                context.mirror()
                        .ask(view -> view.fixed(where.session(), ctx))
                        .filter(fixed ->
                                fixed.members().equals(members) && fixed.scope().equals(where.from(Scope.COORDINATOR)))
                        .isPresent(),
                where,
                "the certified survivors");
        noise.map(share -> LogRecord.BudgetCharged.of(where.from(Scope.COORDINATOR), ctx, share, survivors.size()))
                .ifPresent(charge -> require(
                        context.mirror()
                                .ask(view -> view.charged(where.session(), ctx))
                                .filter(charge::equals)
                                .isPresent(),
                        where,
                        "what the sum costs in privacy"));
    }

    /** Demands that the checkpoint of the result holds H(sum). */
    void result(Signed<RoundBody.Result> result) {
        // Spec: docs/protocol.md#log.result
        RoundBody.Result body = result.body();
        Scope where = body.scope();
        long within = prefix(body.checkpoint(), where);
        require(
                context.mirror()
                        .ask(view -> view.released(where.session(), body.context()))
                        .filter(released -> released.index() < within
                                && released.record().sum().equals(body.sum()))
                        .isPresent(),
                where,
                "the hash of the sum");
    }

    private long prefix(Bytes checkpoint, Scope where) {
        try {
            return context.mirror().prefix(checkpoint);
        } catch (MalformedLog unfit) {
            throw violation(Violation.GATE_MISSING, where, String.valueOf(unfit.getMessage()));
        }
    }

    private static void require(boolean holds, Scope where, String what) {
        if (!holds) {
            throw violation(Violation.GATE_MISSING, where, "the log does not hold " + what);
        }
    }

    private static ProtocolViolation violation(Violation kind, Scope where, String sentence) {
        return new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
    }
}
