// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cordon.disk.StoreFailure;
import org.cordon.member.Threshold;
import org.cordon.member.VerifiedManifest;
import org.cordon.participant.policy.PersonDecision.Choice;
import org.cordon.participant.round.Contribution;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PolicyDecision;
import org.cordon.task.PolicyDecision.Allowed;
import org.cordon.task.PolicyDecision.Queued;
import org.cordon.task.PolicyDecision.Reason;
import org.cordon.task.PolicyDecision.Refused;

/**
 * The policy of an exchange as its node asks it: the rules of its file, what a person said, and how many rounds were entered.
 *
 * <p><b>Guarantees.</b> A person decides only what the rules leave to a person, and only for one digest; a limit is lifted by
 * nobody. A round is entered only if the task was let in by this process, is let in still, and every limit holds; it is counted
 * on disk before the answer. What cannot be read lets nothing in.
 *
 * <p><b>Does not check</b> signatures of charters, which the node does before, or that one process uses the directory, which
 * the lock of the node's state does.
 */
public final class ExchangePolicy implements TaskPolicy, AutoCloseable {
    private static final int SHOWN = 12;
    private static final int MICRO_DIGITS = 6;
    private static final Duration DAY = Duration.ofHours(24);

    private final ParticipantPolicy policy;
    private final Decisions decisions;
    private final EnteredRounds rounds;
    private final PolicyLog log;
    private final Optional<Instant> gap;
    private final Map<Digest, Standing> tasks = new ConcurrentHashMap<>();

    /** A task that was asked about, with what it takes to ask again. */
    private record Standing(Charter charter, Bytes exact, Threshold threshold) {}

    private ExchangePolicy(
            ParticipantPolicy policy, Decisions decisions, EnteredRounds rounds, PolicyLog log, Optional<Instant> gap) {
        this.gap = gap;
        this.policy = policy;
        this.decisions = decisions;
        this.rounds = rounds;
        this.log = log;
    }

    /** Over the directory of decisions, which is made where it is missing. */
    public static ExchangePolicy open(ParticipantPolicy policy, Path directory, Instant now) {
        return open(policy, directory, now, Optional.empty());
    }

    /**
     * The same after a restore.
     *
     * @param gap since when it is not known what was entered: a limit of that day counts as reached
     */
    public static ExchangePolicy open(ParticipantPolicy policy, Path directory, Instant now, Optional<Instant> gap) {
        try {
            Decisions decisions = Decisions.open(directory);
            return new ExchangePolicy(
                    policy, decisions, EnteredRounds.open(directory.resolve("rounds.log"), now), new PolicyLog(), gap);
        } catch (IOException failure) {
            throw StoreFailure.of("open", directory, failure);
        }
    }

    @Override
    public PolicyDecision decide(ApprovedCharter charter, VerifiedManifest manifest, Instant now) {
        return decide(
                charter.session(),
                new Standing(
                        charter.charter(),
                        charter.offered().exact(),
                        manifest.manifest().threshold()),
                now);
    }

    /** The same for a charter whose exact bytes have this digest. */
    PolicyDecision decide(Digest session, Charter charter, Bytes exact, Threshold threshold, Instant now) {
        return decide(session, new Standing(charter, exact, threshold), now);
    }

    private PolicyDecision decide(Digest session, Standing standing, Instant now) {
        tasks.put(session, standing);
        PolicyDecision ruled = policy.decide(standing.charter(), standing.threshold(), now);
        if (!(ruled instanceof Queued queued)) {
            return ruled;
        }
        try {
            decisions.ask(session, standing.exact(), now, queued.sentence());
            Optional<PersonDecision> said = decisions.on(session);
            if (said.isEmpty()) {
                return new Queued(
                        queued.reason(),
                        queued.sentence() + "; decide with 'cordon participant policy accept "
                                + session.hex().substring(0, SHOWN) + "' or 'reject'");
            }
            log.said(said.get());
            return said.get().decision() == Choice.ACCEPT
                    ? new Allowed()
                    : new Refused(
                            Reason.REFUSED_BY_A_PERSON,
                            "a person rejected the charter at " + said.get().at());
        } catch (IOException unreadable) {
            log.unreadable(session, unreadable);
            return new Queued(queued.reason(), String.valueOf(unreadable.getMessage()));
        }
    }

    @Override
    public synchronized PolicyDecision mayEnter(Digest session, Scope where, Instant now) {
        Standing standing = tasks.get(session);
        if (standing == null) {
            return new Refused(Reason.NOT_DECIDED, "the policy was not asked about this task before its round");
        }
        PolicyDecision still = decide(session, standing, now);
        if (!(still instanceof Allowed)) {
            return still;
        }
        boolean again = rounds.isNewest(session, where.epoch(), where.round());
        PolicyDecision entering =
                again ? policy.mayEnter(0, 0, now) : policy.mayEnter(rounds.of(session), inDayBefore(now), now);
        if (entering instanceof Allowed && !again) {
            rounds.enter(session, where.epoch(), where.round(), now);
        }
        return entering;
    }

    /** As many as there can be where a restore left a gap in the day. */
    private int inDayBefore(Instant now) {
        boolean unknown = gap.filter(since -> since.plus(DAY).isAfter(now)).isPresent();
        return unknown ? Integer.MAX_VALUE : rounds.inDayBefore(now);
    }

    /** Rounded down, so that it is never more. */
    @Override
    public Optional<Long> epsilonOfAllTasksMicro() {
        return policy.limits()
                .epsilonOfAllTasks()
                .map(most -> most.movePointRight(MICRO_DIGITS).longValue());
    }

    @Override
    public long revision() {
        try {
            return decisions.revision();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** The same contribution within the policy's processor time; what takes longer is refused, and the round declined. */
    public Contribution limited(Contribution contribution) {
        return policy.limits()
                .cpuARound()
                .map(CpuLimit::new)
                .<Contribution>map(limit -> (query, state) -> limit.run(() -> contribution.contribute(query, state)))
                .orElse(contribution);
    }

    @Override
    public void close() {
        rounds.close();
    }
}
