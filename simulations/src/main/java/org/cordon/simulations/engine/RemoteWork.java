// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.List;
import java.util.function.Consumer;
import org.cordon.suite.Bytes;

/** Has the exchanges of a run work in other processes, each with a {@link RemoteTrial} of the same run. */
@FunctionalInterface
public interface RemoteWork {
    /**
     * Has all tasks of a round done, each at least once, and hands out one outcome for each, in any order and from any thread; returns
     * when all were handed out.
     *
     * @param order what every task of the round works from
     * @throws InterruptedException if it is stopped; the tasks are then stopped, too
     */
    void each(Bytes order, List<Bytes> tasks, Consumer<Bytes> sink) throws InterruptedException;
}
