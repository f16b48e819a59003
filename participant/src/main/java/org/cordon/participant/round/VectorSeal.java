// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.Ring;
import org.cordon.sum.ring.RingVector;

/**
 * A contribution on disk: x plus one mask stream, so that erasing the key erases x; H(x) tells whether it came back whole.
 */
record VectorSeal(MemberStore store, Digest session) {
    private static final String INPUT = "x";

    /** Stores x under a fresh key. */
    void saveInput(RingVector x, Secret key) {
        RingVector sealed = x.copy();
        Masks.apply(sealed, List.of(key), List.of());
        store.saveVector(session, INPUT, sealed.asReadOnlyBuffer());
    }

    /** x, if it is there and hashes to {@code input}. */
    Optional<RingVector> loadInput(Ring ring, Secret key, Digest input) {
        return store.loadVector(session, INPUT).flatMap(packed -> {
            RingVector x = RingVector.of(ring, packed);
            Masks.apply(x, List.of(), List.of(key));
            return Hashes.blob(x.toByteArray()).equals(input) ? Optional.of(x) : Optional.empty();
        });
    }

    void forget() {
        store.deleteVector(session, INPUT);
    }
}
