// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import java.util.function.Consumer;
import org.cordon.simulations.laboratory.Cluster;

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
        return SparkCluster.connect(checked, notices);
    }
}
