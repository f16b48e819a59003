// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.VerifyKey;

/**
 * What an approver, the operator or a node asks; signed with type {@value #TYPE}.
 *
 * @param consortium id of the consortium, zero before the founding
 * @param asker the key that signs the question
 * @param at when it was signed, in whole milliseconds
 * @param nonce 16 bytes that make it unlike any other question
 * @param from of a history: the first position wanted; 0 otherwise
 */
public record Question(Digest consortium, VerifyKey asker, Instant at, Bytes nonce, Subject subject, int from) {
    /** Signature type of a question. */
    public static final String TYPE = "question";

    private static final int NONCE = 16;

    /** What a question is about. */
    public enum Subject {
        /** The entries of the history from a position on. */
        HISTORY,
        /** What is open for approval. */
        PROPOSALS,
        /** Approved tasks and how they stand. */
        TASKS,
        /** Exchanges that ask to join. */
        REQUESTS
    }

    public Question {
        if (nonce.size() != NONCE) {
            throw new IllegalArgumentException("nonce must be 16 bytes, but was " + nonce.size());
        }
        if (from < 0) {
            throw new IllegalArgumentException("from must be at least 0, but was " + from);
        }
    }

    /** A question of this moment. */
    public static Question of(
            Digest consortium, VerifyKey asker, Subject subject, int from, Instant now, Randomness randomness) {
        byte[] nonce = new byte[NONCE];
        randomness.nextBytes(nonce);
        return new Question(consortium, asker, now.truncatedTo(ChronoUnit.MILLIS), Bytes.wrap(nonce), subject, from);
    }
}
