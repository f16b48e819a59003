// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

/** Measures in full and prints JSON; takes no arguments. */
final class TrainBenchCommand {
    private TrainBenchCommand() {}

    public static void main(String[] arguments) {
        System.out.println(TrainBench.toJson(TrainBench.run(TrainBench.Effort.FULL)));
    }
}
