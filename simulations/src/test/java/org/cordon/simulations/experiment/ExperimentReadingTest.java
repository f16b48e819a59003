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
import java.util.stream.IntStream;
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
        assertThat(runs.get(0).settings().training().orElseThrow().learningRate())
                .isEqualTo(0.1);
        assertThat(runs.get(7).settings().training().orElseThrow().learningRate())
                .isEqualTo(0.2);
        assertThat(runs.get(7).settings().strategy().orElseThrow().ditto()).isPresent();
    }

    @Test
    void pointsThatMeanTheSameAreRefused() {
        assertThat(problems(GOOD + "sweep: {strategy: [{fedavg: {learningRate: 1}}, fedavg, {fedprox: {mu: 1}}]}\n"))
                .containsExactly(
                        "8 points of sweep must differ, but ({fedavg: {learningRate: 1}}) and (fedavg) mean the same");
    }

    /** Values alone where all points set the same keys, in the order of the file. */
    @Test
    void aLabelIsInTheOrderOfTheFile() {
        assertThat(read(GOOD + "sweep: {training.epochs: [1, 2], rounds: [5]}\n")
                        .orFail())
                .extracting(Run::label)
                .containsExactly("1, 5", "1, 5", "2, 5", "2, 5");
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
    void aChoiceThatNeedsNoKeysMayBeAWord() {
        Experiment words = only(GOOD.replace(
                        "  threats: {}",
                        "  clusters: {rows: 9, features: 2, classes: 2, distance: 1}\n  holdout: {random: {share: 0.2}}\n"
                                + "  partition: iid")
                + "strategy: fedavg\nattack: mimic\ndefence: krum\n");
        Experiment keys = only(GOOD.replace(
                        "  threats: {}",
                        "  clusters: {rows: 9, features: 2, classes: 2, distance: 1}\n  holdout: {random: {share: 0.2}}\n"
                                + "  partition: {iid: {}}")
                + "strategy: {fedavg: {learningRate: 1}}\nattack: {mimic: {}}\ndefence: {krum: {keep: 1}}\n");
        assertThat(words).isEqualTo(keys);
        assertThat(only(GOOD.replace("data:\n  threats: {}", "data: threats"))).isEqualTo(only(GOOD));
        assertThat(read(GOOD + "sweep: {strategy: [fedavg, scaffold]}\n").orFail())
                .hasSize(4);
        assertThat(problems(GOOD + "strategy: fedprox\n"))
                .singleElement()
                .asString()
                .startsWith("8 strategy.fedprox.mu must be set");
        assertThat(problems(GOOD + "strategy: fedavgg\n"))
                .singleElement()
                .asString()
                .startsWith("8 strategy must be one of [fedavg, ")
                .endsWith("but was \"fedavgg\"");
        assertThat(problems(GOOD + "exchanges: stragglers\n"))
                .singleElement()
                .asString()
                .startsWith("8 exchanges must be keys with values");
    }

    private static Experiment only(String text) {
        return read(text).orFail().get(0).settings();
    }

    @Test
    void aSweepThatLeadsNowhereIsSaidWithItsLine() {
        assertThat(problems(GOOD + "sweep:\n  training.learningrate: [1, 2]\n"))
                .singleElement()
                .asString()
                .startsWith("9 sweep.training.learningrate leads to an unknown key, learningrate; "
                        + "did you mean learningRate? the keys of training are [batchSize");
        assertThat(problems(GOOD + "strategy: fedavg\nsweep:\n  strategy.ditto.lambda: [1, 2]\n"))
                .singleElement()
                .asString()
                .startsWith("10 sweep.strategy.ditto.lambda must not go through strategy, which is \"fedavg\"");
        assertThat(problems(GOOD + "sweep:\n  rounds.of: [1, 2]\n"))
                .singleElement()
                .asString()
                .startsWith("9 sweep.rounds.of must not go through rounds, which is \"3\"");
        assertThat(problems(GOOD + "sweep:\n  together:\n    - {rounds: 1, trainig.epochs: 1}\n"))
                .singleElement()
                .asString()
                .startsWith("10 sweep.trainig.epochs leads to an unknown key, trainig; did you mean training?");
    }

    @Test
    void runsAreCappedNotPoints() {
        String many =
                GOOD.replace("[1, 2]", IntStream.range(0, 1000).boxed().toList().toString());
        String ten = IntStream.rangeClosed(1, 10).boxed().toList().toString();
        assertThat(read(many + "sweep:\n  rounds: " + ten + "\n").orFail()).hasSize(10_000);
        assertThat(problems(many + "sweep:\n  rounds: " + ten + "\n  secureSum: [true, false]\n"))
                .singleElement()
                .asString()
                .startsWith("10 sweep must have at most 10000 runs, points times seeds, but has 20000");
    }

    @Test
    void boundsOnAnUpdateAreThoseOfProduction() {
        assertThat(problems(GOOD + "bounds:\n  clipNorm: 0\n"))
                .singleElement()
                .asString()
                .startsWith("9 bounds: clipNorm must be in (0, 1e9], but was 0.0");
        assertThat(problems(GOOD + "bounds:\n  clipNorm: 2\n  coordinateBound: 3\n"))
                .singleElement()
                .asString()
                .startsWith("10 bounds: coordinateBound must be in (0, clipNorm], so at most 2.0, but was 3.0");
        assertThat(problems(GOOD + "bounds:\n  valueBits: 33\n"))
                .singleElement()
                .asString()
                .startsWith("9 bounds: valueBits must be in [8, 32], but was 33");
        assertThat(problems(GOOD + "bounds:\n  maxWeight: 0\n"))
                .singleElement()
                .asString()
                .startsWith("9 bounds: maxWeight must be in [1, 2^40], but was 0");
    }

    @Test
    void aNumberBeyondItsTypeIsRefusedWithItsRange() {
        assertThat(problems(GOOD.replace("rounds: 3", "rounds: 99999999999")))
                .singleElement()
                .asString()
                .isEqualTo("3 rounds must be a whole number in [-2147483648, 2147483647], but was \"99999999999\"");
        assertThat(problems(GOOD.replace("[1, 2]", "[1, 9223372036854775808]")))
                .singleElement()
                .asString()
                .startsWith("2 seeds[1] must be a whole number in [-9223372036854775808, ");
        assertThat(problems(GOOD.replace("0.1", "1e999")))
                .singleElement()
                .asString()
                .startsWith("7 training.learningRate must be a number of at most 1.79");
        assertThat(problems(GOOD + "attack: {modelReplacement: {feature: 0, value: 1e39, label: 0, share: 1}}\n"))
                .singleElement()
                .asString()
                .startsWith("8 attack.modelReplacement.value must be a number of at most 3.4");
    }

    @Test
    void problemsBeyondTwentyAreCounted() {
        StringBuilder text = new StringBuilder(GOOD);
        IntStream.range(0, 23).forEach(i -> text.append("zz").append(i).append(": 1\n"));
        CommandFailure failure = catchThrowableOfType(
                CommandFailure.class, () -> read(text.toString()).orFail());
        assertThat(failure.sentence().lines()).hasSize(21).last().asString().contains("and 3 more");
    }

    @Test
    void aMisspeltKeyIsGuessed() {
        assertThat(problems(GOOD + "stratgy: fedavg\n"))
                .singleElement()
                .asString()
                .startsWith("8 unknown key stratgy; did you mean strategy? the keys here are [");
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
