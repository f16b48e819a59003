// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

/** A charter that the operator did not sign or that does not fit the manifest; the message names the cause and the mend. */
public final class CharterRejected extends Exception {
    private static final long serialVersionUID = 1L;

    CharterRejected(String message) {
        super(message);
    }
}
