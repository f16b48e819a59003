// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.ring;

import java.math.BigInteger;

/** A bound that no ring of css/1 can hold: it must be below 2^63. */
public final class OverflowsRing extends IllegalArgumentException {
    OverflowsRing(BigInteger bound) {
        super("bound must be below 2^63, but was " + bound);
    }
}
