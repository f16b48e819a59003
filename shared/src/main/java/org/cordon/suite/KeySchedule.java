// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The key schedule of css/1 for one session and epoch: one method per label, which alone fixes the key, the member
 * pair and the hash that label goes with (docs/protocol.md, Parameters).
 *
 * <p><b>Guarantees.</b> {@code info = LP("css/1/<label>") || LP(session) || u32 epoch || u32 round || u16 attempt ||
 * u16 i || u16 j || LP(hash)}, unused numbers 0, unused hash empty; 32 bytes out; HKDF-SHA256 (RFC 5869). Pairs named
 * {@code low, high} are refused unless ordered, so both sides derive the same. Every returned secret is the caller's
 * to close.
 *
 * <p><b>Does not check</b> that a key is used for one round only, or is the right one for its label.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class KeySchedule {
    /** Rounds of one epoch are numbered 1 to this. */
    private static final int MAX_ROUND = 100;

    private static final int MAX_ATTEMPT = 0xffff;
    private static final int MAX_MEMBER = 255;
    private static final byte[] NO_HASH = {};

    private final Digest session;
    private final int epoch;

    /** Keys of epoch {@code epoch} (1 and up) of the task whose charter has the digest {@code session}. */
    public KeySchedule(Digest session, int epoch) {
        check("epoch", epoch, 1, Integer.MAX_VALUE);
        this.session = session;
        this.epoch = epoch;
    }

    /** The tag by which {@code sender} confirms K_ij to {@code receiver}: HMAC under the "confirm" key over rosterHash. */
    public Bytes confirm(Secret pairKey, int sender, int receiver, Digest rosterHash) {
        checkDirected(sender, receiver);
        byte[] roster = rosterHash.toByteArray();
        byte[] info = info(KdfLabel.CONFIRM, 0, 0, sender, receiver, roster);
        try (Secret key = Kdf.expand(pairKey, info)) {
            return Bytes.wrap(Kdf.hmac(key, roster));
        }
    }

    /** Whether {@code tag} is {@link #confirm} of the same arguments, in constant time. */
    public boolean confirms(Bytes tag, Secret pairKey, int sender, int receiver, Digest rosterHash) {
        Bytes expected = confirm(pairKey, sender, receiver, rosterHash);
        return MessageDigest.isEqual(expected.toByteArray(), tag.toByteArray());
    }

    /** CK_1 from K_ij. */
    public Secret chain(Secret pairKey, int low, int high, Digest rosterHash) {
        return paired(KdfLabel.CHAIN, pairKey, 0, 0, low, high, rosterHash.toByteArray());
    }

    /** RK_r from CK_r. */
    public Secret round(Secret chainKey, int round, int low, int high) {
        checkRound(round, 0);
        return paired(KdfLabel.ROUND, chainKey, round, 0, low, high, NO_HASH);
    }

    /** CK_{r+1} from CK_r, where {@code round} is r. */
    public Secret next(Secret chainKey, int round, int low, int high) {
        checkRound(round, 0);
        return paired(KdfLabel.NEXT, chainKey, round, 0, low, high, NO_HASH);
    }

    /** The key under which {@code sender} encrypts its shares for {@code receiver}, from RK_r. */
    public Secret share(Secret roundKey, int round, int attempt, int sender, int receiver, Digest open) {
        checkRound(round, attempt);
        checkDirected(sender, receiver);
        return Kdf.expand(roundKey, info(KdfLabel.SHARE, round, attempt, sender, receiver, open.toByteArray()));
    }

    /** p_ij from RK_r. */
    public Secret premask(Secret roundKey, int round, int attempt, int low, int high, Digest open) {
        checkRound(round, attempt);
        return paired(KdfLabel.PREMASK, roundKey, round, attempt, low, high, open.toByteArray());
    }

    /** The self-mask seed b_i, from fresh randomness, a secret of the member's machine, and the hash of its input. */
    public Secret b(Randomness os, Secret local, Digest input, int round, int attempt, int member, Digest open) {
        return fresh(os, local, input, info(KdfLabel.B, round, attempt, member, open));
    }

    /** The recovery key k_i; its randomness is drawn on its own, so b_i says nothing about it. */
    public Secret k(Randomness os, Secret local, Digest input, int round, int attempt, int member, Digest open) {
        return fresh(os, local, input, info(KdfLabel.K, round, attempt, member, open));
    }

    /** The key of the bundle E_i, from k_i. */
    public Secret bundle(Secret recoveryKey, int round, int attempt, int member, Digest open) {
        return Kdf.expand(recoveryKey, info(KdfLabel.BUNDLE, round, attempt, member, open));
    }

    /** The key of the self mask's keystream, from b_i. */
    public Secret self(Secret selfSeed, int round, int attempt, int member, Digest ctx) {
        return Kdf.expand(selfSeed, info(KdfLabel.SELF, round, attempt, member, ctx));
    }

    /** The key of a pair mask's keystream, from p_ij. */
    public Secret mask(Secret premask, int round, int attempt, int low, int high, Digest ctx) {
        checkRound(round, attempt);
        return paired(KdfLabel.MASK, premask, round, attempt, low, high, ctx.toByteArray());
    }

    private static Secret fresh(Randomness os, Secret local, Digest input, byte[] info) {
        byte[] drawn = new byte[Secret.BYTES];
        os.nextBytes(drawn);
        byte[] localBytes = local.copyBytes();
        byte[] extracted = Kdf.extract(NO_HASH, drawn, localBytes, input.toByteArray());
        byte[] output = Kdf.expand(extracted, info, Secret.BYTES);
        try {
            return Secret.of(output);
        } finally {
            for (byte[] secret : new byte[][] {drawn, localBytes, extracted, output}) {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }

    private Secret paired(KdfLabel label, Secret key, int round, int attempt, int low, int high, byte[] hash) {
        checkMember("low", low);
        checkMember("high", high);
        if (low >= high) {
            throw new IllegalArgumentException("low must be below high = " + high + ", but was " + low);
        }
        return Kdf.expand(key, info(label, round, attempt, low, high, hash));
    }

    private byte[] info(KdfLabel label, int round, int attempt, int member, Digest hash) {
        checkRound(round, attempt);
        checkMember("member", member);
        return info(label, round, attempt, member, 0, hash.toByteArray());
    }

    private byte[] info(KdfLabel label, int round, int attempt, int i, int j, byte[] hash) {
        return new Transcript()
                .lp(label.prefixed())
                .lp(session)
                .u32(epoch)
                .u32(round)
                .u16(attempt)
                .u16(i)
                .u16(j)
                .lp(hash)
                .toByteArray();
    }

    private static void checkRound(int round, int attempt) {
        check("round", round, 1, MAX_ROUND);
        check("attempt", attempt, 0, MAX_ATTEMPT);
    }

    private static void checkDirected(int sender, int receiver) {
        checkMember("sender", sender);
        checkMember("receiver", receiver);
        if (sender == receiver) {
            throw new IllegalArgumentException("receiver must be another member than the sender, but was " + receiver);
        }
    }

    private static void checkMember(String name, int index) {
        check(name, index, 1, MAX_MEMBER);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "], but was " + value);
        }
    }
}
