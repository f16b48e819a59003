// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A token, a request, a question or an approval that is refused; the sentence names the cause and the mend, no secret. */
public final class ConsortiumRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The named violation. */
    public enum Reason {
        /** Text that is no token of this version. */
        NOT_A_TOKEN,
        /** A token that is not as it was issued. */
        TOKEN_ALTERED,
        /** An invitation that the operator did not sign. */
        TOKEN_FORGED,
        /** Its time is over. */
        TOKEN_EXPIRED,
        /** Another request used it first. */
        TOKEN_USED,
        /** For, or from, another consortium. */
        OTHER_CONSORTIUM,
        /** A key that the sender did not prove to hold. */
        NO_POSSESSION,
        /** A signature that does not verify. */
        BAD_SIGNATURE,
        /** Whoever signed has no say here. */
        NOT_A_MEMBER,
        /** An approval in one's own matter. */
        SELF_APPROVAL,
        /** An approval that names something else. */
        WRONG_DIGEST,
        /** An amendment that does not follow the newest entry of the history. */
        FORK,
        /** A history that does not continue the one that is known. */
        ROLLBACK,
        /** A key that some entry had before. */
        KEY_REUSED,
        /** An index that some member had before. */
        INDEX_REUSED,
        /** A name that some member has. */
        NAME_TAKEN,
        /** Too few approvals for what it says it is. */
        NOT_ENOUGH_APPROVALS,
        /** A charter version that is not above the newest one of its task. */
        DOWNGRADE,
        /** An amendment or charter that breaks a rule of its own. */
        UNFIT,
        /** Nothing of that digest is open here. */
        UNKNOWN,
        /** Signed too long ago or in the future. */
        CLOCK_SKEWED,
        /** The same question again. */
        REPLAYED,
        /** The consortium has no founding statement yet. */
        NOT_FOUNDED,
        /** More than one asker, or all of them, may leave here. */
        TOO_MANY,
        /** More bytes than fit. */
        TOO_LARGE,
        /** Bytes that are no message. */
        MALFORMED;

        /** The word for machines, for example {@code token-used}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The reason of a word. */
        public static Optional<Reason> of(String word) {
            return Stream.of(values())
                    .filter(reason -> reason.word().equals(word))
                    .findFirst();
        }
    }

    public ConsortiumRefused(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** One sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
