// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.source.TableFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionWordTest {
    /** The experiment's file says of a word what the word itself means. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "iid",
                "dirichlet:0.3",
                "dirichlet:1e-2:some column: with 'all' #sorts",
                "shards:2",
                "quantity:0.5",
                "column:7",
                "attackKind:kind",
                "attackKind:a:b:3"
            })
    void theFileMeansTheSame(String written) {
        PartitionWord word = PartitionWord.parse(written, "bad");
        DetectionRows rows = new DetectionRows(
                new TableFiles(
                        List.of("it's.csv"),
                        Optional.of("bad"),
                        Optional.of("\\d'"),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                Optional.of(word));
        DetectionExperiment experiment = new DetectionExperiment(
                rows,
                5,
                1,
                DetectionModel.MLP,
                new DetectionExperiment.Training(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        Experiment read = ExperimentReading.of(Path.of("e.yaml"), experiment.text())
                .orFail()
                .get(0)
                .settings();
        Experiment.PartitionChoice choice = read.data().partition().orElseThrow();
        assertThat(Stream.of(
                                choice.iid(),
                                choice.dirichlet(),
                                choice.shards(),
                                choice.quantity(),
                                choice.column(),
                                choice.attackKind())
                        .flatMap(Optional::stream)
                        .map(Object.class::cast)
                        .toList())
                .containsExactly(word.partition());
        assertThat(read.data().table()).contains(rows.table());
    }
}
