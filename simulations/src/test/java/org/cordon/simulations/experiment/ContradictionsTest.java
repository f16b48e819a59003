// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections that do not go together are told with their line, before anything is run. */
class ContradictionsTest {
    private static final String GOOD = """
            name: small
            seeds: [1, 2]
            rounds: 3
            data:
              threats: {}
            model: {network: {kind: mlp_classifier, hidden: [4]}}
            training: {epochs: 1, batchSize: 8, optimiser: sgd, learningRate: 0.1}
            """;

    private static List<String> problems(String text) {
        return ExperimentReading.of(Path.of("e.yaml"), text).problems().stream()
                .map(problem -> problem.line() + " " + problem.sentence())
                .toList();
    }

    /** All at once, whatever point of a sweep they stand in, before anything is run. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            secureSum: true|defence: krum ; secureSum must be false with a defence that looks at single updates
            secureSum: true|sweep: {defence: [none, median]} ; secureSum must be false with a defence that looks at single updates
            defence: {buckets: 2, normBound: {norm: 1}} ; defence.buckets must be left out with a defence that works on the sum
            attack: {share: 0.05, signFlip: {factor: 1}} ; attack.share must be at least one of 5 exchanges
            attack: {labelFlip: {classes: 10}} ; attack.labelFlip.classes must be 2, those of the data, but was 10
            attack: {modelReplacement: {feature: 0, value: 1, label: 7, share: 1}} ; attack.modelReplacement.label must be below 2
            exchanges: {count: 6} ; exchanges.count must be 5 as the source says, or left out, but was 6
            exchanges: {stragglers: {share: 0.5, send: partial}} ; send: partial must go with training.epochs above 1
            trainer: {process: java}|strategy: scaffold ; trainer must go with a strategy that leaves local steps alone
            sweep: {data.threats: [{}], data.partition: [{column: {name: town}}]} ; must ask for no column where the source is no table, but ask for [town]
            sweep: {data.partition: [iid, {shards: {perExchange: 1, alike: 10}}]} ; alike must be below the number of exchanges, 10, but was 10
            privacy: {epsilon: 3} ; privacy must be left out with this model, whose updates are opened without noise here
            privacy: {epsilon: 3, unit: customer} ; unit must be record, the one unit of an experiment, but was customer
            privacy: {epsilon: 101} ; epsilon must be in (0, 100], but was 101.0
            privacy: {epsilon: 3, delta: 2e-6} ; delta must be a power of ten from 1e-3 to 1e-18
            sweep: {model: [{network: {kind: sequence_classifier, hidden: [4], length: 8}}], data.scaling: [quantiles]} ; data must be a ledger with sequence_classifier, as other rows do not say whose they are
            sweep: {model: [{network: {kind: sequence_classifier, hidden: [4], length: 8}}], data: [{ledger: {scenario: theft}, scaling: quantiles, partition: {iid: {}}}]} ; data.partition and data.holdout must be left out with sequence_classifier
            sweep: {model: [{network: {kind: sequence_classifier, hidden: [4], length: 8}}], data: [{ledger: {scenario: theft}}]} ; data.scaling must be quantiles with sequence_classifier
            sweep: {model: [{network: {kind: sequence_classifier, hidden: [4]}}]} ; length must be set for a sequence_classifier and for no other kind, but was left out
            sweep: {model: [{network: {kind: mlp_classifier, hidden: [4], length: 8}}]} ; length must be set for a sequence_classifier and for no other kind, but was set
            sweep: {model: [{network: {kind: sequence_classifier, hidden: [4, 4], length: 8}}]} ; number of widths of a sequence_classifier must be 3, but was 4
            sweep: {model: [{quadratic: {}}]} ; model.quadratic must go with data.quadratics
            """)
    void whatDoesNotGoTogetherIsRefused(String more, String sentence) {
        assertThat(problems(GOOD + more.replace('|', '\n') + "\n"))
                .singleElement()
                .asString()
                .matches("[1-9].*")
                .contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            clusters: {rows: 9, features: 2, classes: 3, distance: 1} ; data.holdout must be random, time or group|model.network.kind must be softmax_classifier for 3 classes
            table: {files: [a.csv], test: b.csv} ; data must be labelled for a classifier
            table: {files: [a.csv], label: y, test: b.csv}|holdout: {random: {share: 0.5}} ; data.holdout must be left out with data.table.test
            table: {files: [a.csv]}|holdout: {random: {share: 0.5}}|partition: {shards: {perExchange: 1}} ; data.partition by label must go with rows that have labels|data must be labelled for a classifier
            """)
    void aSourceThatDoesNotFitIsRefused(String source, String sentences) {
        List<String> found = problems(GOOD.replace("threats: {}", source.replace("|", "\n  ")));
        List<String> expected = List.of(sentences.split("\\|"));
        assertThat(found)
                .hasSameSizeAs(expected)
                .allSatisfy(problem -> assertThat(expected).anyMatch(problem::contains));
    }
}
