// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.participant.data.Table;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TogetherBeatsAloneTest {
    private static final int FIRST_FEATURE = 3;
    private static final int FEATURES = 22;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void onGeneratedData(long seed) {
        GeneratedFederation federation = ThreatGenerator.generate(seed);
        List<Table> rows = federation.exchanges().stream()
                .map(GeneratedFederation.Exchange::rows)
                .toList();
        Comparison compared = Comparison.of(rows, federation.test(), seed);
        System.out.println("generated, seed " + seed + ": " + compared);
        double together = compared.together().averagePrecision();
        assertThat(together).isGreaterThan(compared.aloneBest() + 0.15);
        assertThat(together).isGreaterThan(compared.averaged().averagePrecision() + 0.15);
    }

    /** Columns before the ERC20 ones, which leak the label; Index and Address dropped; repeated addresses removed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void onEthereumAccountsCutByDirichlet(long seed) throws IOException {
        Path file = dataFolder().resolve("ethereum-accounts/accounts.csv");
        Assumptions.assumeTrue(Files.exists(file), "skipped: there is no " + file);
        List<Table> parts = Partitioner.iid(read(file), 5, seed);
        Table test = parts.get(0);
        Table training = parts.stream().skip(1).reduce(Table::append).orElseThrow();
        List<String> flags = new ArrayList<>();
        for (int row = 0; row < training.rows(); row++) {
            flags.add(training.label(row) == 1f ? "1" : "0");
        }
        Comparison compared = Comparison.of(Partitioner.dirichlet(training, flags, 0.3, 5, seed), test, seed);
        System.out.println("Ethereum accounts, seed " + seed + ": " + compared);
        assertThat(compared.together().averagePrecision()).isGreaterThan(compared.aloneBest());
        assertThat(compared.together().averagePrecision()).isGreaterThan(compared.aloneMean() + 0.1);
    }

    private static Path dataFolder() {
        String given = System.getenv("CORDON_TEST_DATA");
        if (given != null) {
            return Path.of(given);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("../shared/data"))) {
            folder = folder.getParent();
        }
        return folder.resolve("../shared/data");
    }

    private static Table read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> names = new ArrayList<>();
        for (String name : lines.get(0).split(",", -1)) {
            names.add(name.trim());
        }
        Set<String> addresses = new HashSet<>();
        List<String[]> kept = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (addresses.add(cells[1])) {
                kept.add(cells);
            }
        }
        float[] values = new float[kept.size() * FEATURES];
        float[] labels = new float[kept.size()];
        for (int row = 0; row < labels.length; row++) {
            String[] cells = kept.get(row);
            labels[row] = Float.parseFloat(cells[2]);
            for (int k = 0; k < FEATURES; k++) {
                String cell = cells[FIRST_FEATURE + k];
                values[row * FEATURES + k] = cell.isEmpty() ? Float.NaN : Float.parseFloat(cell);
            }
        }
        List<String> features = names.subList(FIRST_FEATURE, FIRST_FEATURE + FEATURES);
        return Table.of(features, labels.length, values, Optional.of(labels));
    }
}
