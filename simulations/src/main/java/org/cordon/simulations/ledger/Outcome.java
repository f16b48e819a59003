// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Locale;

/** How an event ended. */
public enum Outcome {
    SUCCESS,
    FAILURE;

    /** As the column has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
