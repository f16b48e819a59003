// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.nio.ByteBuffer;
import java.time.Duration;
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

/**
 * A member's voice as a witness: one cosignature of each head, and one more for each new stream, or where it is asked when the last one
 * has grown old: who starts again waits for fresh ones. Not thread-safe.
 */
final class Cosigner implements AutoCloseable {
    private static final Duration OLD = Duration.ofSeconds(10);

    private final SigningKey key;
    private final NoteSigner witness;
    private long given;
    private Instant givenAt = Instant.EPOCH;

    Cosigner(Origin origin, int member, Secret local) {
        this.key = SigningKey.witness(local, origin.consortium());
        this.witness = NoteKeys.signer(NoteKeys.witness(origin, member, key.verifyKey()), key);
    }

    /** The newest head may be cosigned again. */
    void again() {
        given = 0;
    }

    /** Cosigns a checkpoint that is on disk, unless it was cosigned lately. */
    Optional<HeadCosignature> cosign(Checkpoint checkpoint, Instant now) {
        if (checkpoint.size() <= given && !isOld(now)) {
            return Optional.empty();
        }
        given = checkpoint.size();
        givenAt = now;
        ByteBuffer timed =
                ByteBuffer.wrap(Cosignature.sign(witness, checkpoint, now).signature());
        long seconds = timed.getLong();
        byte[] signature = new byte[Signature.BYTES];
        timed.get(signature);
        return Optional.of(new HeadCosignature(checkpoint.size(), seconds, Signature.of(signature)));
    }

    /** A clock that was set back counts as well: else the last time would lie ahead for as long. */
    private boolean isOld(Instant now) {
        return now.isBefore(givenAt) || !now.isBefore(givenAt.plus(OLD));
    }

    @Override
    public void close() {
        key.close();
    }
}
