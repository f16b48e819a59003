// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Hash;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.Release;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;

/**
 * One body of a leaf of the protocol log, in protocol order.
 *
 * <p><b>Does not check</b> anything against other records, signatures, or blobs: folding the log does. The scope of a
 * coordinator's record has sender 0.
 *
 * <p>Source: proto/cordon/v1/log.proto.
 */
public sealed interface LogRecord {

    /**
     * The first record: whose log this is.
     *
     * @param consortium digest of the founding statement
     * @param entry blob: the founding as an entry of the history
     */
    record Genesis(Digest consortium, Hash entry) implements LogRecord {}

    /**
     * One more statement of the consortium's history.
     *
     * @param position in the history; the founding is 0
     * @param entry blob: the entry, with its approvals
     * @param manifest digest of the manifest after it
     */
    record Amended(Change change, int position, Hash entry, Digest manifest) implements LogRecord {
        /** What changed. */
        public enum Change {
            MEMBER_ADMITTED,
            MEMBER_REVOKED,
            KEY_ROTATED,
            APPROVER_REPLACED,
            RULES_CHANGED
        }
    }

    /**
     * A quorum has approved a charter.
     *
     * @param charter blob: charter and approvals
     * @param initialState blob: the first state
     */
    record TaskApproved(Digest session, Hash charter, Hash initialState) implements LogRecord {}

    /** A task has ended. */
    record TaskWithdrawn(Digest session, Reason reason) implements LogRecord {
        /** Why. */
        public enum Reason {
            COMPLETED,
            EXPIRED,
            WITHDRAWN,
            SUPERSEDED,
            SPENT
        }
    }

    /**
     * An epoch stands.
     *
     * @param roster blob: the signed roster, with the adverts that name witness keys
     */
    record EpochOpened(Digest session, int epoch, Digest manifest, Digest rosterHash, Hash roster)
            implements LogRecord {}

    /**
     * An attempt is about to be opened; `open` names a checkpoint that contains this.
     *
     * @param model digest of the state it starts from
     * @param group function group of the sum
     * @param leftOut members that cover the pairs complained of in this round
     */
    record RoundOpened(Scope scope, Digest model, Digest configuration, Digest group, MemberSet leftOut)
            implements LogRecord {}

    /**
     * U1.
     *
     * @param open o
     * @param context ctx
     * @param openMessage blob: the signed open
     * @param cohort blob: the signed cohort
     * @param declined members of the roster that said they do not take part; who is neither here, nor in members, nor left out,
     *     was not ready in time
     */
    record CohortFixed(
            Scope scope,
            Digest open,
            Digest context,
            Hash openMessage,
            Hash cohort,
            MemberSet members,
            MemberSet declined)
            implements LogRecord {}

    /** A member's own statement about its vector; logged once the vector is complete. */
    record UploadReceipt(Signed<RoundBody.Upload> signed) implements LogRecord {}

    /**
     * U2 is about to be proposed; from here on the round has no other attempt, and counts as opened.
     *
     * @param group function group of the sum
     */
    record SurvivorsProposed(Scope scope, Digest context, MemberSet members, Digest group) implements LogRecord {}

    /**
     * U2 is certified.
     *
     * @param survivors blob: the signed proposal
     * @param certificate blob: t endorsements of it
     */
    record SurvivorsFixed(Scope scope, Digest context, Hash survivors, Hash certificate, MemberSet members)
            implements LogRecord {}

    /** A member's own statement: which kind of share it has revealed of whom. */
    record RevealReceipt(Signed<RoundBody.RevealReceipt> signed) implements LogRecord {}

    /**
     * What the sum of a round costs in privacy: said once its survivors are certified, before it is released.
     *
     * @param release as approved, for the fewest survivors
     * @param shareVariance of each member's noise, in squared words
     * @param corrupt members whose noise does not count
     * @param effectiveMultiplierMicro noise multiplier that the certified survivors reach, in millionths, rounded down
     */
    record BudgetCharged(
            Scope scope,
            Digest context,
            Release release,
            long shareVariance,
            int corrupt,
            long effectiveMultiplierMicro)
            implements LogRecord {
        /** The charge of a sum over {@code survivors} members. */
        public static BudgetCharged of(Scope scope, Digest context, NoiseShare share, int survivors) {
            return new BudgetCharged(
                    scope,
                    context,
                    share.release(),
                    share.variance(),
                    share.corrupt(),
                    share.effectiveMultiplierMicro(survivors));
        }
    }

    /**
     * The sum is open.
     *
     * @param sum H(sum)
     * @param content blob: its packed ring words
     * @param opened blob: the opened secrets
     * @param inputs blob: the list of the survivors' masked inputs, where they are archived
     */
    record AggregateReleased(Scope scope, Digest context, Digest sum, Hash content, Hash opened, Optional<Hash> inputs)
            implements LogRecord {}

    /** A member's own statement: it checked the sum, and what the next state is. */
    record ResultReceipt(Signed<RoundBody.Receipt> signed) implements LogRecord {}

    /** At least t receipts, logged before, name the state. */
    record ModelPublished(Scope scope, Digest model, MemberSet receipts) implements LogRecord {}

    /**
     * The published state ends an evaluation.
     *
     * @param group function group of the evaluation, which the evaluated model is part of
     * @param model digest of the state with the report
     */
    record EvaluationReleased(Scope scope, Digest group, Digest model) implements LogRecord {}

    /** An attempt or a round ended without a sum. */
    record RoundAborted(Scope scope, Step step, CoordinatorMessage.Aborted.Reason reason, End end)
            implements LogRecord {
        /** What is over with it. */
        public enum End {
            /** The attempt: nothing was proposed. */
            ATTEMPT,
            /** The round: survivors were proposed, and it counts as opened. */
            DEAD
        }
    }

    /** A member's own statement: a pair does not fit. */
    record ComplaintMade(Signed<RoundBody.Complaint> signed) implements LogRecord {}

    /** Two members set a rule aside. No part of this version asks for one. */
    record Overridden(Rule rule, Digest subject) implements LogRecord {
        /** Which rule. */
        public enum Rule {
            DIFFERENCING,
            BUDGET
        }
    }

    /**
     * What auditors should know of.
     *
     * @param subject session, or zero
     */
    record Incident(Event event, Digest subject) implements LogRecord {
        /** What happened. */
        public enum Event {
            /** The coordinator's state was put back from a backup. */
            RESTORED,
            /** An epoch did not come to stand. */
            EPOCH_DROPPED
        }
    }

    /** The last record: nothing follows. */
    record LogSealed(Cause cause) implements LogRecord {
        /** Why. */
        public enum Cause {
            CLOSED
        }
    }
}
