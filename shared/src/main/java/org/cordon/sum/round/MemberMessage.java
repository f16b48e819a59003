// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;

/** Everything a member submits, in step order; the masked vector travels apart. */
public sealed interface MemberMessage {

    /** Where in the protocol the message belongs. */
    Scope scope();

    record Advert(Signed<EpochBody.Advert> signed) implements MemberMessage {
        @Override
        public Scope scope() {
            return signed.body().scope();
        }
    }

    record Encapsulation(EpochBody.EncapsulationBatch batch) implements MemberMessage {
        @Override
        public Scope scope() {
            return batch.header().body().scope();
        }
    }

    record Confirm(Signed<EpochBody.Confirm> signed) implements MemberMessage {
        @Override
        public Scope scope() {
            return signed.body().scope();
        }
    }

    record Accepted(Signed<EpochBody.Accepted> signed) implements MemberMessage {
        @Override
        public Scope scope() {
            return signed.body().scope();
        }
    }

    /** Step ready: the signed header, what its leaves hash (ascending receiver) and the bundle E_i. */
    record Ready(Signed<RoundBody.Ready> header, List<PairLeaf> pairs, Bytes bundle) implements MemberMessage {
        public Ready {
            pairs = List.copyOf(pairs);
        }

        @Override
        public Scope scope() {
            return header.body().scope();
        }
    }

    /** What leaf_ij hashes besides o, i and j; the ciphertext is AEAD(sb_ij || sk_ij), 92 bytes. */
    record PairLeaf(int receiver, Digest premask, Digest selfShare, Digest recoveryShare, Bytes ciphertext) {}

    record Complaint(Signed<RoundBody.Complaint> signed) implements MemberMessage {
        @Override
        public Scope scope() {
            return signed.body().scope();
        }
    }

    record Endorsement(Signed<RoundBody.Endorsement> signed) implements MemberMessage {
        @Override
        public Scope scope() {
            return signed.body().scope();
        }
    }

    /** Step reveal: the shares, and beside them what the protocol log says of them. */
    record Reveal(Signed<RoundBody.Reveal> signed, Signed<RoundBody.RevealReceipt> receipt) implements MemberMessage {
        @Override
        public Scope scope() {
            return signed.body().scope();
        }
    }

    record Receipt(Signed<RoundBody.Receipt> signed) implements MemberMessage {
        @Override
        public Scope scope() {
            return signed.body().scope();
        }
    }

    /** The member does not take part; a code and nothing else. */
    record Refusal(Scope scope, Reason reason) implements MemberMessage {
        /** Why, as much as leaves the exchange. */
        public enum Reason {
            POLICY,
            CHARTER,
            PROTOCOL,
            DATA,
            /** As many sums as the charter grants, of all or of this kind, were opened or charged. */
            SPENT
        }
    }
}
