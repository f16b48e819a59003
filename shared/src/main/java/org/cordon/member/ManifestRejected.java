// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

/** A manifest that no trusted operator signed; the message names the cause and the mend. */
public final class ManifestRejected extends Exception {
    private static final long serialVersionUID = 1L;

    ManifestRejected(String message) {
        super(message);
    }
}
