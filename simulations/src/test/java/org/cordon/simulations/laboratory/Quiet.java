// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import org.cordon.simulations.engine.TrialListener;

/** Listens to nothing. */
enum Quiet implements TrialListener {
    LISTENER;

    @Override
    public void client(ClientPlayed client) {}

    @Override
    public void round(RoundPlayed round) {}
}
