// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the name of a run derives from. */
class RunNamesTest {
    private static final String GOOD = """
            name: small
            seeds: [1, 2]
            rounds: 3
            data:
              threats: {}
            model: {network: {kind: mlp_classifier, hidden: [4]}}
            training: {epochs: 1, batchSize: 8, optimiser: sgd, learningRate: 0.1}
            """;

    private static ExperimentReading read(String text) {
        return ExperimentReading.of(Path.of("e.yaml"), text);
    }

    @Test
    void oneMoreSeedLeavesTheOtherRunsAsTheyAre() {
        assertThat(read(GOOD.replace("[1, 2]", "[1, 2, 3]")).orFail().get(0).canonical())
                .isEqualTo(read(GOOD).orFail().get(0).canonical());
    }

    @Test
    void theNameOfARunDoesNotHangOnHowItIsWritten() {
        String other = "# a comment\ntraining: {learningRate: 0.1, optimiser: sgd, batchSize: 8, epochs: 1}\n"
                + GOOD.replaceFirst("training:.*\n", "");
        assertThat(read(other).orFail().get(0).canonical())
                .isEqualTo(read(GOOD).orFail().get(0).canonical());
    }

    /** The form is what names of runs derive from: one that changes makes every experiment start anew. */
    @Test
    void theNameOfARunIsStable() {
        assertThat(read(GOOD).orFail().get(0).canonical())
                .isEqualTo("{\"data\": {\"threats\": {}}, \"model\": {\"network\": {\"hidden\": [\"4\"], "
                        + "\"kind\": \"mlp_classifier\"}}, \"rounds\": \"3\", \"training\": {\"batchSize\": \"8\", "
                        + "\"epochs\": \"1\", \"learningRate\": \"0.1\", \"optimiser\": \"sgd\"}}");
    }

    @Test
    void privacyIsPartOfTheNameAndItsDefaultsAreNot() {
        String trees = GOOD.replaceFirst("training:.*\n", "").replaceFirst("model: .*\n", "model: {trees: {}}\n");
        String shorter = read(trees + "privacy: {epsilon: 3}\n").orFail().get(0).canonical();
        assertThat(read(trees + "privacy: {epsilon: 3, unit: record, delta: 1e-6, accountant: pld}\n")
                        .orFail()
                        .get(0)
                        .canonical())
                .isEqualTo(shorter)
                .isNotEqualTo(read(trees).orFail().get(0).canonical());
    }

    @Test
    void aDefaultThatIsWrittenOutNamesTheSameRun() {
        String written = GOOD.replace("threats: {}", "threats: {}\n  scaling: none")
                        .replace("hidden: [4]", "hidden: [4], activation: relu")
                + """
                exchanges: {count: 5, fraction: 1, availability: 1.0}
                strategy: {fedavg: {learningRate: 1}}
                secureSum: false
                bounds: {clipNorm: 1e3, coordinateBound: 1, valueBits: 32}
                attack: none
                defence: {none: {}}
                evaluate: {every: 1, stop: false}
                compare: false
                """;
        assertThat(read(written).orFail().get(0).canonical())
                .isEqualTo(read(GOOD).orFail().get(0).canonical());
        String spread = GOOD.replace(
                "threats: {}",
                "clusters: {rows: 9, features: 2, classes: 2, distance: 1}\n  holdout: {random: {share: 0.2}}");
        assertThat(read(spread.replace("distance: 1}", "distance: 1.0}\n  partition: iid") + "exchanges: {count: 10}\n")
                        .orFail()
                        .get(0)
                        .canonical())
                .isEqualTo(read(spread).orFail().get(0).canonical());
    }

    @Test
    void whatDecidesOnARunIsInItsName() {
        String name = read(GOOD).orFail().get(0).canonical();
        for (String other : List.of(
                GOOD.replace("threats: {}", "threats: {}\n  partition: iid"),
                GOOD.replace("threats: {}", "threats: {}\n  partition: iid") + "exchanges: {count: 6}\n",
                GOOD + "strategy: {fedavg: {learningRate: 0.5}}\n",
                GOOD + "attack: {share: 0.2, mimic: {}}\n",
                GOOD + "bounds: {clipNorm: 10}\n")) {
            assertThat(read(other).orFail().get(0).canonical()).isNotEqualTo(name);
        }
    }
}
