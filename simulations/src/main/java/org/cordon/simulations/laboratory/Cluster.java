// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.function.Consumer;
import org.cordon.simulations.engine.RemoteWork;
import org.cordon.suite.Bytes;

/** Machines on which the exchanges of an experiment work, each by a {@link Worksite}. */
public interface Cluster extends AutoCloseable {
    /**
     * Where exchanges of a run work.
     *
     * @param run what a {@link Worksite} prepares the run from
     */
    RemoteWork work(Bytes run);

    @Override
    void close();

    /** Finds a kind of cluster; the service loader knows those whose libraries are there. */
    interface Provider {
        /** Its name for {@code --engine}. */
        String engine();

        /**
         * Connects, within bounded time.
         *
         * @param master as {@code --master} names it
         * @param notices takes sentences for whoever waits
         * @throws org.cordon.cli.CommandFailure if there is nothing of that name, or it does not answer
         */
        Cluster connect(String master, Consumer<String> notices) throws InterruptedException;
    }
}
