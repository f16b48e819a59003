// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.computation.StagedComputation;
import org.cordon.computation.Stages;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.member.Threshold;
import org.cordon.member.VerifiedManifest;
import org.cordon.model.ParameterVector;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.task.CharterBuilder;
import org.cordon.task.Timing;

/**
 * The operator's YAML file of a task.
 *
 * @param minSurvivors the consortium's threshold t where it is left out
 * @param minHonest the consortium's t - f where it is left out
 * @param notBefore now where it is left out
 * @param lifetime how long after {@code notBefore} the task expires
 * @param timing a minute for each step, ten for training, where it is left out
 */
record CharterFile(
        String name,
        String purpose,
        String legalBasis,
        Optional<String> privacyWaiver,
        List<String> columns,
        Optional<String> label,
        Optional<Integer> minSurvivors,
        Optional<Integer> minHonest,
        Optional<Instant> notBefore,
        Duration lifetime,
        Optional<Timing> timing,
        List<StageFile> stages) {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Timing PATIENT = new Timing(Duration.ofMinutes(10), STEP, STEP, STEP, STEP);

    CharterFile {
        columns = List.copyOf(columns);
        stages = List.copyOf(stages);
        long networks =
                stages.stream().filter(stage -> stage.network().isPresent()).count();
        if (networks > 1) {
            throw new IllegalArgumentException("stages must have one network at the most, but had " + networks);
        }
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime must be positive, but was " + lifetime);
        }
    }

    /** The first parameters of the network, if there is one. */
    Optional<ParameterVector> firstParameters() {
        return stages.stream()
                .flatMap(stage -> stage.network().stream())
                .findFirst()
                .map(network -> network.firstParameters(columns.size()));
    }

    /** The first state of the pipeline, with the first parameters in it as bytes. */
    Bytes firstState() {
        List<Stages.Stage> list = stages.stream()
                .map(stage -> new Stages.Stage(stage.computation(), stage.computation(), stage.parameters(columns)))
                .toList();
        Map<String, Bytes> inputs = firstParameters()
                .map(first -> Map.of(NetworkTraining.INITIAL, first.toBytes()))
                .orElse(Map.of());
        return new StagedComputation().start(new Stages(list).encode(), inputs);
    }

    /** The charter for a consortium, with {@code state} as its first. */
    Charter charter(VerifiedManifest manifest, Bytes state, Instant now) {
        Threshold threshold = manifest.manifest().threshold();
        Instant begin = notBefore.orElse(now.truncatedTo(ChronoUnit.SECONDS));
        CharterBuilder builder = Charter.builder()
                .consortium(manifest.manifest().id())
                .name(name)
                .purpose(purpose)
                .legalBasis(legalBasis)
                .controllers(List.of(manifest.manifest().consortium()))
                .schema("columns")
                .retention(Duration.ZERO)
                .stages(stages.stream().map(stage -> stage.toStage(columns)).toList())
                .minSurvivors(minSurvivors.orElse(threshold.threshold()))
                .minHonest(minHonest.orElse(threshold.honest()))
                .columns(columns)
                .initialState(Hashes.blob(state))
                .timing(timing.orElse(PATIENT))
                .notBefore(begin)
                .expiry(begin.plus(lifetime));
        label.ifPresent(builder::label);
        privacyWaiver.ifPresent(builder::privacyWaiver);
        return builder.build(threshold);
    }
}
