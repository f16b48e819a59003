// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.event.Labels;
import org.cordon.feature.FeatureSet;
import org.cordon.participant.data.Table;
import org.cordon.simulations.ledger.Truth;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.incident.Scripts;
import org.cordon.simulations.ledger.scenario.ScenarioLedger;

/** Plays the exchanges of a scenario and cuts their rows in those to train on and those of the test; the unit of a row is its account. */
final class LedgerPlay {
    private final ScenarioLedger scenario;
    private final FeatureSet features;
    private final Duration labelDelay;

    /**
     * Of a ledger.
     *
     * @param labelDelay a label is known so long after its event at the earliest
     */
    LedgerPlay(ScenarioLedger scenario, FeatureSet features, Duration labelDelay) {
        this.scenario = scenario;
        this.features = features;
        this.labelDelay = labelDelay;
    }

    /**
     * The rows of all exchanges in the order of their numbers.
     *
     * @param order in which they are played, which changes nothing
     */
    Sample sample(int[] order) {
        Part[] parts = new Part[order.length];
        Arrays.stream(order).parallel().forEach(number -> parts[number] = part(number));
        List<Integer> owners = new ArrayList<>();
        SortedMap<String, List<List<Integer>>> watched = new TreeMap<>();
        int before = 0;
        for (int number = 0; number < parts.length; number++) {
            for (int row = 0; row < parts[number].train().rows(); row++) {
                owners.add(number);
            }
            int offset = before;
            parts[number]
                    .watched()
                    .forEach((name, rows) -> watched.computeIfAbsent(name, unused -> new ArrayList<>())
                            .add(rows.stream().map(row -> row + offset).toList()));
            before += parts[number].test().rows();
        }
        Table train =
                Arrays.stream(parts).map(Part::train).reduce(Table::append).orElseThrow();
        Table test = Arrays.stream(parts).map(Part::test).reduce(Table::append).orElseThrow();
        requireRows(train, "before the cut-off with a label that was known at it");
        requireRows(test, "from the cut-off on");
        return new Sample(train, new TreeMap<>(), owners, Optional.of(test), watched);
    }

    private void requireRows(Table rows, String which) {
        if (rows.rows() == 0) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "the scenario must have events of kind " + features.rows() + " " + which + ", but has none",
                    "Name a threat whose rows the scenario has, more days, or a shorter delay of labels");
        }
    }

    /**
     * What one exchange adds.
     *
     * @param watched rows of the test that a script made, by its name
     */
    private record Part(Table train, Table test, SortedMap<String, List<Integer>> watched) {}

    private Part part(int number) {
        ExchangeEngine engine = new ExchangeEngine(features, labelDelay);
        engine.play(scenario.ledger().events(number));
        Instant cutOff = scenario.learnUntil();
        Labels known = Labels.asOf(cutOff, engine.labels());
        Gathered train = new Gathered(features);
        Gathered test = new Gathered(features);
        Map<String, Long> customers = new HashMap<>();
        SortedMap<String, List<Integer>> watched = new TreeMap<>();
        for (ExchangeEngine.Row row : engine.rows()) {
            long customer =
                    customers.computeIfAbsent(row.account(), any -> ((long) number << Integer.SIZE) + customers.size());
            if (row.time().isBefore(cutOff)) {
                OptionalInt label = known.of(row.event(), row.time());
                label.ifPresent(value -> train.add(row.values(), value, customer));
            } else {
                row.truth()
                        .ifPresent(truth -> watched.computeIfAbsent(name(truth), unused -> new ArrayList<>())
                                .add(test.rows()));
                test.add(row.values(), row.truth().filter(Truth::attack).isPresent() ? 1 : 0, customer);
            }
        }
        return new Part(train.table(), test.table(), watched);
    }

    /** What a script did; of an attack what honest people do in its course is told apart. */
    private static String name(Truth truth) {
        if (truth.incident().equals(ScenarioLedger.INSIDER)) {
            return truth.step();
        }
        boolean within = !truth.attack()
                && Scripts.named(truth.incident()).filter(Script::isAttack).isPresent();
        return within ? truth.incident() + "-honest" : truth.incident();
    }

    /** Rows that become a table. */
    private static final class Gathered {
        private final FeatureSet features;
        private final List<float[]> rows = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final List<Long> customers = new ArrayList<>();

        Gathered(FeatureSet features) {
            this.features = features;
        }

        void add(float[] values, int label, long customer) {
            rows.add(values);
            labels.add(label);
            customers.add(customer);
        }

        int rows() {
            return rows.size();
        }

        Table table() {
            int width = features.features().size();
            float[] values = new float[Math.multiplyExact(rows.size(), width)];
            float[] of = new float[rows.size()];
            for (int row = 0; row < of.length; row++) {
                System.arraycopy(rows.get(row), 0, values, row * width, width);
                of[row] = labels.get(row);
            }
            return Table.of(features.names(), of.length, values, Optional.of(of))
                    .withUnits(customers.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
