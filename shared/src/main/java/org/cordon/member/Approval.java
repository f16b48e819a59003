// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.Transcript;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * One person's yes to one digest.
 *
 * <p><b>Does not check</b> the signature: {@link #isOf} does, and whoever counts approvals calls it.
 *
 * @param approver index of the member for which the approver key signed; 0 for the operator, whose word never counts as
 *     a vote
 * @param signature of type {@value #TYPE} over the bytes of a {@link Subject}
 */
public record Approval(int approver, Signature signature) {
    /** Signature type of an approval. */
    public static final String TYPE = "approval";

    public Approval {
        if (approver < 0 || approver > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("approver must be in [0, 255], but was " + approver);
        }
    }

    /** What kind of thing a digest is of, so that no approval of one kind passes for another. */
    public enum Kind {
        /** A change of the consortium; the digest is that of the amendment's statement. */
        AMENDMENT,
        /** A task; the digest is that of the charter, which is the session. */
        CHARTER,
        /** The end of a task; the digest is the session. */
        WITHDRAWAL
    }

    /**
     * What is approved.
     *
     * @param consortium id of the consortium, {@link Digest#ZERO} for the founding
     * @param manifest the manifest under which the approvers count, {@link Digest#ZERO} for the founding
     */
    public record Subject(Digest consortium, Kind kind, Digest manifest, Digest digest) {
        /** The bytes that are signed. */
        Bytes exact() {
            return new Transcript()
                    .lp(consortium)
                    .lp(kind.name())
                    .lp(manifest)
                    .lp(digest)
                    .toBytes();
        }
    }

    /** Signs for the member with this index. */
    public static Approval sign(int approver, Subject subject, Signer key) {
        return new Approval(approver, key.sign(TYPE, subject.exact()));
    }

    /** Whether {@code key} signed this approval for just this subject. */
    public boolean isOf(Subject subject, VerifyKey key) {
        return Verifier.verify(key, TYPE, subject.exact(), signature);
    }
}
