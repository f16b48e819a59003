// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import org.cordon.suite.Bytes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/** An Ed25519 key in a token, which it keeps open. */
final class TokenSigner implements Signer {
    private final Token token;
    private final long key;
    private final VerifyKey verifyKey;

    TokenSigner(Token token, long key, VerifyKey verifyKey) {
        this.token = token;
        this.key = key;
        this.verifyKey = verifyKey;
    }

    /** Signs once and verifies: the handle is that of the public key. */
    void prove(String type) throws TokenRefused {
        Bytes exact = Bytes.wrap(verifyKey.toByteArray());
        TokenObjects objects = token.objects();
        byte[] signature = objects.sign(Mechanism.SIGN_ED25519, key, Verifier.message(type, exact));
        if (signature.length != Signature.BYTES || !Verifier.verify(verifyKey, type, exact, Signature.of(signature))) {
            throw objects.differs("signing key");
        }
    }

    @Override
    public VerifyKey verifyKey() {
        return verifyKey;
    }

    @Override
    public Signature sign(String type, Bytes exact) {
        return Signature.of(token.objects().sign(Mechanism.SIGN_ED25519, key, Verifier.message(type, exact)));
    }

    @Override
    public Signature signNote(Bytes text) {
        return Signature.of(token.objects().sign(Mechanism.SIGN_ED25519, key, Verifier.note(text)));
    }

    @Override
    public void close() {
        token.close();
    }

    @Override
    public String toString() {
        return "TokenSigner";
    }
}
