// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

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
    /** The origin line of checkpoints. */
    public String log() {
        return "cordon/v1/log/" + consortium.hex();
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
