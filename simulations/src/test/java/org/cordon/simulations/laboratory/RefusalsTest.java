// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cordon.simulations.experiment.ExperimentReading;
import org.junit.jupiter.api.Test;

/** What production would refuse, and what it would not. */
class RefusalsTest {
    private static final String FIT = """
            name: fit
            seeds: [1]
            rounds: 3
            data:
              clusters: {rows: 100, features: 2, classes: 2, distance: 1}
              holdout: {random: {share: 0.2}}
              scaling: quantiles
            exchanges: {count: 7}
            model: {network: {kind: mlp_classifier, hidden: [4]}}
            training: {epochs: 1, batchSize: 8, optimiser: sgd, learningRate: 0.1}
            secureSum: true
            """;

    private static List<String> of(String text) {
        return Refusals.of(
                ExperimentReading.of(Path.of("e.yaml"), text).orFail().get(0).settings());
    }

    @Test
    void whatProductionDoesIsNotRefused() {
        assertThat(of(FIT)).isEmpty();
        for (String more : List.of(
                "strategy: {fedprox: {mu: 1}}",
                "strategy: {fedyogi: {learningRate: 0.1, beta1: 0.9, beta2: 0.99, tau: 0.001}}",
                "attack: signFlip",
                "attack: {plugin: Mine}",
                "defence: {normBound: {norm: 1}}")) {
            assertThat(of(FIT + more + "\n")).as(more).isEmpty();
        }
        assertThat(of(FIT.replace("count: 7", "count: 255"))).isEmpty();
    }

    @Test
    void sizesOfAConsortium() {
        assertThat(of(FIT.replace("count: 7", "count: 3")))
                .containsExactly("3 exchanges: a consortium of fewer than 5 is refused, one of four by rule");
        assertThat(of(FIT.replace("count: 7", "count: 4")))
                .containsExactly("4 exchanges: a consortium must allow four by an explicit rule");
        assertThat(of(FIT.replace("count: 7", "count: 256")))
                .containsExactly("256 exchanges: a consortium has at most 255 members");
    }

    @Test
    void roundsOfAConsortium() {
        assertThat(of(FIT.replace("count: 7", "count: 7, fraction: 0.5")))
                .containsExactly("fraction 0.5: every member is asked in every round");
        assertThat(of(FIT.replace("secureSum: true\n", "")))
                .singleElement()
                .asString()
                .startsWith("secureSum is false");
    }

    @Test
    void whatIsLearntAndHow() {
        assertThat(of(FIT.replace("scaling: quantiles", "scaling: none")))
                .singleElement()
                .asString()
                .startsWith("scaling is none");
        assertThat(of(FIT.replace("classes: 2", "classes: 3").replace("mlp", "softmax")))
                .containsExactly("3 classes: labels of a charter are 0 or 1");
        assertThat(of(FIT.replace("epochs: 1", "epochs: 1, steps: 2")))
                .singleElement()
                .asString()
                .startsWith("steps");
        assertThat(of(FIT.replace("{network: {kind: mlp_classifier, hidden: [4]}}", "quadratic")
                        .replace(
                                "clusters: {rows: 100, features: 2, classes: 2, distance: 1}",
                                "quadratics: {exchanges: 7, dimensions: 2, curvature: 1, spread: 1}")))
                .containsExactly("model quadratic: charters train networks and trees");
        for (String strategy : List.of(
                "scaffold: {}",
                "ditto: {lambda: 1}",
                "plugin: Mine",
                "workerMomentum: {learningRate: 1, momentum: 0.9}")) {
            assertThat(of(FIT + "strategy: {" + strategy + "}\n"))
                    .as(strategy)
                    .singleElement()
                    .asString()
                    .endsWith("it has no counterpart in charters");
        }
    }

    /** Of 7 members 5 are t. */
    @Test
    void sumsOverFewerThanT() {
        String plain = FIT.replace("secureSum: true\n", "");
        String unmasked = of(plain).get(0);
        assertThat(of(plain + "defence: {buckets: 4, median: {}}\n"))
                .containsExactly(
                        unmasked,
                        "defence median: it looks at sums over 4, and nothing over fewer than t = 5 is opened");
        assertThat(of(plain + "defence: {buckets: 5, median: {}}\n")).containsExactly(unmasked);
        assertThat(of(plain + "defence: krum\n")).last().asString().contains("sums over 1");
        assertThat(of(FIT + "defence: {centredClipping: {radius: 1, iterations: 1, ownClipping: true}}\n"))
                .containsExactly("defence centredClipping: it has no counterpart in charters");
    }

    @Test
    void reasonsAreCounted() {
        assertThat(Refusals.counted(List.of(List.of("a", "b"), List.of("a")), "runs"))
                .containsExactly("a", "b (1 of 2 runs)");
        assertThat(Refusals.counted(List.of(List.of()), "runs")).isEmpty();
    }
}
