// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.participant.data.Table;
import org.cordon.simulations.generator.GeneratedFederation;
import org.cordon.simulations.generator.ThreatGenerator;

/** The made-up exchanges of {@code cordon demo}: five, each of which has seen two of five attacks. */
public record Threats() implements Source {
    public static final int EXCHANGES = ThreatGenerator.EXCHANGES;

    @Override
    public Sample read(Path base, Set<String> columns, long seed) {
        Columns.requireNone("threats", columns);
        GeneratedFederation made = ThreatGenerator.generate(seed);
        List<Integer> owners = new ArrayList<>();
        for (int e = 0; e < made.exchanges().size(); e++) {
            for (int i = 0; i < made.exchanges().get(e).rows().rows(); i++) {
                owners.add(e);
            }
        }
        Table all = made.exchanges().stream()
                .map(GeneratedFederation.Exchange::rows)
                .reduce(Table::append)
                .orElseThrow();
        return new Sample(all, new TreeMap<>(), owners, Optional.of(made.test()));
    }
}
