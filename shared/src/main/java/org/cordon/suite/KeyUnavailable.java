// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/**
 * A private key that was there cannot be used any more: its hardware was removed, restarted or fails. The message names
 * the place and what to do.
 *
 * <p>Nothing was signed. What a node had stored before still holds: started again with the key in reach, it goes on.
 */
public final class KeyUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyUnavailable(String message) {
        super(message);
    }
}
