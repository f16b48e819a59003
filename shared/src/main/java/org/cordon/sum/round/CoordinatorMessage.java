// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import org.cordon.member.Approvals;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;

/** Everything the coordinator pushes to members, in step order; the sum and its blocks are fetched. */
public sealed interface CoordinatorMessage {

    /** The session the message belongs to. */
    Digest session();

    /** A task to take part in: the charter's exact bytes and the members' approvals, not checked here. */
    record Offer(Digest session, Bytes charter, Approvals approvals) implements CoordinatorMessage {}

    record Summons(Signed<EpochBody.Summons> signed) implements CoordinatorMessage {
        @Override
        public Digest session() {
            return signed.body().scope().session();
        }
    }

    record Roster(Signed<EpochBody.Roster> signed) implements CoordinatorMessage {
        @Override
        public Digest session() {
            return signed.body().scope().session();
        }
    }

    /** The ciphertexts for the recipient, ascending by sender. */
    record Encapsulations(Scope scope, List<EpochBody.Delivered> from) implements CoordinatorMessage {
        public Encapsulations {
            from = List.copyOf(from);
        }

        @Override
        public Digest session() {
            return scope.session();
        }
    }

    /** The tags for the recipient, ascending by sender. */
    record Confirms(Scope scope, List<EpochBody.Tag> tags) implements CoordinatorMessage {
        public Confirms {
            tags = List.copyOf(tags);
        }

        @Override
        public Digest session() {
            return scope.session();
        }
    }

    record Open(Signed<RoundBody.Open> signed) implements CoordinatorMessage {
        @Override
        public Digest session() {
            return signed.body().scope().session();
        }
    }

    /** The cohort, and for the recipient what every other member of U1 sent for it, ascending by sender. */
    record Cohort(Signed<RoundBody.Cohort> signed, List<CohortPair> pairs) implements CoordinatorMessage {
        public Cohort {
            pairs = List.copyOf(pairs);
        }

        @Override
        public Digest session() {
            return signed.body().scope().session();
        }
    }

    /** leaf_sender,recipient with its path to the root in the sender's header. */
    record CohortPair(int sender, MemberMessage.PairLeaf leaf, List<Digest> path) {
        public CohortPair {
            path = List.copyOf(path);
        }
    }

    record Survivors(Signed<RoundBody.Survivors> signed) implements CoordinatorMessage {
        @Override
        public Digest session() {
            return signed.body().scope().session();
        }
    }

    /** At least t endorsements of one statement, ascending by sender. */
    record Certificate(Scope scope, List<Signed<RoundBody.Endorsement>> endorsements) implements CoordinatorMessage {
        public Certificate {
            endorsements = List.copyOf(endorsements);
        }

        @Override
        public Digest session() {
            return scope.session();
        }
    }

    /** The result; the optional parts are for recipients that lack them. */
    record Result(
            Signed<RoundBody.Result> signed,
            Optional<Signed<RoundBody.Open>> open,
            Optional<Signed<RoundBody.Cohort>> cohort,
            Optional<Signed<RoundBody.Survivors>> survivors)
            implements CoordinatorMessage {
        @Override
        public Digest session() {
            return signed.body().scope().session();
        }
    }

    /** At least t receipts that agree, ascending by sender: the state they name is published. */
    record Published(Scope scope, List<Signed<RoundBody.Receipt>> receipts) implements CoordinatorMessage {
        public Published {
            receipts = List.copyOf(receipts);
        }

        @Override
        public Digest session() {
            return scope.session();
        }
    }

    /** The attempt or the epoch ended without a sum. */
    record Aborted(Scope scope, Step step, Reason reason) implements CoordinatorMessage {
        /** Why. */
        public enum Reason {
            TOO_FEW_MEMBERS,
            COMPLAINTS,
            RESTART,
            BAD_SECRETS
        }

        @Override
        public Digest session() {
            return scope.session();
        }
    }

    /** The task has no more rounds. */
    record Ended(Digest session) implements CoordinatorMessage {}

    /**
     * What is new in the protocol log, ahead of every message that leans on it; of no session.
     *
     * @param from number of the first leaf
     * @param leaves exact bytes
     * @param checkpoint signed note of a checkpoint whose size is {@code from} and the number of leaves
     * @param cosigned signed note of the newest checkpoint that a quorum of witnesses has cosigned; empty if there is none
     */
    record LogUpdate(long from, List<Bytes> leaves, Bytes checkpoint, Bytes cosigned) implements CoordinatorMessage {
        /** Most leaves of one update. */
        public static final int MOST_LEAVES = 192;

        public LogUpdate {
            leaves = List.copyOf(leaves);
        }

        /** 32 zero bytes. */
        @Override
        public Digest session() {
            return Digest.ZERO;
        }
    }
}
