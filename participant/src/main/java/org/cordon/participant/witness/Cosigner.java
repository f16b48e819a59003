// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.cordon.log.Checkpoint;
import org.cordon.log.Cosignature;
import org.cordon.log.NoteSigner;
import org.cordon.record.HeadCosignature;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;
import org.cordon.suite.SigningKey;

/** A member's voice as a witness: one cosignature of each head, and one more for each new stream. Not thread-safe. */
final class Cosigner implements AutoCloseable {
    private final SigningKey key;
    private final NoteSigner witness;
    private long given;

    Cosigner(Origin origin, int member, Secret local) {
        this.key = SigningKey.witness(local, origin.consortium());
        this.witness = NoteKeys.signer(NoteKeys.witness(origin, member, key.verifyKey()), key);
    }

    /** The newest head may be cosigned again. */
    void again() {
        given = 0;
    }

    /** Cosigns a checkpoint that is on disk, unless it was cosigned already. */
    Optional<HeadCosignature> cosign(Checkpoint checkpoint, Instant now) {
        if (checkpoint.size() <= given) {
            return Optional.empty();
        }
        given = checkpoint.size();
        ByteBuffer timed =
                ByteBuffer.wrap(Cosignature.sign(witness, checkpoint, now).signature());
        long seconds = timed.getLong();
        byte[] signature = new byte[Signature.BYTES];
        timed.get(signature);
        return Optional.of(new HeadCosignature(checkpoint.size(), seconds, Signature.of(signature)));
    }

    @Override
    public void close() {
        key.close();
    }
}
