// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cordon.cli.CommandFailure;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;

/** What people write, and what they are told. */
class ExperimentReadingTest {
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

    private static List<String> problems(String text) {
        return read(text).problems().stream()
                .map(problem -> problem.line() + " " + problem.sentence())
                .toList();
    }

    @Test
    void aRunForEverySeed() {
        assertThat(read(GOOD).orFail()).extracting(Run::seed).containsExactly(1L, 2L);
    }

    @Test
    void aSweepIsEveryValueWithEveryOther() {
        List<Run> runs = read(GOOD + """
                sweep:
                  training.learningRate: [0.1, 0.2]
                  strategy: [{fedavg: {learningRate: 1}}, {ditto: {lambda: 1}}]
                """).orFail();
        assertThat(runs).hasSize(8);
        assertThat(runs.get(0).settings().training().learningRate()).isEqualTo(0.1);
        assertThat(runs.get(7).settings().training().learningRate()).isEqualTo(0.2);
        assertThat(runs.get(7).settings().strategy().orElseThrow().ditto()).isPresent();
    }

    @Test
    void theNameOfARunDoesNotHangOnHowItIsWritten() {
        String other = "# a comment\ntraining: {learningRate: 0.1, optimiser: sgd, batchSize: 8, epochs: 1}\n"
                + GOOD.replaceFirst("training:.*\n", "");
        assertThat(read(other).orFail().get(0).canonical())
                .isEqualTo(read(GOOD).orFail().get(0).canonical());
    }

    @Test
    void oneMoreSeedLeavesTheOtherRunsAsTheyAre() {
        assertThat(read(GOOD.replace("[1, 2]", "[1, 2, 3]")).orFail().get(0).canonical())
                .isEqualTo(read(GOOD).orFail().get(0).canonical());
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsLine() {
        assertThat(problems(GOOD.replace("rounds: 3", "rounds: many").replace("hidden: [4]", "hiden: [4]")))
                .anyMatch(problem -> problem.startsWith("3 rounds must be"))
                .anyMatch(problem -> problem.startsWith("6 unknown key model.network.hiden"))
                .anyMatch(problem -> problem.startsWith("6 model.network.hidden must be set"));
    }

    @Test
    void aChoiceIsExactlyOne() {
        assertThat(problems(GOOD.replace("threats: {}", "threats: {}\n  mnist: {directory: x}")))
                .anyMatch(problem -> problem.contains("data must be exactly one of")
                        && problem.contains("but was [mnist, threats]"));
        assertThat(problems(GOOD + "defence: {buckets: 2}\n"))
                .anyMatch(problem -> problem.startsWith("8 ") && problem.contains("none of them"));
    }

    @Test
    void valuesOfASweepAreCheckedInTheirPlaces() {
        assertThat(problems(GOOD + "sweep:\n  rounds: [3, none]\n"))
                .anyMatch(problem -> problem.startsWith("9 rounds must be"));
        assertThat(problems(GOOD + "sweep:\n  rounds: 3\n"))
                .anyMatch(problem -> problem.startsWith("9 sweep.rounds must be a list"));
    }

    @Test
    void aFileThatIsNone() {
        assertThat(problems("")).singleElement().asString().contains("must have content");
        assertThat(problems("a: [1")).singleElement().asString().contains("must be YAML");
        assertThat(problems("- 1")).singleElement().asString().contains("must be keys with values");
        CommandFailure missing = catchThrowableOfType(
                CommandFailure.class, () -> ExperimentReading.of(Path.of("there-is-no-such.yaml")));
        assertThat(missing.sentence()).contains("there-is-no-such.yaml");
    }

    @Test
    void everyComponentHasItsFieldAndEveryFieldItsComponent() {
        Set<String> found = new TreeSet<>();
        walk(Experiment.class, found);
        assertThat(found).isEqualTo(new TreeSet<>(ExperimentFields.all().keySet()));
    }

    private static void walk(Class<?> type, Set<String> found) {
        for (RecordComponent component : type.getRecordComponents()) {
            found.add(type.getSimpleName() + "." + component.getName());
            Type of = component.getGenericType();
            while (of instanceof ParameterizedType generic) {
                of = generic.getActualTypeArguments()[0];
            }
            if (((Class<?>) of).isRecord()) {
                walk((Class<?>) of, found);
            }
        }
    }

    @Test
    void aProblemNamesTheMend() {
        Problem problem =
                read(GOOD.replace("rounds: 3", "rounds: 0")).problems().get(0);
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.mend()).contains("docs/experiment-file.md");
    }
}
