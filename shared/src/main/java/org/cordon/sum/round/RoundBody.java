// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;

/** The signed bodies of a round, in step order. Lists are ascending by member index. */
public sealed interface RoundBody extends Body {

    /** Coordinator to the roster: a round starts from {@code model}. {@code checkpoint} is the text of the protocol log's, without signatures. */
    record Open(Scope scope, Digest model, Digest configuration, Digest roster, Bytes checkpoint, Deadlines deadlines)
            implements RoundBody {
        @Override
        public String type() {
            return "open";
        }
    }

    /** When each step ends: milliseconds since 1970-01-01 UTC by the coordinator's clock. */
    record Deadlines(long readyMillis, long uploadMillis, long survivorsMillis, long revealMillis) {}

    /** Member to coordinator: commitments to its secrets of this attempt. {@code commitment} is reserved and empty. */
    record Ready(
            Scope scope,
            Digest open,
            Digest selfMask,
            Digest recoveryKey,
            Digest pairsRoot,
            Digest bundle,
            Bytes commitment)
            implements RoundBody {
        @Override
        public String type() {
            return "ready";
        }
    }

    /** Coordinator to U1: the headers of everyone who was ready. */
    record Cohort(Scope scope, Digest open, List<Signed<Ready>> headers) implements RoundBody {
        public Cohort {
            headers = List.copyOf(headers);
        }

        @Override
        public String type() {
            return "cohort";
        }
    }

    /** Member to coordinator: the pair (sender, accused) does not fit; {@code open} is all zero in epoch set-up. */
    record Complaint(Scope scope, Digest open, int accused, Reason reason) implements RoundBody {
        /** What did not fit. */
        public enum Reason {
            PREMASK,
            DECRYPTION,
            SHARE,
            KEY_AGREEMENT,
            CONFIRMATION
        }

        @Override
        public String type() {
            return "complaint";
        }
    }

    /** Member to coordinator: {@code root} is Y_i, the Merkle root over blocks of 4096 words of y_i. */
    record Upload(Scope scope, Digest context, Digest root) implements RoundBody {
        @Override
        public String type() {
            return "upload";
        }
    }

    /** Coordinator to U2: whose uploads are summed; the senders of the statements are U2. */
    record Survivors(Scope scope, Digest context, List<Signed<Upload>> statements, Bytes checkpoint)
            implements RoundBody {
        public Survivors {
            statements = List.copyOf(statements);
        }

        @Override
        public String type() {
            return "survivors";
        }
    }

    /** A survivor's one signature of the round over H("survivors"; ctx, U2, all Y_u, checkpoint). */
    record Endorsement(Scope scope, Digest survivors) implements RoundBody {
        @Override
        public String type() {
            return "endorsement";
        }
    }

    /** Survivor to coordinator: exactly one kind of share for every other member of U1, and its own self mask. */
    record Reveal(
            Scope scope,
            Digest context,
            Bytes ownSelfMask,
            List<SelfMaskShare> selfMasks,
            List<RecoveryShare> recoveries)
            implements RoundBody {
        public Reveal {
            selfMasks = List.copyOf(selfMasks);
            recoveries = List.copyOf(recoveries);
        }

        @Override
        public String type() {
            return "reveal";
        }
    }

    /** A share of b_u, 32 bytes. */
    record SelfMaskShare(int member, Bytes share) {}

    /** A share of k_u and the pair's premask p, 32 bytes each. */
    record RecoveryShare(int member, Bytes share, Bytes premask) {}

    /**
     * Survivor to coordinator, for the protocol log: which kind of share of whom its reveal holds, without the shares.
     *
     * @param survivors the certified statement
     */
    record RevealReceipt(Scope scope, Digest context, Digest survivors, MemberSet selfMasks, MemberSet recoveries)
            implements RoundBody {
        @Override
        public String type() {
            return "reveal-receipt";
        }
    }

    /** Coordinator to all: the digest of the sum and everything that is needed to check it. */
    record Result(
            Scope scope,
            Digest context,
            Digest sum,
            List<Signed<Endorsement>> certificate,
            List<OpenedSelfMask> selfMasks,
            List<OpenedMember> dropped,
            Bytes checkpoint)
            implements RoundBody {
        public Result {
            certificate = List.copyOf(certificate);
            selfMasks = List.copyOf(selfMasks);
            dropped = List.copyOf(dropped);
        }

        @Override
        public String type() {
            return "result";
        }
    }

    /** b_u of a survivor, 32 bytes. */
    record OpenedSelfMask(int member, Bytes seed) {}

    /** The leaf contents of a member of U1 that is not in U2, for every other member of the roster. */
    record OpenedMember(int member, List<OpenedPair> pairs) {
        public OpenedMember {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * One leaf of a dropped member.
     *
     * @param premask p_uj (32 bytes) where the receiver is in U2, else empty
     * @param premaskHash H("p"; o, p_uj) where the receiver is not in U2, else empty
     */
    record OpenedPair(
            int receiver,
            Optional<Bytes> premask,
            Optional<Digest> premaskHash,
            Digest ciphertext,
            Digest selfShare,
            Digest recoveryShare) {
        public OpenedPair {
            if (premask.isPresent() == premaskHash.isPresent()) {
                throw new IllegalArgumentException("a pair must carry either the premask or its hash");
            }
        }
    }

    /**
     * Member to coordinator: the sum was checked.
     *
     * @param model digest of the next state
     * @param manifest of the epoch: who was not in it can tell how many such receipts publish a state
     * @param checkpoint that of `result`: the log contains H(sum)
     */
    record Receipt(Scope scope, Digest context, Digest sum, Digest model, Digest manifest, Bytes checkpoint)
            implements RoundBody {
        @Override
        public String type() {
            return "receipt";
        }
    }
}
