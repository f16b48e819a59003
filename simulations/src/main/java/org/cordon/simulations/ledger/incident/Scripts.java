// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All scripts that come with Cordon. */
public final class Scripts {
    private static final List<Script> ALL = Stream.of(
                    Thefts.all(), Abuses.laundering(), Abuses.takeovers(), Abuses.market(), Controls.all())
            .flatMap(List::stream)
            .toList();

    private Scripts() {}

    /** Attacks first, by family. */
    public static List<Script> all() {
        return ALL;
    }

    /** The script of that name. */
    public static Optional<Script> named(String name) {
        return ALL.stream().filter(script -> script.name().equals(name)).findFirst();
    }
}
