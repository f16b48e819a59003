// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.function.Consumer;
import org.cordon.simulations.laboratory.Cluster;
import org.slf4j.LoggerFactory;

/** Finds Spark for {@code --engine spark}. */
public final class SparkProvider implements Cluster.Provider {
    @Override
    public String engine() {
        return "spark";
    }

    @Override
    public Cluster connect(String master, Consumer<String> notices) throws InterruptedException {
        Master checked = Master.of(master);
        checked.requireListening();
        // What fails becomes a sentence of ours; executors keep logs of their own.
        if (LoggerFactory.getLogger("org.apache") instanceof Logger spark) {
            spark.setLevel(Level.OFF);
        }
        return SparkCluster.connect(checked, notices);
    }
}
