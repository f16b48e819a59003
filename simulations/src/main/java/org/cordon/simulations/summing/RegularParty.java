// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.cordon.suite.Bytes;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.Ring;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.sharing.Shamir;
import org.cordon.sum.sharing.Share;

/**
 * What one exchange draws for one round of a k-regular sum.
 *
 * <p>All of it is the keystream of one seed, so that 32 bytes are kept for an exchange: whatever follows, its k shares of two
 * secrets above all, is derived again when it is needed.
 */
final class RegularParty {
    private static final Ring WORDS = new Ring(Long.SIZE);
    private static final int WORDS_EACH = Secret.BYTES / Long.BYTES;

    private final Secret seed;

    RegularParty(Secret seed) {
        this.seed = seed;
    }

    /** The two secrets that the neighbours hold shares of; of one exchange only one is ever opened. */
    enum Shared {
        /** The seed of the mask that hides what the others' keys would: opened if the exchange added its vector. */
        SELF_MASK(0),
        /** The private key that its pair masks come from: opened if the exchange dropped out. */
        KEY(1);

        private final int place;

        Shared(int place) {
            this.place = place;
        }
    }

    Secret secret(Shared which) {
        byte[] value = drawn(which.place * WORDS_EACH, WORDS_EACH);
        try {
            return Secret.of(value);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    /** Its shares of one secret, in the order of the neighbours. */
    List<Share> shares(Shared which, Shamir sharing) {
        int each = (sharing.threshold() - 1) * WORDS_EACH;
        byte[] coefficients = drawn(2 * WORDS_EACH + which.place * each, each);
        try (Secret secret = secret(which)) {
            return new ArrayList<>(
                    sharing.split(secret, target -> System.arraycopy(coefficients, 0, target, 0, target.length)));
        } finally {
            Arrays.fill(coefficients, (byte) 0);
        }
    }

    private byte[] drawn(int from, int words) {
        RingVector stream = RingVector.zeros(WORDS, words);
        Masks.applyRange(stream, from, List.of(seed), List.of());
        byte[] drawn = stream.toByteArray();
        stream.wipe();
        return drawn;
    }

    /** What everybody knows of a secret from the start, so that a wrong share shows. */
    static Bytes commitment(Shared which, int member, Secret secret) {
        if (which == Shared.SELF_MASK) {
            return Bytes.of(
                    Hashes.start(HashLabel.B).u32(member).field(secret).digest().toByteArray());
        }
        byte[] scalar = secret.copyBytes();
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519.scalarMultBase(scalar, 0, point, 0);
        Arrays.fill(scalar, (byte) 0);
        return Bytes.wrap(point);
    }
}
