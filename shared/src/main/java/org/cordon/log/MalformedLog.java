// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

/**
 * Bytes of a log, a note, a policy or a proof that do not have the one spelling their format allows.
 *
 * <p><b>Guarantees.</b> The message is one sentence that says which part was wrong, what it must be and what it was; foreign
 * text in it is cut to {@value StrictText#SHOWN} characters and holds nothing that a terminal would obey.
 */
public final class MalformedLog extends Exception {
    private static final long serialVersionUID = 1;

    /** A finished sentence. */
    public MalformedLog(String sentence) {
        super(sentence);
    }

    /** The sentence "{@code what} must be {@code rule}, but was {@code found}", with {@code found} quoted as foreign text. */
    static MalformedLog of(String what, String rule, String found) {
        return new MalformedLog(what + " must be " + rule + ", but was " + StrictText.shown(found));
    }

    /** The same for a number of ours, unquoted. */
    static MalformedLog of(String what, String rule, long found) {
        return new MalformedLog(what + " must be " + rule + ", but was " + found);
    }
}
