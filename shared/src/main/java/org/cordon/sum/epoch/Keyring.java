// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.List;
import java.util.Optional;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;

/**
 * A party's identity keys: while it rotates it has more than one, and the manifest of an epoch tells which one it speaks with.
 * Safe for concurrent use; what it gives may grow at any time.
 */
@FunctionalInterface
public interface Keyring {
    /** The private key to a public one, if this party holds it. */
    Optional<Signer> find(VerifyKey identity);

    /** These keys. */
    static Keyring of(Signer... keys) {
        List<Signer> held = List.of(keys);
        return identity ->
                held.stream().filter(key -> key.verifyKey().equals(identity)).findFirst();
    }
}
