// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import java.security.SecureRandom;

/** A source of uniform bytes, injected wherever the protocol draws; implementations are safe for concurrent use. */
@FunctionalInterface
public interface Randomness {
    /** Fills {@code target} with uniform bytes. */
    void nextBytes(byte[] target);

    /** The operating system's generator. */
    static Randomness secure() {
        SecureRandom random = new SecureRandom();
        return random::nextBytes;
    }
}
