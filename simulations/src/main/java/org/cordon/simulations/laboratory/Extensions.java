// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.strategy.Strategy;

/** Strategies, attacks, defences and partitions that are not built in. */
interface Extensions {
    Strategy strategy(String name);

    Attack attack(String name);

    Defence defence(String name);

    Partition partition(String name);

    /** SHA-256 of each one's source, by name. */
    SortedMap<String, String> digests();

    /** There are none. */
    static Extensions none() {
        return new Extensions() {
            @Override
            public Strategy strategy(String name) {
                throw missing(name);
            }

            @Override
            public Attack attack(String name) {
                throw missing(name);
            }

            @Override
            public Defence defence(String name) {
                throw missing(name);
            }

            @Override
            public Partition partition(String name) {
                throw missing(name);
            }

            @Override
            public SortedMap<String, String> digests() {
                return new TreeMap<>();
            }

            private CommandFailure missing(String name) {
                return new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "plugin " + name + " must be given, but none was",
                        "Give its source file with --plugin " + name + ".java");
            }
        };
    }
}
