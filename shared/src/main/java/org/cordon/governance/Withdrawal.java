// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.Transcript;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * The operator's word that a task, or a charter that is open for approval, ends.
 *
 * @param signature of type {@value #TYPE} over LP(consortium), LP(session)
 */
public record Withdrawal(Digest consortium, Digest session, Signature signature) {
    /** Signature type of a withdrawal. */
    public static final String TYPE = "withdrawal";

    /** Signs a withdrawal. */
    public static Withdrawal sign(Digest consortium, Digest session, Signer operator) {
        return new Withdrawal(consortium, session, operator.sign(TYPE, exact(consortium, session)));
    }

    /** Whether {@code operator} signed it. */
    public boolean isSignedBy(VerifyKey operator) {
        return Verifier.verify(operator, TYPE, exact(consortium, session), signature);
    }

    private static Bytes exact(Digest consortium, Digest session) {
        return new Transcript().lp(consortium).lp(session).toBytes();
    }
}
