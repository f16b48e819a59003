// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

/** An attack wants to know what others send, before that is known; it is asked again then. */
public final class AsksForOthers extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Thrown out of {@link Malice#others}. */
    public AsksForOthers() {
        super("the updates of the others must be known first");
    }
}
