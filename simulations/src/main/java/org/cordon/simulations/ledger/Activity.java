// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/** Something that makes events: a part of the background, or a script. */
public interface Activity {
    /** A name of its own among the activities of an exchange: its draws depend on it. */
    String name();

    /**
     * Writes the events that begin in an hour; they may reach into later hours, never back.
     *
     * <p>It is called once for every hour of the ledger, in order.
     */
    void fill(Emitter out);
}
