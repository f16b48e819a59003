// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Vocabulary;

/**
 * What every key of an experiment means, by record and component; ranges are those that the records keep.
 *
 * <p>A test walks the records: each component has its entry here, and each entry its component.
 */
final class ExperimentFields implements Vocabulary {
    static final ExperimentFields VOCABULARY = new ExperimentFields();

    static final Field.Bound FREE = new Field.Free();

    private static final Map<String, Field> RUN = Map.ofEntries(
            entry(
                    "Experiment.name",
                    Field.free("Name of the experiment; results lie in a folder of that name.", "fraud-dirichlet")),
            entry("Experiment.seeds", new Field("One run for each.", "[1, 2, 3]", new Several(1, 1000, FREE))),
            entry("Experiment.rounds", Field.free("Sums of a run; trees, where these are learnt.", "100")),
            entry(
                    "Experiment.data",
                    Field.free("Where rows come from: exactly one source, then how they are cut.", "{threats: {}}")),
            entry(
                    "Experiment.exchanges",
                    Field.free(
                            "Who takes part; everybody in every round where it is left out.",
                            "{count: 100, fraction: 0.1}")),
            entry(
                    "Experiment.model",
                    Field.free(
                            "What is learnt: exactly one of network, trees, quadratic, clusters, components, kernel, oneclass, forest, svdd.",
                            "{network: {kind: mlp_classifier, hidden: [32, 16]}}")),
            entry(
                    "Experiment.trainer",
                    Field.free(
                            "A program that trains the network, see docs/external-trainer.md; production's trainer where it is left out.",
                            "{process: python3 train.py}")),
            entry(
                    "Trainer.process",
                    Field.free(
                            "The program and its arguments, started in the file's folder; split at spaces outside quotes, no shell.",
                            "python3 train.py")),
            entry(
                    "Experiment.training",
                    Field.free(
                            "What exchanges do between two sums; with network and quadratic, and with no other model.",
                            "{epochs: 1, batchSize: 32, optimiser: sgd, learningRate: 0.1}")),
            entry(
                    "Experiment.strategy",
                    Field.free(
                            "How the federation learns; plain averaging where it is left out.", "{fedprox: {mu: 1}}")),
            entry(
                    "Experiment.privacy",
                    Field.free(
                            "Differential privacy of all sums together, with trees, clusters, components, kernel, oneclass, forest and svdd; each exchange adds its share of the noise. No noise where it is left out.",
                            "{epsilon: 3}")),
            entry("Privacy.unit", Field.free("Whose presence is hidden: record, the one unit here.", "record")),
            entry("Privacy.epsilon", Field.free("Epsilon of all sums together, with at most 6 decimals.", "3")),
            entry("Privacy.delta", Field.free("Delta, a power of ten; 1e-6 where it is left out.", "1e-6")),
            entry(
                    "Privacy.accountant",
                    Field.free("How the loss of several sums is added up; pld where it is left out.", "pld")),
            entry(
                    "Experiment.secureSum",
                    Field.free(
                            "Whether vectors are masked; every sum that opens is the same. False where it is left out.",
                            "true")),
            entry(
                    "Experiment.bounds",
                    Field.free("Public bounds on an update.", "{clipNorm: 10, coordinateBound: 1, valueBits: 24}")),
            entry(
                    "Experiment.attack",
                    Field.free(
                            "Who attacks, and how; nobody where it is left out.", "{share: 0.2, ipm: {epsilon: 0.5}}")),
            entry(
                    "Experiment.defence",
                    Field.free(
                            "What is done against attackers; nothing where it is left out.",
                            "{buckets: 2, krum: {keep: 1}}")),
            entry(
                    "Experiment.evaluate",
                    Field.free("When the model is judged.", "{every: 5, target: {accuracy: 0.97}, stop: true}")),
            entry(
                    "Experiment.compare",
                    Field.free(
                            "Whether training alone, averaging outputs and pooling are run beside it. False where it is left out.",
                            "true")),
            entry(
                    "Exchanges.count",
                    Field.free(
                            "How many there are; where it is left out 10 with a partition, else as many as the source has, or 10.",
                            "100")),
            entry("Exchanges.fraction", Field.free("Of them that is asked in a round; 1 where it is left out.", "0.1")),
            entry(
                    "Exchanges.availability",
                    Field.free("Chance that one that is asked is there; 1 where it is left out.", "0.9")),
            entry("Exchanges.stragglers", Field.free("Exchanges that are slow.", "{share: 0.9, send: partial}")),
            entry("Stragglers.share", Field.free("Of those that are there, drawn anew each round.", "0.9")),
            entry(
                    "Stragglers.send",
                    Field.free("partial: what some of its passes gave; nothing: it drops out.", "partial")),
            entry("Bounds.clipNorm", Field.free("Bound on the L2 norm of an update; 1000 where it is left out.", "10")),
            entry(
                    "Bounds.coordinateBound",
                    Field.free("Bound on each coordinate; 1 where it is left out, or clipNorm if that is less.", "1")),
            entry("Bounds.valueBits", Field.free("Bits of a word with its sign; 32 where it is left out.", "24")),
            entry(
                    "Bounds.maxWeight",
                    Field.free(
                            "The most rows that an exchange weighs; those of the largest where it is left out.",
                            "1000")),
            entry("Evaluate.every", Field.free("So many rounds, 1 where it is left out, and after the last.", "5")),
            entry("Evaluate.target", Field.free("Metrics to reach.", "{accuracy: 0.97}")),
            entry(
                    "Evaluate.stop",
                    Field.free("Whether a run ends once the target is reached; false where it is left out.", "true")),
            entry("Target.loss", Field.free("At most.", "0.1")),
            entry("Target.accuracy", Field.free("At least.", "0.97")),
            entry("Target.averagePrecision", Field.free("At least.", "0.7")),
            entry("Target.rocAuc", Field.free("At least.", "0.9")));

    private static final Map<String, Field> TABLE = Stream.of(
                    RUN, DataFields.TABLE, ModelFields.TABLE, StrategyFields.TABLE, AttackFields.TABLE)
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Map<String, String> OTHERWISE = Map.of(
            "FedAveraging.learningRate", "1",
            "Scaffold.learningRate", "1",
            "SignFlip.factor", "1",
            "Krum.keep", "1");

    private static final Set<Class<?>> CHOICES = Set.of(
            Experiment.Data.class,
            Experiment.PartitionChoice.class,
            Experiment.Model.class,
            Experiment.StrategyChoice.class,
            Experiment.AttackChoice.class,
            Experiment.DefenceChoice.class);

    private ExperimentFields() {}

    static Map<String, Field> all() {
        return TABLE;
    }

    @Override
    public Field field(Class<?> owner, String component) {
        String key = owner.getSimpleName() + "." + component;
        return Optional.ofNullable(TABLE.get(key))
                .orElseThrow(() -> new IllegalStateException("field must be in the table, but was not: " + key));
    }

    /** Parameters that make their choice what its name says without them. */
    @Override
    public Optional<String> otherwise(Class<?> owner, String component) {
        return Optional.ofNullable(OTHERWISE.get(owner.getSimpleName() + "." + component));
    }

    @Override
    public boolean isChoice(Class<?> type) {
        return CHOICES.contains(type);
    }

    @Override
    public String mend() {
        return "Correct it; docs/experiment-file.md lists every key";
    }
}
