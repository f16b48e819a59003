// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Cuts one exchange off in mid-round: once it is armed, the next time the exchange would upload it is gone, after the
 * cohort was fixed with it and before its vector came.
 */
final class DropOut {
    private enum Phase {
        WAITING,
        ARMED,
        GONE
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final Runnable gone;

    /** {@code gone} hears on the exchange's own thread, and must not stop it there. */
    DropOut(Runnable gone) {
        this.gone = gone;
    }

    /** For an exchange that stays. */
    static DropOut never() {
        return new DropOut(() -> {});
    }

    /** From now on the exchange leaves in its next round. */
    void arm() {
        phase.compareAndSet(Phase.WAITING, Phase.ARMED);
    }

    /** Whether the exchange leaves now; true once. */
    boolean leaves() {
        if (phase.compareAndSet(Phase.ARMED, Phase.GONE)) {
            gone.run();
            return true;
        }
        return false;
    }
}
