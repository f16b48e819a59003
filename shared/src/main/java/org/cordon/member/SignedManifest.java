// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signed;
import org.cordon.suite.Signer;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * A manifest whose operator signature was verified: holding one is the proof.
 *
 * <p><b>Guarantees.</b> The signature of type "manifest" over the exact bytes verified under the given operator key.
 *
 * <p><b>Does not check</b> that the exact bytes encode the body: only codecs and signers pair the two.
 */
public final class SignedManifest {
    /** Signature type of a manifest. */
    public static final String TYPE = "manifest";

    private final Signed<Manifest> signed;
    private final Digest digest;

    private SignedManifest(Signed<Manifest> signed) {
        this.signed = signed;
        this.digest = Hashes.blob(signed.exact().toByteArray());
    }

    /** Checks the signature against the operator key that this node was given when it was set up. */
    public static SignedManifest verify(Signed<Manifest> signed, VerifyKey operator) throws ManifestRejected {
        if (!Verifier.verify(operator, TYPE, signed)) {
            throw new ManifestRejected(
                    "the manifest of consortium " + Quoted.of(signed.body().consortium())
                            + " is not signed by this consortium's operator key; ask the operator for the current manifest,"
                            + " or check operator.pub if the operator key was replaced");
        }
        return new SignedManifest(signed);
    }

    /** Signs the exact bytes that {@code wire} made of {@code manifest}. */
    public static Signed<Manifest> sign(Manifest manifest, Bytes exact, Signer operator) {
        return new Signed<>(manifest, exact, operator.sign(TYPE, exact));
    }

    public Manifest manifest() {
        return signed.body();
    }

    /** The manifest with its exact bytes and signature, to relay. */
    public Signed<Manifest> signed() {
        return signed;
    }

    /** H("blob"; exact bytes): what adverts and charters name. */
    public Digest digest() {
        return digest;
    }

    @Override
    public String toString() {
        return "SignedManifest[" + digest.shortHex() + "]";
    }
}
