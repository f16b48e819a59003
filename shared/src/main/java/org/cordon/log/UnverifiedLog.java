// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/**
 * Well-formed bytes that do not prove what they claim: a signature, an inclusion proof or a quorum does not hold.
 *
 * <p><b>Guarantees.</b> The message is one sentence that names the key, the proof or the quorum.
 */
public final class UnverifiedLog extends Exception {
    private static final long serialVersionUID = 1;

    /** A finished sentence. */
    public UnverifiedLog(String sentence) {
        super(sentence);
    }
}
