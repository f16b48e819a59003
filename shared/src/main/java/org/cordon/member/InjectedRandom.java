// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.SecureRandom;
import org.cordon.suite.Randomness;

/** Lets the JDK's key generators and signers draw from the injected source. */
final class InjectedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient Randomness source;

    InjectedRandom(Randomness source) {
        this.source = source;
    }

    @Override
    public void nextBytes(byte[] target) {
        source.nextBytes(target);
    }
}
