// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

/** The value of a message is no record; the sentence says why and holds nothing of the value. */
final class MalformedValue extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence goes on after "value", such as "must be JSON, but is not" */
    MalformedValue(String sentence) {
        super(sentence);
    }

    MalformedValue(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
