// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.List;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;

/** The signed bodies of epoch set-up, in step order: summons, advert, roster, encapsulation, confirm, accepted. */
public sealed interface EpochBody extends Body {

    /** Coordinator to all: send adverts for this epoch. */
    record Summons(Scope scope, Digest manifest) implements EpochBody {
        @Override
        public String type() {
            return "summons";
        }
    }

    /**
     * Member to coordinator: the keys it takes part with, X25519 (32 bytes) and ML-KEM-768 (1184 bytes).
     *
     * @param witnessKey Ed25519 key (32 bytes) of the member's cosignatures of the protocol log, and of nothing else
     */
    record Advert(Scope scope, Bytes x25519, Bytes mlkem768, Digest manifest, Bytes witnessKey) implements EpochBody {
        @Override
        public String type() {
            return "advert";
        }
    }

    /** Coordinator to all: the adverts of those who take part, ascending by sender. */
    record Roster(Scope scope, List<Signed<Advert>> adverts) implements EpochBody {
        public Roster {
            adverts = List.copyOf(adverts);
        }

        @Override
        public String type() {
            return "roster";
        }
    }

    /** Member i to coordinator: the root over the leaves {@code u16 j || ciphertext} for every j above i. */
    record Encapsulation(Scope scope, Digest roster, Digest batchRoot) implements EpochBody {
        @Override
        public String type() {
            return "encapsulation";
        }
    }

    /** Member to coordinator: one tag for every other member of the roster, ascending. */
    record Confirm(Scope scope, Digest roster, List<Tag> tags) implements EpochBody {
        public Confirm {
            tags = List.copyOf(tags);
        }

        @Override
        public String type() {
            return "confirm";
        }
    }

    /** Member to coordinator: every tag verified. */
    record Accepted(Scope scope, Digest roster) implements EpochBody {
        @Override
        public String type() {
            return "accepted";
        }
    }

    /** A confirmation tag of 32 bytes; {@code peer} is the receiver on the way up and the sender on the way down. */
    record Tag(int peer, Bytes value) {}

    /** A ciphertext (1088 bytes) for one receiver. */
    record Sealed(int receiver, Bytes ciphertext) {}

    /** What a member hands in at step 2: its signed root and the ciphertexts, ascending by receiver. */
    record EncapsulationBatch(Signed<Encapsulation> header, List<Sealed> ciphertexts) {
        public EncapsulationBatch {
            ciphertexts = List.copyOf(ciphertexts);
        }
    }

    /** What the receiver gets of one batch: its ciphertext with the path to the signed root. */
    record Delivered(Signed<Encapsulation> header, Bytes ciphertext, List<Digest> path) {
        public Delivered {
            path = List.copyOf(path);
        }
    }
}
