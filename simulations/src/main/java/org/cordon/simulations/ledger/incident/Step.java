// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

/**
 * One thing that happens in a script, as numbers.
 *
 * <p>Every step plays itself on a {@link Scene}; what it needs to know is in its components, which {@code cordon simulate ledger show}
 * prints.
 */
public sealed interface Step
        permits ApiKeys,
                Halt,
                Inbound,
                OwnMoves,
                Payroll,
                Peel,
                Phishing,
                Pump,
                Stuffing,
                Surge,
                Sweep,
                TestTransfer,
                Theft,
                Wash {
    /** Writes its events. */
    void play(Scene scene);

    /** How long before the start of the script its first event may be. */
    default double leadHours() {
        return 0;
    }
}
