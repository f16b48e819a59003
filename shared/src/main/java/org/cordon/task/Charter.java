// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;

/**
 * The terms of one task: what is computed, for what purpose, over which columns, and what every opened sum must hide.
 *
 * <p><b>Guarantees.</b> Every text is printable and within its bound, every number within its range, the label is not
 * also a feature, and the task ends after it begins.
 *
 * <p><b>Does not check</b> what depends on the consortium ({@link #requireFits}; {@link CharterBuilder#build(Threshold)} and
 * {@link SignedCharter#verify} call it), who approved it, or whether a participant wants it ({@link ParticipantPolicy}).
 * The exact bytes are made by package {@code wire}; their digest is the session. Make one with {@link #builder()}.
 *
 * @param manifest digest of the manifest that N, f, t and every key come from
 * @param name 1 to 64 of {@code a-z}, {@code 0-9}, {@code -} and {@code .}
 * @param purpose what the result is for, at most 1000 characters
 * @param legalBasis why this processing is lawful, at most 1000 characters
 * @param stages 1 to 16, in the order in which they run
 * @param minSurvivors m: how many members' inputs an opened sum contains at the least, t to N
 * @param minHonest how many honest inputs the task promises in every sum, at most t - f
 * @param columns features that the task may read, 1 to 4096, without the label; their order is that of the vector
 * @param label column that holds the label, if the task uses one
 * @param initialState H("blob"; state) of the first state of the first stage
 * @param privacyWaiver why sums are opened without differential privacy, if they are
 * @param timing how long each step may take
 * @param notBefore first second of the task
 * @param expiry the task is over from this second on
 */
public record Charter(
        Digest manifest,
        String name,
        String purpose,
        String legalBasis,
        List<Stage> stages,
        int minSurvivors,
        int minHonest,
        List<String> columns,
        Optional<String> label,
        Digest initialState,
        Optional<String> privacyWaiver,
        Timing timing,
        Instant notBefore,
        Instant expiry) {
    /** Most stages of a task. */
    public static final int MAX_STAGES = 16;

    /** Most feature columns of a task. */
    public static final int MAX_COLUMNS = 4096;

    /** Longest purpose, legal basis and waiver in characters. */
    public static final int MAX_PROSE = 1000;

    /** Longest column name in characters. */
    public static final int MAX_COLUMN_NAME = 128;

    /** Times lie in the years 1970 to 9999. */
    public static final Instant LATEST = Instant.ofEpochSecond(253_402_300_799L);

    public Charter {
        stages = List.copyOf(stages);
        columns = List.copyOf(columns);
        Text.requireToken("name", name, 64);
        Text.requireProse("purpose", purpose, MAX_PROSE);
        Text.requireProse("legalBasis", legalBasis, MAX_PROSE);
        privacyWaiver.ifPresent(waiver -> Text.requireProse("privacyWaiver", waiver, MAX_PROSE));
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

    /** Checks m and minHonest against the consortium: {@code t <= m <= N} and {@code minHonest <= t - f}. */
    public void requireFits(Threshold threshold) {
        requireRange("minSurvivors", minSurvivors, threshold.threshold(), threshold.members());
        requireRange("minHonest", minHonest, 1, threshold.honest());
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
