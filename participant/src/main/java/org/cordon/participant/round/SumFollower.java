// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cordon.suite.Digest;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochKeys;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.SumCheck;
import org.cordon.sum.round.VerifiedCertificate;
import org.cordon.sum.round.VerifiedCohort;
import org.cordon.sum.round.VerifiedResult;
import org.cordon.sum.round.VerifiedSurvivors;
import org.cordon.task.EpochTerms;
import org.cordon.task.TaskState;

/** A member and the result of a round: verifies, fetches, applies and, beside the next round's training, checks the sum. */
final class SumFollower {
    private static final Duration FETCH_WITHIN = Duration.ofMinutes(2);
    private static final int TRIES = 3;
    private static final int ALARM_AFTER = 5;

    private final SessionContext context;
    private final Executor mailbox;
    private final Answers answers;
    private final LogGates gates;
    private Optional<Signed<RoundBody.Receipt>> receipt = Optional.empty();
    private Optional<Scope> checking = Optional.empty();

    /** A sum whose blocks are to be checked, and the terms of its epoch. */
    private record Duty(VerifiedResult result, RingVector sum, Digest model, EpochTerms terms, Hearing hearing) {}

    /** Who hears of it, on the follower's thread. */
    private record Hearing(Consumer<Scope> passed, Predicate<Scope> matters) {}

    SumFollower(SessionContext context, Executor mailbox, Answers answers, LogGates gates) {
        this.context = context;
        this.mailbox = mailbox;
        this.answers = answers;
        this.gates = gates;
    }

    /** Whether the sum is checked already, so that its receipt went out again, or being checked. */
    boolean resend(Scope scope) {
        Optional<Signed<RoundBody.Receipt>> given =
                receipt.filter(r -> r.body().scope().from(0).equals(scope.from(0)));
        given.ifPresent(r -> submit(r, any -> true));
        return given.isPresent()
                || checking.filter(c -> c.equals(scope.from(0))).isPresent();
    }

    /**
     * Verifies a result, starts the check of its blocks, and gives the record after it; empty if it cannot be followed,
     * because keys or state are missing.
     *
     * @param passed hears when the sum's own check has passed
     * @param matters whether the receipt of a sum is still of use
     */
    Optional<SessionRecord> follow(
            CoordinatorMessage.Result message, SessionRecord record, Consumer<Scope> passed, Predicate<Scope> matters)
            throws InterruptedException {
        Scope scope = message.signed().body().scope();
        Optional<EpochKeys> keys = record.keys().filter(k -> k.epoch() == scope.epoch());
        if (keys.isEmpty()) {
            context.log()
                    .ignored(
                            "result", "no keys of epoch " + scope.epoch() + "; its state will be taken once published");
            return Optional.empty();
        }
        Optional<Seen> seen = seen(message, record, keys.orElseThrow().roster());
        if (seen.isEmpty()) {
            context.log().ignored("result", "it starts from a state this member does not hold");
            return Optional.empty();
        }
        TaskState before = context.state(seen.orElseThrow().model());
        EpochTerms terms = context.terms(record);
        RoundConfiguration configuration = before.configuration(terms.crowd()).orElseThrow();
        VerifiedResult result = VerifiedResult.verify(
                terms.roll(),
                configuration,
                keys.orElseThrow().roster(),
                seen.orElseThrow().cohort(),
                seen.orElseThrow().survivors(),
                seen.orElseThrow().certificate(),
                message.signed());
        gates.result(result.signed());
        RingVector sum = fetch(scope, configuration);
        Digest seed = seed(result);
        SumCheck check = new SumCheck(result, sum, seed);
        TaskState next = advanced(before, sum, scope);
        if (record.progress().isNewestSum(scope) && !next.digest().equals(record.state())) {
            throw new ProtocolViolation(
                    Violation.SUM_FORGED,
                    Scope.COORDINATOR,
                    scope,
                    "another sum was announced for the same round before");
        }
        context.log().summed(scope, seen.orElseThrow().survivors().members().size(), next.digest());
        context.charter().privacyWaiver().ifPresent(why -> context.log().noGuarantee(scope));
        start(check, seed, new Duty(result, sum, next.digest(), terms, new Hearing(passed, matters)), 0);
        return Optional.of(record.with(record.progress().summed(Progress.Place.of(scope), next.digest())));
    }

    /**
     * One seed for one sum, however often its blocks are asked for: nobody else can foresee it, and a coordinator that does
     * not like where it is looked at gets no second draw.
     */
    private Digest seed(VerifiedResult result) {
        // Spec: docs/protocol.md#result.seed
        return Hashes.start(HashLabel.POSITIONS)
                .field(context.local())
                .field(result.signed().body().context())
                .field(result.sum())
                .digest();
    }

    /** The next state; a sum that no contributions within bounds can give is not acted on. */
    private TaskState advanced(TaskState before, RingVector sum, Scope scope) {
        try {
            return context.advance(before, sum);
        } catch (IllegalArgumentException | ArithmeticException unusable) {
            throw new ProtocolViolation(
                    Violation.SUM_UNUSABLE, Scope.COORDINATOR, scope, String.valueOf(unusable.getMessage()));
        }
    }

    private void start(SumCheck check, Digest seed, Duty duty, int failures) {
        checking = Optional.of(duty.result().where());
        context.checks().execute(() -> check(check, seed, duty, failures));
    }

    /** What this member verified in the steps before, or verifies now from what the result carries along. */
    private record Seen(
            Digest model,
            VerifiedCohort cohort,
            VerifiedSurvivors survivors,
            Optional<VerifiedCertificate> certificate) {}

    private Optional<Seen> seen(CoordinatorMessage.Result message, SessionRecord record, List<Integer> roster) {
        Scope scope = message.signed().body().scope();
        Optional<MemberState> mine =
                record.round().filter(r -> r.open().body().scope().from(0).equals(scope.from(0)));
        if (mine.isPresent() && mine.orElseThrow() instanceof MemberState.Revealed revealed) {
            return Optional.of(new Seen(
                    revealed.open().body().model(),
                    revealed.cohort(),
                    revealed.survivors(),
                    Optional.of(revealed.certificate())));
        }
        if (mine.isPresent() && mine.orElseThrow() instanceof MemberState.Endorsed endorsed) {
            return Optional.of(new Seen(
                    endorsed.open().body().model(),
                    endorsed.uploaded().cohort(),
                    endorsed.survivors(),
                    Optional.empty()));
        }
        if (message.open().isEmpty()
                || message.cohort().isEmpty()
                || message.survivors().isEmpty()) {
            return Optional.empty();
        }
        Signed<RoundBody.Open> open = message.open().orElseThrow();
        EpochTerms terms = context.terms(record);
        terms.roll().require(open, scope.from(Scope.COORDINATOR), Scope.COORDINATOR);
        boolean starts = open.body().model().equals(record.state());
        boolean again = record.progress().isNewestSum(scope)
                && context.holds(open.body().model());
        if (!starts && !again) {
            return Optional.empty();
        }
        int minSurvivors = terms.crowd().minSurvivors();
        VerifiedCohort cohort = VerifiedCohort.verify(
                terms.roll(), open, roster, minSurvivors, message.cohort().orElseThrow(), Optional.empty());
        VerifiedSurvivors survivors = VerifiedSurvivors.verify(
                terms.roll(), cohort, minSurvivors, message.survivors().orElseThrow(), Optional.empty());
        return Optional.of(new Seen(open.body().model(), cohort, survivors, Optional.empty()));
    }

    private RingVector fetch(Scope scope, RoundConfiguration configuration) throws InterruptedException {
        long expected = configuration.vectorBytes();
        byte[] packed = new byte[(int) expected];
        int[] at = {0};
        context.link()
                .fetchSum(
                        scope,
                        chunk -> {
                            int length = Math.min(chunk.remaining(), packed.length - at[0]);
                            chunk.get(packed, at[0], length);
                            at[0] += length + chunk.remaining();
                        },
                        FETCH_WITHIN);
        if (at[0] != packed.length) {
            throw new CoordinatorLink.LinkUnavailable(
                    "the sum must have " + expected + " bytes, but " + at[0] + " came", new IllegalStateException());
        }
        return RingVector.of(configuration.ring(), packed);
    }

    /** Beside the follower; what did not come is asked for again in a moment, what is wrong never gets a receipt. */
    private void check(SumCheck check, Digest seed, Duty duty, int failures) {
        // Spec: docs/protocol.md#result.receipt
        Scope where = duty.result().where();
        try (check) {
            for (int tries = 0; tries < TRIES && !check.complete(); tries++) {
                context.link().fetchBlocks(where, seed, check::accept, FETCH_WITHIN);
            }
            check.finish();
            context.log().checked(where);
            mailbox.execute(() -> {
                checking = Optional.empty();
                duty.hearing().passed().accept(where);
                give(duty);
            });
        } catch (ProtocolViolation violation) {
            context.log().violation(violation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unavailable) {
            context.log().unavailable("the check of a sum", unavailable);
            if (failures + 1 == ALARM_AFTER) {
                context.log()
                        .violation(new ProtocolViolation(
                                Violation.SUM_FORGED, Scope.COORDINATOR, where, "blocks of the sum are not served"));
            }
            answers.again(() -> {
                checking = Optional.empty();
                if (duty.hearing().matters().test(where)) {
                    start(new SumCheck(duty.result(), duty.sum(), seed), seed, duty, failures + 1);
                }
            });
        }
    }

    private void give(Duty duty) {
        EpochTerms terms = duty.terms();
        Signed<RoundBody.Receipt> signed = terms.speaker()
                .say(new RoundBody.Receipt(
                        duty.result().where().from(context.self()),
                        duty.result().signed().body().context(),
                        duty.result().sum(),
                        duty.model(),
                        terms.manifest().digest(),
                        duty.result().signed().body().checkpoint()));
        receipt = Optional.of(signed);
        submit(signed, duty.hearing().matters());
    }

    private void submit(Signed<RoundBody.Receipt> signed, Predicate<Scope> matters) {
        Scope scope = signed.body().scope();
        answers.submit("receipt", scope, new MemberMessage.Receipt(signed), () -> matters.test(scope));
    }
}
