// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.KeyPair;

/** The P-256 key of a certificate authority; the private half works until this is closed, and never prints. */
public final class AuthorityKey implements AutoCloseable {
    private final KeyPair pair;
    private final Runnable afterwards;

    AuthorityKey(KeyPair pair, Runnable afterwards) {
        this.pair = pair;
        this.afterwards = afterwards;
    }

    /** The private half has no encoding if it is in a token. */
    public KeyPair pair() {
        return pair;
    }

    @Override
    public void close() {
        afterwards.run();
    }

    @Override
    public String toString() {
        return "AuthorityKey";
    }
}
