// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cordon.model.Activation;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.participant.process.Arguments;
import org.cordon.simulations.attack.Alie;
import org.cordon.simulations.attack.FreeRider;
import org.cordon.simulations.attack.Ipm;
import org.cordon.simulations.attack.LabelFlip;
import org.cordon.simulations.attack.Mimic;
import org.cordon.simulations.attack.ModelReplacement;
import org.cordon.simulations.attack.Noise;
import org.cordon.simulations.attack.SignFlip;
import org.cordon.simulations.defence.CentredClipping;
import org.cordon.simulations.defence.GeometricMedian;
import org.cordon.simulations.defence.Krum;
import org.cordon.simulations.defence.Mean;
import org.cordon.simulations.defence.Median;
import org.cordon.simulations.defence.NormBound;
import org.cordon.simulations.defence.TrimmedMean;
import org.cordon.simulations.partition.Partitions;
import org.cordon.simulations.source.Clusters;
import org.cordon.simulations.source.FedHeart;
import org.cordon.simulations.source.Holdout;
import org.cordon.simulations.source.LedgerRows;
import org.cordon.simulations.source.Mnist;
import org.cordon.simulations.source.Quadratics;
import org.cordon.simulations.source.Source;
import org.cordon.simulations.source.Synthetic;
import org.cordon.simulations.source.TableFiles;
import org.cordon.simulations.source.Threats;
import org.cordon.simulations.staged.ClustersModel;
import org.cordon.simulations.staged.ComponentsModel;
import org.cordon.simulations.staged.ForestModel;
import org.cordon.simulations.staged.KernelModel;
import org.cordon.simulations.staged.OneclassModel;
import org.cordon.simulations.staged.StagedModel;
import org.cordon.simulations.staged.SvddModel;
import org.cordon.simulations.staged.Trees;
import org.cordon.simulations.strategy.Ditto;
import org.cordon.simulations.strategy.FedAdagrad;
import org.cordon.simulations.strategy.FedAdam;
import org.cordon.simulations.strategy.FedAveraging;
import org.cordon.simulations.strategy.FedProx;
import org.cordon.simulations.strategy.FedYogi;
import org.cordon.simulations.strategy.Scaffold;
import org.cordon.simulations.strategy.WorkerMomentum;

/**
 * One run's settings, as a file and a point of its sweep give them. Where a section is a choice exactly one key stands in it.
 *
 * @param seeds one run for each
 * @param exchanges everybody of the partition, always, where it is left out
 * @param rounds sums of a training; trees, where these are learnt
 * @param trainer production's own where it is left out
 * @param training with models that are averaged from updates, and with no other
 * @param strategy plain averaging where it is left out
 * @param privacy under which sums are opened, with models that come of a pipeline of sums; none where it is left out
 * @param secureSum whether vectors are masked; every sum that opens is the same; false where it is left out
 * @param compare whether training alone, averaging outputs and pooling are run beside it
 */
public record Experiment(
        String name,
        List<Long> seeds,
        int rounds,
        Data data,
        Optional<Exchanges> exchanges,
        Model model,
        Optional<Trainer> trainer,
        Optional<Training> training,
        Optional<StrategyChoice> strategy,
        Optional<Privacy> privacy,
        Optional<Boolean> secureSum,
        Optional<Bounds> bounds,
        Optional<AttackChoice> attack,
        Optional<DefenceChoice> defence,
        Optional<Evaluate> evaluate,
        Optional<Boolean> compare) {
    public Experiment {
        seeds = List.copyOf(seeds);
        Checks.require(
                name.matches("[a-z0-9][a-z0-9-]{0,63}"),
                "name must be 1 to 64 of a-z, 0-9 and hyphen, but was " + name);
        Checks.require(rounds >= 1 && rounds <= 100_000, "rounds must be in [1, 100000], but was " + rounds);
        Checks.require(seeds.stream().distinct().count() == seeds.size(), "seeds must be distinct, but were " + seeds);
    }

    /** How many exchanges there are when their number is left out, and the source has none of its own. */
    private static final int EXCHANGES = 10;

    /** How many exchanges there are. */
    public int exchangeCount() {
        return exchanges.flatMap(Exchanges::count).orElse(usualCount());
    }

    int usualCount() {
        return data.partition().isPresent() ? EXCHANGES : data.natural().orElse(EXCHANGES);
    }

    /** Nothing of a kind. */
    public record None() {}

    /** Where rows come from, which are held out, and who has which. */
    public record Data(
            Optional<TableFiles> table,
            Optional<Mnist> mnist,
            Optional<FedHeart> fedHeart,
            Optional<Synthetic> synthetic,
            Optional<Clusters> clusters,
            Optional<Quadratics> quadratics,
            Optional<Threats> threats,
            Optional<LedgerRows> ledger,
            Optional<HoldoutChoice> holdout,
            Optional<PartitionChoice> partition,
            Optional<Scaling> scaling) {
        public Data {
            Checks.exactlyOne(
                    "data",
                    List.of("table", "mnist", "fedHeart", "synthetic", "clusters", "quadratics", "threats", "ledger"),
                    table,
                    mnist,
                    fedHeart,
                    synthetic,
                    clusters,
                    quadratics,
                    threats,
                    ledger);
        }

        /** The source that is named. */
        public Source source() {
            return Stream.<Optional<? extends Source>>of(
                            table, mnist, fedHeart, synthetic, clusters, quadratics, threats, ledger)
                    .flatMap(Optional::stream)
                    .map(Source.class::cast)
                    .findFirst()
                    .orElseThrow();
        }

        /** The holdout that is named; the source's own test part where none is. */
        public Holdout held() {
            return holdout.<Holdout>flatMap(choice -> Stream.<Optional<? extends Holdout>>of(
                                    choice.random(), choice.time(), choice.group())
                            .flatMap(Optional::stream)
                            .map(Holdout.class::cast)
                            .findFirst())
                    .orElseGet(Holdout.Given::new);
        }

        /** Columns beside the features that holdout and partition decide by. */
        public Set<String> columns() {
            Set<String> columns = new TreeSet<>(held().columns());
            partition.ifPresent(choice -> {
                choice.dirichlet().map(Partitions.Dirichlet::by).ifPresent(columns::add);
                choice.column().map(Partitions.Column::name).ifPresent(columns::add);
                choice.attackKind().map(Partitions.AttackKind::column).ifPresent(columns::add);
            });
            columns.remove(Partitions.LABEL);
            return columns;
        }

        /** How many exchanges the source itself has; empty where rows are only spread. */
        public Optional<Integer> natural() {
            return fedHeart.map(any -> FedHeart.EXCHANGES)
                    .or(() -> threats.map(any -> Threats.EXCHANGES))
                    .or(() -> ledger.map(LedgerRows::exchangeCount))
                    .or(() -> synthetic.map(Synthetic::exchanges))
                    .or(() -> quadratics.map(Quadratics::exchanges))
                    .or(() -> table.map(files -> files.files().size()).filter(files -> files > 1));
        }
    }

    /** What is done with features before training. */
    public enum Scaling {
        /** By quantiles that the exchanges find by secure sums, as production does. */
        QUANTILES,
        /** Features are used as they are. */
        NONE
    }

    /** Rows that nobody trains on; the source's own test part where it is left out. */
    public record HoldoutChoice(
            Optional<Holdout.AtRandom> random, Optional<Holdout.Time> time, Optional<Holdout.Group> group) {
        public HoldoutChoice {
            Checks.exactlyOne("holdout", List.of("random", "time", "group"), random, time, group);
        }
    }

    /** How rows are spread; as the source says where it is left out, else at random. */
    public record PartitionChoice(
            Optional<Partitions.Iid> iid,
            Optional<Partitions.Dirichlet> dirichlet,
            Optional<Partitions.Shards> shards,
            Optional<Partitions.Quantity> quantity,
            Optional<Partitions.Column> column,
            Optional<Partitions.AttackKind> attackKind,
            Optional<String> plugin) {
        public PartitionChoice {
            Checks.exactlyOne(
                    "partition",
                    List.of("iid", "dirichlet", "shards", "quantity", "column", "attackKind", "plugin"),
                    iid,
                    dirichlet,
                    shards,
                    quantity,
                    column,
                    attackKind,
                    plugin);
        }
    }

    /**
     * Who takes part.
     *
     * @param count how many there are; without a partition the source's own number, where it has one
     * @param fraction asked in a round, all where it is left out
     * @param availability chance that one that is asked is there, 1 where it is left out
     */
    public record Exchanges(
            Optional<Integer> count,
            Optional<Double> fraction,
            Optional<Double> availability,
            Optional<Stragglers> stragglers) {
        public Exchanges {
            count.ifPresent(
                    n -> Checks.require(n >= 1 && n <= 1_000_000, "count must be in [1, 1000000], but was " + n));
            fraction.ifPresent(f -> Checks.require(f > 0 && f <= 1, "fraction must be in (0, 1], but was " + f));
            availability.ifPresent(
                    a -> Checks.require(a > 0 && a <= 1, "availability must be in (0, 1], but was " + a));
        }
    }

    /**
     * Exchanges that are slow.
     *
     * @param share of those that are there, drawn anew each round
     * @param send what becomes of their work
     */
    public record Stragglers(double share, Sending send) {
        public Stragglers {
            Checks.require(share >= 0 && share <= 1, "share must be in [0, 1], but was " + share);
        }
    }

    /** What a slow exchange sends. */
    public enum Sending {
        /** What some of its passes gave. */
        PARTIAL,
        /** Nothing: it drops out. */
        NOTHING
    }

    /** What is learnt: exactly one. */
    public record Model(
            Optional<Network> network,
            Optional<Trees> trees,
            Optional<None> quadratic,
            Optional<ClustersModel> clusters,
            Optional<ComponentsModel> components,
            Optional<KernelModel> kernel,
            Optional<OneclassModel> oneclass,
            Optional<ForestModel> forest,
            Optional<SvddModel> svdd) {
        public Model {
            Checks.exactlyOne(
                    "model",
                    List.of(
                            "network",
                            "trees",
                            "quadratic",
                            "clusters",
                            "components",
                            "kernel",
                            "oneclass",
                            "forest",
                            "svdd"),
                    network,
                    trees,
                    quadratic,
                    clusters,
                    components,
                    kernel,
                    oneclass,
                    forest,
                    svdd);
        }

        /** The model that comes of a pipeline of sums, if it is one. */
        public Optional<StagedModel> staged() {
            return Stream.<Optional<? extends StagedModel>>of(
                            trees, clusters, components, kernel, oneclass, forest, svdd)
                    .flatMap(Optional::stream)
                    .map(StagedModel.class::cast)
                    .findFirst();
        }
    }

    /**
     * A network; inputs and outputs follow from the data.
     *
     * @param length rows of a customer that a sequence classifier looks at; of no other network
     * @param hidden widths of the hidden layers; none for a linear model, one for a sequence classifier
     * @param activation of the hidden layers; where it is left out relu, of a sequence classifier tanh
     */
    public record Network(
            NetworkKind kind, Optional<Integer> length, List<Integer> hidden, Optional<Activation> activation) {
        public Network {
            hidden = List.copyOf(hidden);
            if ((kind == NetworkKind.SEQUENCE_CLASSIFIER) != length.isPresent()) {
                throw new IllegalArgumentException(
                        "length must be set for a sequence_classifier and for no other kind, but was "
                                + (length.isPresent() ? "set" : "left out"));
            }
            if (length.isPresent()) {
                NetworkSpec unused = specOf(kind, length, hidden, activation, 1, 2);
            }
        }

        /**
         * The network over rows of so many features.
         *
         * @param classes that labels tell apart
         */
        public NetworkSpec spec(int features, int classes) {
            return specOf(kind, length, hidden, activation, features, classes);
        }

        private static NetworkSpec specOf(
                NetworkKind kind,
                Optional<Integer> length,
                List<Integer> hidden,
                Optional<Activation> activation,
                int features,
                int classes) {
            List<Integer> widths = new ArrayList<>();
            widths.add(features);
            widths.addAll(hidden);
            widths.add(
                    switch (kind) {
                        case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER -> 1;
                        case AUTOENCODER -> features;
                        case SOFTMAX_CLASSIFIER -> classes;
                    });
            Activation usual = length.isPresent() ? Activation.TANH : Activation.RELU;
            return new NetworkSpec(kind, widths, activation.orElse(usual), length.orElse(1));
        }
    }

    /**
     * A program that trains in the place of production's trainer.
     *
     * @param process the program and its arguments; no shell reads them
     */
    public record Trainer(String process) {
        public Trainer {
            Arguments.parse(process);
        }
    }

    /** How the federation learns: exactly one. */
    public record StrategyChoice(
            Optional<FedAveraging> fedavg,
            Optional<FedProx> fedprox,
            Optional<FedAdam> fedadam,
            Optional<FedYogi> fedyogi,
            Optional<FedAdagrad> fedadagrad,
            Optional<Scaffold> scaffold,
            Optional<Ditto> ditto,
            Optional<WorkerMomentum> workerMomentum,
            Optional<String> plugin) {
        public StrategyChoice {
            Checks.exactlyOne(
                    "strategy",
                    List.of(
                            "fedavg",
                            "fedprox",
                            "fedadam",
                            "fedyogi",
                            "fedadagrad",
                            "scaffold",
                            "ditto",
                            "workerMomentum",
                            "plugin"),
                    fedavg,
                    fedprox,
                    fedadam,
                    fedyogi,
                    fedadagrad,
                    scaffold,
                    ditto,
                    workerMomentum,
                    plugin);
        }
    }

    /**
     * Public bounds on an update, and how it becomes integers; see {@link org.cordon.computation.network.UpdateBounds}.
     *
     * @param clipNorm 1,000 where it is left out
     * @param coordinateBound 1 where it is left out, or clipNorm if that is less
     * @param valueBits 32 where it is left out
     * @param maxWeight rows of the largest exchange where it is left out
     */
    public record Bounds(
            Optional<Double> clipNorm,
            Optional<Double> coordinateBound,
            Optional<Integer> valueBits,
            Optional<Long> maxWeight) {
        private static final double CLIP_NORM = 1000;

        public Bounds {
            clipNorm.ifPresent(
                    norm -> Checks.require(norm > 0 && norm <= 1e9, "clipNorm must be in (0, 1e9], but was " + norm));
            double most = clipNorm.orElse(CLIP_NORM);
            coordinateBound.ifPresent(bound -> Checks.require(
                    bound > 0 && bound <= most,
                    "coordinateBound must be in (0, clipNorm], so at most " + most + ", but was " + bound));
            valueBits.ifPresent(
                    bits -> Checks.require(bits >= 8 && bits <= 32, "valueBits must be in [8, 32], but was " + bits));
            maxWeight.ifPresent(rows ->
                    Checks.require(rows >= 1 && rows <= 1L << 40, "maxWeight must be in [1, 2^40], but was " + rows));
        }
    }

    /**
     * Who attacks, and how: exactly one.
     *
     * @param share of the exchanges that attack, those with the highest numbers; 0.2 where it is left out
     */
    public record AttackChoice(
            Optional<Double> share,
            Optional<None> none,
            Optional<SignFlip> signFlip,
            Optional<LabelFlip> labelFlip,
            Optional<Alie> alie,
            Optional<Ipm> ipm,
            Optional<Mimic> mimic,
            Optional<ModelReplacement> modelReplacement,
            Optional<FreeRider> freeRider,
            Optional<Noise> noise,
            Optional<String> plugin) {
        public AttackChoice {
            Checks.exactlyOne(
                    "attack",
                    List.of(
                            "none",
                            "signFlip",
                            "labelFlip",
                            "alie",
                            "ipm",
                            "mimic",
                            "modelReplacement",
                            "freeRider",
                            "noise",
                            "plugin"),
                    none,
                    signFlip,
                    labelFlip,
                    alie,
                    ipm,
                    mimic,
                    modelReplacement,
                    freeRider,
                    noise,
                    plugin);
            share.ifPresent(s -> Checks.require(s > 0 && s < 1, "share must be in (0, 1), but was " + s));
        }
    }

    /**
     * What is done against attackers: exactly one.
     *
     * @param buckets how many updates are averaged at random before the defence looks; 1 where it is left out
     */
    public record DefenceChoice(
            Optional<Integer> buckets,
            Optional<None> none,
            Optional<Mean> mean,
            Optional<NormBound> normBound,
            Optional<CentredClipping> centredClipping,
            Optional<Krum> krum,
            Optional<Median> median,
            Optional<TrimmedMean> trimmedMean,
            Optional<GeometricMedian> geometricMedian,
            Optional<String> plugin) {
        public DefenceChoice {
            Checks.exactlyOne(
                    "defence",
                    List.of(
                            "none",
                            "mean",
                            "normBound",
                            "centredClipping",
                            "krum",
                            "median",
                            "trimmedMean",
                            "geometricMedian",
                            "plugin"),
                    none,
                    mean,
                    normBound,
                    centredClipping,
                    krum,
                    median,
                    trimmedMean,
                    geometricMedian,
                    plugin);
            buckets.ifPresent(size ->
                    Checks.require(size >= 1 && size <= 10_000, "buckets must be in [1, 10000], but was " + size));
        }
    }

    /**
     * When the model is judged.
     *
     * @param every so many rounds, 1 where it is left out, and after the last
     * @param target what to reach
     * @param stop whether a run ends once it has, false where it is left out
     */
    public record Evaluate(Optional<Integer> every, Optional<Target> target, Optional<Boolean> stop) {
        public Evaluate {
            every.ifPresent(n -> Checks.require(n >= 1, "every must be at least 1, but was " + n));
        }
    }

    /** Metrics that are to be at least as good, all of them. */
    public record Target(
            Optional<Double> loss,
            Optional<Double> accuracy,
            Optional<Double> averagePrecision,
            Optional<Double> rocAuc) {}
}
