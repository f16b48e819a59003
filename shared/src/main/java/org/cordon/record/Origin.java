// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import java.util.Optional;
import org.cordon.log.Hash;
import org.cordon.suite.Digest;

/**
 * The names of a consortium's log and its witnesses: they follow from the consortium, so that nobody can take a name that
 * another has.
 *
 * <p>Source: docs/protocol-log.md, Names.
 *
 * @param consortium digest of the founding statement
 */
public record Origin(Digest consortium) {
    private static final String LOG = "cordon/v1/log/";

    /** The one whose log has this name; empty where no log of a consortium can be called so. */
    public static Optional<Origin> ofLog(String name) {
        return name.matches(LOG + "[0-9a-f]{64}")
                ? Optional.of(new Origin(Digest.parseHex(name.substring(LOG.length()))))
                : Optional.empty();
    }

    /** The origin line of checkpoints. */
    public String log() {
        return LOG + consortium.hex();
    }

    /** The key name of a member's witness. */
    public String witness(int member) {
        return "cordon/v1/witness/" + consortium.hex() + "/" + member;
    }

    /** What every statement of the log names. */
    public Hash hash() {
        return Hash.ofText(log());
    }
}
