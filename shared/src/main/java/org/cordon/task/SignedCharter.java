// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import org.cordon.member.SignedManifest;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signed;
import org.cordon.suite.Signer;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * A charter that was verified against its consortium: holding one is the proof.
 *
 * <p><b>Guarantees.</b> The signature of type "charter" over the exact bytes verified under the operator key, the
 * charter names this manifest, and m and minHonest can be kept in it.
 *
 * <p><b>Does not check</b> whether this participant wants it ({@link ParticipantPolicy}), the time, or that the exact
 * bytes encode the body: only codecs and signers pair the two.
 */
public final class SignedCharter {
    /** Signature type of a charter. */
    public static final String TYPE = "charter";

    private final Signed<Charter> signed;
    private final Digest session;

    private SignedCharter(Signed<Charter> signed) {
        this.signed = signed;
        this.session = Hashes.blob(signed.exact().toByteArray());
    }

    /** Checks signature, manifest and thresholds. */
    public static SignedCharter verify(Signed<Charter> signed, VerifyKey operator, SignedManifest manifest)
            throws CharterRejected {
        Charter charter = signed.body();
        if (!Verifier.verify(operator, TYPE, signed)) {
            throw new CharterRejected("the charter of task " + Text.quoted(charter.name())
                    + " is not signed by this consortium's operator key; ask the operator for the signed charter");
        }
        if (!charter.manifest().equals(manifest.digest())) {
            throw new CharterRejected("the charter of task " + Text.quoted(charter.name()) + " is for manifest "
                    + charter.manifest().shortHex() + ", but this node has "
                    + manifest.digest().shortHex() + "; install the current manifest or renew the charter");
        }
        try {
            charter.requireFits(manifest.manifest().threshold());
        } catch (IllegalArgumentException unfit) {
            throw new CharterRejected("the charter of task " + Text.quoted(charter.name())
                    + " does not fit the consortium: " + unfit.getMessage());
        }
        return new SignedCharter(signed);
    }

    /** Signs the exact bytes that {@code wire} made of {@code charter}. */
    public static Signed<Charter> sign(Charter charter, Bytes exact, Signer operator) {
        return new Signed<>(charter, exact, operator.sign(TYPE, exact));
    }

    public Charter charter() {
        return signed.body();
    }

    /** The charter with its exact bytes and signature, to relay. */
    public Signed<Charter> signed() {
        return signed;
    }

    /** H("blob"; exact bytes): the session of every signed body and derived key of this task. */
    public Digest session() {
        return session;
    }

    @Override
    public String toString() {
        return "SignedCharter[" + session.shortHex() + "]";
    }
}
