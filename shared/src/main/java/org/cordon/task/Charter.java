// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cordon.computation.StagedComputation;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * The terms of one task: what is computed, for what purpose, over which columns, and what every opened sum must hide.
 *
 * <p><b>Guarantees.</b> Every text is printable and within its bound, every number within its range, the label is not
 * also a feature, and the task ends after it begins.
 *
 * <p><b>Does not check</b> what depends on the consortium ({@link #requireFits}; {@link CharterBuilder#build(Threshold)} and
 * {@link ApprovedCharter#verify} call it), who approved it, or whether a participant wants it ({@link ParticipantPolicy}).
 * The exact bytes are made by package {@code wire}; their digest is the session. Make one with {@link #builder()}.
 *
 * @param consortium id of the consortium: digest of its founding statement. A task outlives changes of the members; N, f, t
 *     and every key come from the manifest of each epoch
 * @param name 1 to 64 of {@code a-z}, {@code 0-9}, {@code -} and {@code .}
 * @param version 1 and up; of one task name a later version ends the earlier one, and nobody goes back
 * @param purpose what the result is for, at most 1000 characters
 * @param legalBasis why this processing is lawful, at most 1000 characters
 * @param controllers who is responsible for the data, 1 to 64, each of at most 200 characters
 * @param dpia digest of the data-protection impact assessment, if there is one
 * @param schema name of the data schema that the columns are from, 1 to 64 of {@code a-z}, {@code 0-9}, {@code -} and
 *     {@code .}
 * @param stages 1 to 16, in the order in which they run
 * @param minSurvivors m: how many members' inputs an opened sum contains at the least; {@link #survivors} never goes
 *     below t
 * @param minHonest how many honest inputs the task promises in every sum, at most t - f
 * @param columns features that the task may read, 1 to 4096, without the label; their order is that of the vector
 * @param label column that holds the label, if the task uses one
 * @param initialState H("blob"; state) of the first state of the first stage
 * @param privacy the differential privacy that the task must keep; exactly one of this and privacyWaiver
 * @param privacyWaiver why sums are opened without differential privacy, if they are
 * @param retention how long results may be kept after the task ends: whole seconds, up to 100 years
 * @param timing how long each step may take
 * @param notBefore first second of the task
 * @param expiry the task is over from this second on
 */
public record Charter(
        Digest consortium,
        String name,
        int version,
        String purpose,
        String legalBasis,
        List<String> controllers,
        Optional<Digest> dpia,
        String schema,
        List<Stage> stages,
        int minSurvivors,
        int minHonest,
        List<String> columns,
        Optional<String> label,
        Digest initialState,
        Optional<PrivacyTerms> privacy,
        Optional<String> privacyWaiver,
        Duration retention,
        Timing timing,
        Instant notBefore,
        Instant expiry) {
    /** Most stages of a task. */
    public static final int MAX_STAGES = 16;

    /** Most feature columns of a task. */
    public static final int MAX_COLUMNS = 4096;

    /** Longest purpose, legal basis and waiver in characters. */
    public static final int MAX_PROSE = 1000;

    /** Most controllers of a task. */
    public static final int MAX_CONTROLLERS = 64;

    /** Longest name of a controller in characters. */
    public static final int MAX_CONTROLLER = 200;

    /** Longest retention. */
    public static final Duration LONGEST_RETENTION = Duration.ofDays(36_525);

    /** Longest column name in characters. */
    public static final int MAX_COLUMN_NAME = 128;

    /** Times lie in the years 1970 to 9999. */
    public static final Instant LATEST = Instant.ofEpochSecond(253_402_300_799L);

    public Charter {
        stages = List.copyOf(stages);
        columns = List.copyOf(columns);
        controllers = List.copyOf(controllers);
        Text.requireToken("name", name, 64);
        requireRange("version", version, 1, Integer.MAX_VALUE);
        Text.requireToken("schema", schema, 64);
        requireControllers(controllers);
        Text.requireProse("purpose", purpose, MAX_PROSE);
        Text.requireProse("legalBasis", legalBasis, MAX_PROSE);
        privacyWaiver.ifPresent(waiver -> Text.requireProse("privacyWaiver", waiver, MAX_PROSE));
        requirePrivacy(privacy, privacyWaiver);
        requireRetention(retention);
        requireRange("stages", stages.size(), 1, MAX_STAGES);
        requireRange("minSurvivors", minSurvivors, 1, Threshold.MAX_MEMBERS);
        requireRange("minHonest", minHonest, 1, Threshold.MAX_MEMBERS);
        requireColumns(columns, label);
        requireSecond("notBefore", notBefore);
        requireSecond("expiry", expiry);
        if (!expiry.isAfter(notBefore)) {
            throw new IllegalArgumentException("expiry must be after notBefore " + notBefore + ", but was " + expiry);
        }
    }

    public static CharterBuilder builder() {
        return new CharterBuilder();
    }

    /** Checks m and minHonest against the consortium that approves: {@code t <= m <= N} and {@code minHonest <= t - f}. */
    public void requireFits(Threshold threshold) {
        requireRange("minSurvivors", minSurvivors, threshold.threshold(), threshold.members());
        requireRange("minHonest", minHonest, 1, threshold.honest());
    }

    /** Whether m and minHonest can be kept among the members of an epoch: {@code m <= N} and {@code minHonest <= t - f}. */
    public boolean isKeptBy(Threshold threshold) {
        return minSurvivors <= threshold.members() && minHonest <= threshold.honest();
    }

    /** How many inputs a sum of an epoch with these thresholds contains at the least: max(minSurvivors, t). */
    public int survivors(Threshold threshold) {
        return Math.max(minSurvivors, threshold.threshold());
    }

    /**
     * Demands that {@code state} is the first of just this charter's stages: what approvers read in the charter is what members do.
     *
     * @throws IllegalArgumentException also where a computation is not known here
     */
    public void requireFirst(StagedComputation pipeline, Bytes state) {
        // Spec: docs/protocol.md#charter.first-state
        pipeline.requireFirst(
                state,
                stages.stream().map(Stage::computation).toList(),
                stages.stream().map(Stage::parameters).toList());
    }

    /** How many sums the task may open at the most, over all stages. */
    public int maxRounds() {
        return stages.stream().mapToInt(Stage::maxRounds).sum();
    }

    private static void requireColumns(List<String> columns, Optional<String> label) {
        requireRange("columns", columns.size(), 1, MAX_COLUMNS);
        HashSet<String> seen = new HashSet<>();
        for (String column : columns) {
            Text.requireProse("column", column, MAX_COLUMN_NAME);
            if (!seen.add(column)) {
                throw new IllegalArgumentException(
                        "columns must be distinct, but was twice there: " + Text.quoted(column));
            }
        }
        label.ifPresent(column -> {
            Text.requireProse("label", column, MAX_COLUMN_NAME);
            if (seen.contains(column)) {
                throw new IllegalArgumentException(
                        "label must be no feature column, but was one: " + Text.quoted(column));
            }
        });
    }

    private static void requireControllers(List<String> controllers) {
        requireRange("controllers", controllers.size(), 1, MAX_CONTROLLERS);
        HashSet<String> seen = new HashSet<>();
        for (String controller : controllers) {
            Text.requireProse("controller", controller, MAX_CONTROLLER);
            if (!seen.add(controller)) {
                throw new IllegalArgumentException(
                        "controllers must be distinct, but was twice there: " + Text.quoted(controller));
            }
        }
    }

    private static void requirePrivacy(Optional<PrivacyTerms> privacy, Optional<String> waiver) {
        if (privacy.isPresent() == waiver.isPresent()) {
            throw new IllegalArgumentException("exactly one of privacy and privacyWaiver must be set, but "
                    + (privacy.isPresent() ? "both were" : "neither was"));
        }
    }

    private static void requireRetention(Duration retention) {
        if (retention.isNegative() || retention.toNanosPart() != 0 || retention.compareTo(LONGEST_RETENTION) > 0) {
            throw new IllegalArgumentException(
                    "retention must be whole seconds, 0 to 36525 days, but was " + retention);
        }
    }

    private static void requireSecond(String name, Instant value) {
        boolean inRange = !value.isBefore(Instant.EPOCH) && !value.isAfter(LATEST);
        if (!inRange || !value.truncatedTo(ChronoUnit.SECONDS).equals(value)) {
            throw new IllegalArgumentException(
                    name + " must be a whole second of the years 1970 to 9999, but was " + value);
        }
    }

    private static void requireRange(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be in [" + low + ", " + high + "], but was " + value);
        }
    }
}
