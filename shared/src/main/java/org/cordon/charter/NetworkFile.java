// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.computation.History;
import org.cordon.computation.network.LocalWork;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.network.TrainingPlan;
import org.cordon.computation.network.UpdateBounds;
import org.cordon.model.Activation;
import org.cordon.model.FedAdagrad;
import org.cordon.model.FedAdam;
import org.cordon.model.FedAvg;
import org.cordon.model.FedYogi;
import org.cordon.model.InitialParameters;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.model.Loss;
import org.cordon.model.NetworkKind;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.model.ServerOptimiser;
import org.cordon.privacy.PoissonSampling;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;

/**
 * The network stage of a {@link CharterFile}.
 *
 * @param local what participants do between sums; not with differential privacy
 * @param clip public bounds on an update; not with differential privacy
 * @param dpSgd steps with differential privacy
 * @param holdoutPerMille share of the rows kept out of training
 * @param seed public seed of the first parameters
 */
record NetworkFile(
        Architecture architecture,
        Optional<Local> local,
        Server server,
        Optional<UpdateBounds> clip,
        Optional<DpSgdFile> dpSgd,
        int rounds,
        int holdoutPerMille,
        long seed)
        implements StageKind {
    NetworkFile {
        if (rounds < 1 || rounds > 100_000) {
            throw new IllegalArgumentException("rounds must be in [1, 100000], but was " + rounds);
        }
        boolean averages = local.isPresent() && clip.isPresent() && dpSgd.isEmpty();
        boolean isPrivate = local.isEmpty() && clip.isEmpty() && dpSgd.isPresent();
        if (!averages && !isPrivate) {
            throw new IllegalArgumentException(
                    "network must have either local and clip, or dpSgd and neither of the two, but"
                            + " had " + (local.isPresent() ? "local, " : "") + (clip.isPresent() ? "clip, " : "")
                            + (dpSgd.isPresent() ? "dpSgd, " : "") + "which is neither");
        }
    }

    /**
     * The shape; the inputs are the charter's columns, and the output follows from the kind.
     *
     * @param layers widths of the hidden layers
     * @param length rows of a customer that a sequence classifier looks at; of no other network
     */
    record Architecture(NetworkKind kind, Activation activation, List<Integer> layers, Optional<Integer> length) {
        Architecture {
            boolean isSequence = kind == NetworkKind.SEQUENCE_CLASSIFIER;
            if (isSequence != length.isPresent()) {
                throw new IllegalArgumentException(
                        "length must be set for a sequence_classifier and for no other kind, but was "
                                + (isSequence ? "left out" : "set"));
            }
        }

        NetworkSpec spec(int features) {
            List<Integer> widths = new ArrayList<>();
            widths.add(features);
            widths.addAll(layers);
            widths.add(
                    switch (kind) {
                        case MLP_CLASSIFIER, SEQUENCE_CLASSIFIER -> 1;
                        case AUTOENCODER -> features;
                        case SOFTMAX_CLASSIFIER -> 2; // labels of a charter are 0 or 1
                    });
            return new NetworkSpec(kind, widths, activation, length.orElse(1));
        }
    }

    /**
     * {@link LocalPlan} as the file writes it.
     *
     * @param proximal 0 where it is left out
     * @param positiveWeight 1 where it is left out
     * @param focalGamma 0 where it is left out
     */
    record Local(
            int epochs,
            int batchSize,
            LocalOptimiser optimiser,
            double learningRate,
            Optional<Double> proximal,
            Optional<Double> positiveWeight,
            Optional<Double> focalGamma) {
        Local {
            plan(epochs, batchSize, optimiser, learningRate, proximal);
            Loss unused = loss(positiveWeight, focalGamma);
        }

        LocalPlan plan() {
            return plan(epochs, batchSize, optimiser, learningRate, proximal)
                    .withLoss(loss(positiveWeight, focalGamma));
        }

        private static Loss loss(Optional<Double> positiveWeight, Optional<Double> focalGamma) {
            return new Loss(positiveWeight.orElse(1.0), focalGamma.orElse(0.0));
        }

        private static LocalPlan plan(
                int epochs, int batchSize, LocalOptimiser optimiser, double learningRate, Optional<Double> proximal) {
            return new LocalPlan(epochs, batchSize, optimiser, learningRate, proximal.orElse(0.0));
        }
    }

    /** The step that the coordinator and every participant do on the mean update: exactly one of the four. */
    record Server(
            Optional<FedAvg> average, Optional<FedAdam> adam, Optional<FedYogi> yogi, Optional<FedAdagrad> adagrad) {
        Server {
            long set = Stream.of(average, adam, yogi, adagrad)
                    .filter(Optional::isPresent)
                    .count();
            if (set != 1) {
                throw new IllegalArgumentException(
                        "server must be one of average, adam, yogi and adagrad, but was " + set + " of them");
            }
        }

        ServerOptimiser optimiser() {
            return Stream.<Optional<? extends ServerOptimiser>>of(average, adam, yogi, adagrad)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public String computation() {
        return NetworkTraining.NAME;
    }

    @Override
    public Needs needs() {
        return Needs.SCALING;
    }

    @Override
    public boolean isModel() {
        return true;
    }

    @Override
    public int sums() {
        return rounds;
    }

    @Override
    public boolean isNoisy() {
        return dpSgd.isPresent();
    }

    @Override
    public Optional<Misfit> misfitUnderNoise() {
        return dpSgd.isPresent()
                ? Optional.empty()
                : Optional.of(new Misfit(
                        "must have dpSgd in place of local and clip under privacy, but has not",
                        "Write for example dpSgd: {samplingRate: 0.02, units: 50000, maxUnits: 20000}"));
    }

    @Override
    public Optional<Long> noiseMultiplierMicro() {
        return dpSgd.flatMap(DpSgdFile::noiseMultiplierMicro);
    }

    @Override
    public NetworkFile under(long multiplierMicro) {
        return new NetworkFile(
                architecture,
                local,
                server,
                clip,
                dpSgd.map(steps -> steps.under(multiplierMicro)),
                rounds,
                holdoutPerMille,
                seed);
    }

    @Override
    public long samplingThreshold() {
        return dpSgd.map(steps -> PoissonSampling.ofRate(steps.samplingRate()).threshold())
                .orElse(0L);
    }

    @Override
    public Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        List<String> unused = new History(architecture.length().orElse(1)).names(columns);
        return plan(columns.size(), terms).encode();
    }

    private TrainingPlan plan(int features, Optional<PrivacyTerms> terms) {
        LocalWork work = dpSgd.<LocalWork>map(steps -> steps.plan(terms.orElseThrow()))
                .orElseGet(() -> new LocalWork.Averaging(local.orElseThrow().plan(), clip.orElseThrow()));
        return new TrainingPlan(architecture.spec(features), work, server.optimiser(), rounds, holdoutPerMille, seed);
    }

    ParameterVector firstParameters(int features) {
        return InitialParameters.draw(architecture.spec(features), seed);
    }
}
