// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import org.cordon.simulations.strategy.Memory;

/**
 * One exchange's work in a round.
 *
 * @param passes over its rows
 * @param memory the exchange's own, which its work alone touches
 */
record ClientTask(int exchange, int passes, Memory memory) {
    /** The same with a memory that may be thrown away. */
    ClientTask copy() {
        return new ClientTask(exchange, passes, memory.copy());
    }
}
