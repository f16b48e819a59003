// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.List;
import java.util.function.Consumer;

/** Where the exchanges of a round do their work. */
interface Engine extends AutoCloseable {
    /**
     * Does all tasks of a round and hands out what came of each, in any order and from any thread; returns when all are done.
     *
     * @throws InterruptedException if it is stopped; the tasks then stop at their next minibatch
     */
    void each(RoundOrder order, List<ClientTask> tasks, Consumer<ClientResult> sink) throws InterruptedException;

    @Override
    void close();
}
