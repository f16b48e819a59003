// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

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
import org.cordon.model.ParameterVector;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.task.CharterBuilder;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Timing;
import org.cordon.yaml.Unfit;
import org.cordon.yaml.Unfit.Finding;

/**
 * The YAML file of a task's charter; read one with {@link CharterReading}.
 *
 * <p><b>Guarantees.</b> All that can be said without the consortium holds: exactly one of privacy and waiver, an order
 * of stages that can run, parameters within their ranges.
 *
 * @param version 1 where it is left out
 * @param controllers who is responsible for the data
 * @param dpia SHA-256 of the data-protection impact assessment
 * @param schema name of the data schema
 * @param minSurvivors the consortium's threshold t where it is left out
 * @param minHonest the consortium's t - f where it is left out
 * @param retention how long the result may be kept
 * @param notBefore now where it is left out
 * @param lifetime how long after {@code notBefore} the task expires
 * @param timing a minute for each step, ten for training, where it is left out
 */
public record CharterFile(
        String name,
        Optional<Integer> version,
        String purpose,
        String legalBasis,
        List<String> controllers,
        Optional<Digest> dpia,
        String schema,
        List<String> columns,
        Optional<String> label,
        Optional<PrivacyFile> privacy,
        Optional<String> privacyWaiver,
        Optional<Integer> minSurvivors,
        Optional<Integer> minHonest,
        Duration retention,
        Optional<Instant> notBefore,
        Optional<Duration> lifetime,
        Optional<Instant> expiry,
        Optional<Timing> timing,
        List<StageFile> stages) {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Timing PATIENT = new Timing(Duration.ofMinutes(10), STEP, STEP, STEP, STEP);

    /** Refuses what does not fit together, all of it at once. */
    public CharterFile(
            String name,
            Optional<Integer> version,
            String purpose,
            String legalBasis,
            List<String> controllers,
            Optional<Digest> dpia,
            String schema,
            List<String> columns,
            Optional<String> label,
            Optional<PrivacyFile> privacy,
            Optional<String> privacyWaiver,
            Optional<Integer> minSurvivors,
            Optional<Integer> minHonest,
            Duration retention,
            Optional<Instant> notBefore,
            Optional<Duration> lifetime,
            Optional<Instant> expiry,
            Optional<Timing> timing,
            List<StageFile> stages) {
        this.name = name;
        this.version = version;
        this.purpose = purpose;
        this.legalBasis = legalBasis;
        this.controllers = List.copyOf(controllers);
        this.dpia = dpia;
        this.schema = schema;
        this.columns = List.copyOf(columns);
        this.label = label;
        this.privacy = privacy;
        this.privacyWaiver = privacyWaiver;
        this.minSurvivors = minSurvivors;
        this.minHonest = minHonest;
        this.retention = retention;
        this.notBefore = notBefore;
        this.lifetime = lifetime;
        this.expiry = expiry;
        this.timing = timing;
        this.stages = List.copyOf(stages);
        List<Finding> findings = CharterChecks.of(this);
        if (!findings.isEmpty()) {
            throw new Unfit(findings);
        }
    }

    /**
     * A charter of these stages that is never run, for what it says of them: it promises differential privacy if one of them cannot do without,
     * and then takes next to no noise where none is asked for, as a charter's own epsilon decides on that.
     *
     * @throws Unfit with everything that is wrong with the stages over these columns
     */
    public static CharterFile trial(List<String> columns, String label, List<StageFile> stages) {
        boolean noisy = stages.stream().anyMatch(stage -> stage.kind().needsNoise());
        CharterFile trial = new CharterFile(
                "trial",
                Optional.empty(),
                "trial",
                "none",
                List.of("nobody"),
                Optional.empty(),
                "trial",
                columns,
                Optional.of(label),
                Optional.of(PrivacyFile.TRIAL).filter(any -> noisy),
                Optional.of("a trial, that is never run").filter(any -> !noisy),
                Optional.empty(),
                Optional.empty(),
                Duration.ofDays(1),
                Optional.empty(),
                Optional.of(Duration.ofDays(1)),
                Optional.empty(),
                Optional.empty(),
                stages);
        return noisy
                ? trial.with(stages.stream()
                        .map(stage -> CharterChecks.noisy(stage.kind()))
                        .map(StageFile::of)
                        .toList())
                : trial;
    }

    /** What cannot be kept in a consortium of this size at this moment. */
    List<Finding> misfits(Threshold threshold, Instant now) {
        return CharterChecks.against(this, threshold, now);
    }

    /** The differential privacy that the task must keep, if it must. */
    Optional<PrivacyTerms> terms() {
        return privacy.map(PrivacyFile::terms);
    }

    /** The same with these stages. */
    CharterFile with(List<StageFile> others) {
        return new CharterFile(
                name,
                version,
                purpose,
                legalBasis,
                controllers,
                dpia,
                schema,
                columns,
                label,
                privacy,
                privacyWaiver,
                minSurvivors,
                minHonest,
                retention,
                notBefore,
                lifetime,
                expiry,
                timing,
                others);
    }

    /** When the task begins if it is submitted now. */
    public Instant begins(Instant now) {
        return notBefore.orElse(now.truncatedTo(ChronoUnit.SECONDS));
    }

    /** When the task is over if it is submitted now. */
    public Instant ends(Instant now) {
        return expiry.or(() -> lifetime.map(length -> begins(now).plus(length)))
                .map(end -> end.truncatedTo(ChronoUnit.SECONDS))
                .orElseThrow();
    }

    /** The first parameters of the network, if there is one. */
    public Optional<ParameterVector> firstParameters() {
        return stages.stream()
                .flatMap(stage -> stage.network().stream())
                .findFirst()
                .map(network -> network.firstParameters(columns.size()));
    }

    /** The parameters of the first stage of this computation, if there is one. */
    public Optional<Bytes> parameters(String computation) {
        return stages.stream()
                .filter(stage -> stage.computation().equals(computation))
                .findFirst()
                .map(stage -> stage.parameters(columns, terms()));
    }

    /** What every stage lets out of an exchange. */
    public List<Leaving> leavings() {
        return stages.stream()
                .map(stage -> Leaving.of(stage.toStage(columns, terms())))
                .toList();
    }

    /** The first state of the pipeline, with the first parameters in it as bytes. */
    public Bytes firstState() {
        List<Stages.Stage> list = stages.stream()
                .map(stage ->
                        new Stages.Stage(stage.computation(), stage.computation(), stage.parameters(columns, terms())))
                .toList();
        Map<String, Bytes> inputs = firstParameters()
                .map(first -> Map.of(NetworkTraining.INITIAL, first.toBytes()))
                .orElse(Map.of());
        return new StagedComputation().start(new Stages(list).encode(), inputs);
    }

    /** The charter for a consortium, with {@code state} as its first. */
    public Charter charter(Digest consortium, Threshold threshold, Bytes state, Instant now) {
        CharterBuilder builder = Charter.builder()
                .consortium(consortium)
                .version(version.orElse(1))
                .controllers(controllers)
                .schema(schema)
                .retention(retention)
                .name(name)
                .purpose(purpose)
                .legalBasis(legalBasis)
                .stages(stages.stream()
                        .map(stage -> stage.toStage(columns, terms()))
                        .toList())
                .minSurvivors(minSurvivors.orElse(threshold.threshold()))
                .minHonest(minHonest.orElse(threshold.honest()))
                .columns(columns)
                .initialState(Hashes.blob(state))
                .timing(timing.orElse(PATIENT))
                .notBefore(begins(now))
                .expiry(ends(now));
        label.ifPresent(builder::label);
        dpia.ifPresent(builder::dpia);
        terms().ifPresent(builder::privacy);
        privacyWaiver.ifPresent(builder::privacyWaiver);
        return builder.build(threshold);
    }
}
