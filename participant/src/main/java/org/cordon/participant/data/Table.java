// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Rows of named float32 features with optional labels; immutable. A label is the number of a class, from 0; with two classes 1 is
 * what is to be found.
 *
 * <p><b>Guarantees.</b> Every value is finite or NaN, and NaN means missing. Feature names are distinct. Never prints
 * values.
 */
public final class Table {
    private static final int MAX_CLASSES = 4096;

    private final List<String> featureNames;
    private final int rows;
    private final float[] values;
    private final Optional<float[]> labels;
    private final boolean complete;
    private final Optional<long[]> units;

    /** Known to be without a missing value if {@code complete}; else there may be some. */
    private Table(
            List<String> featureNames,
            int rows,
            float[] values,
            Optional<float[]> labels,
            boolean complete,
            Optional<long[]> units) {
        this.featureNames = featureNames;
        this.rows = rows;
        this.values = values;
        this.labels = labels;
        this.complete = complete;
        this.units = units;
    }

    /**
     * Copies and checks its arguments.
     *
     * @param featureNames distinct, at least one
     * @param values row-major, {@code rows * featureNames.size()} of them; infinities are refused, NaN is a missing
     *     value
     * @param labels one whole number in [0, 4095] per row, if the rows are labelled
     */
    public static Table of(List<String> featureNames, int rows, float[] values, Optional<float[]> labels) {
        require(!featureNames.isEmpty(), "number of features must be at least 1, but was 0");
        require(
                new HashSet<>(featureNames).size() == featureNames.size(),
                "feature names must be distinct, but were " + featureNames);
        require(rows >= 0, "rows must be at least 0, but was " + rows);
        long expected = (long) rows * featureNames.size();
        require(values.length == expected, "number of values must be " + expected + ", but was " + values.length);
        boolean complete = true;
        for (int i = 0; i < values.length; i++) {
            complete &= !Float.isNaN(values[i]);
            if (Float.isInfinite(values[i])) {
                throw new IllegalArgumentException("value of " + featureNames.get(i % featureNames.size()) + " in row "
                        + i / featureNames.size() + " must be finite or missing, but was infinite");
            }
        }
        labels.ifPresent(given -> checkLabels(given, rows));
        return new Table(
                List.copyOf(featureNames),
                rows,
                values.clone(),
                labels.map(float[]::clone),
                complete,
                Optional.empty());
    }

    private static void checkLabels(float[] labels, int rows) {
        require(labels.length == rows, "number of labels must be " + rows + ", but was " + labels.length);
        for (int i = 0; i < rows; i++) {
            if (!(labels[i] >= 0 && labels[i] < MAX_CLASSES && labels[i] == Math.rint(labels[i]))) {
                throw new IllegalArgumentException(
                        "label of row " + i + " must be a whole number in [0, 4095], but was not");
            }
        }
    }

    public List<String> featureNames() {
        return featureNames;
    }

    public int features() {
        return featureNames.size();
    }

    public int rows() {
        return rows;
    }

    public boolean labelled() {
        return labels.isPresent();
    }

    public float value(int row, int feature) {
        return values[index(row) + feature];
    }

    /** The label of a row of a labelled table. */
    public float label(int row) {
        return labels.orElseThrow(() -> new IllegalStateException("the table has no labels"))[row];
    }

    /** Demands that there are no more than so many classes. */
    public void requireLabelsBelow(int classes) {
        labels.ifPresent(given -> {
            for (int i = 0; i < rows; i++) {
                if (given[i] >= classes) {
                    throw new IllegalArgumentException("label of row " + i + " must be "
                            + (classes == 2 ? "0 or 1" : "below " + classes) + ", but was not");
                }
            }
        });
    }

    /** Copies the features of {@code row} into {@code target} from {@code offset} on. */
    public void copyRow(int row, float[] target, int offset) {
        System.arraycopy(values, index(row), target, offset, features());
    }

    /** All values, row-major, as a copy. */
    public float[] copyValues() {
        return values.clone();
    }

    /** All labels as a copy. */
    public Optional<float[]> copyLabels() {
        return labels.map(float[]::clone);
    }

    /** Number of rows with label 1; 0 without labels. */
    public int positives() {
        return labels.map(given -> (int)
                        IntStream.range(0, rows).filter(i -> given[i] == 1f).count())
                .orElse(0);
    }

    /** The largest label; 0 without labels or rows. */
    public int largestLabel() {
        float largest = 0;
        if (labels.isPresent()) {
            for (float label : labels.get()) {
                largest = Math.max(largest, label);
            }
        }
        return (int) largest;
    }

    /** Where the first missing value is, as row times {@link #features} plus feature. */
    public OptionalInt firstMissing() {
        if (complete) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The rows with the given indices, in their order; an index may repeat. */
    public Table select(int[] indices) {
        int width = features();
        float[] picked = new float[Math.multiplyExact(indices.length, width)];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, index(indices[i]), picked, i * width, width);
        }
        Optional<float[]> pickedLabels = labels.map(given -> {
            float[] target = new float[indices.length];
            for (int i = 0; i < indices.length; i++) {
                target[i] = given[indices[i]];
            }
            return target;
        });
        return new Table(featureNames, indices.length, picked, pickedLabels, complete, picked(indices));
    }

    private Optional<long[]> picked(int[] indices) {
        return units.map(
                given -> Arrays.stream(indices).mapToLong(i -> given[i]).toArray());
    }

    /**
     * The same rows, each with the privacy unit that it belongs to.
     *
     * @param ofRows one number a row; equal exactly for rows of one unit, and of no row but its own unit's making
     */
    public Table withUnits(long[] ofRows) {
        require(ofRows.length == rows, "number of units must be " + rows + ", but was " + ofRows.length);
        return new Table(featureNames, rows, values, labels, complete, Optional.of(ofRows.clone()));
    }

    /** The privacy unit of every row, where they are known. */
    public Optional<long[]> copyUnits() {
        return units.map(long[]::clone);
    }

    /** The rows whose index {@code keep} accepts, in order. */
    public Table filter(IntPredicate keep) {
        return select(IntStream.range(0, rows).filter(keep).toArray());
    }

    /** The given features in the given order; an unknown name is refused. */
    public Table withFeatures(List<String> names) {
        int[] source = new int[names.size()];
        for (int k = 0; k < source.length; k++) {
            source[k] = featureNames.indexOf(names.get(k));
            require(source[k] >= 0, "feature must be one of " + featureNames + ", but was " + names.get(k));
        }
        if (names.equals(featureNames)) {
            return this;
        }
        float[] picked = new float[Math.multiplyExact(rows, source.length)];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < source.length; k++) {
                picked[row * source.length + k] = values[index(row) + source[k]];
            }
        }
        return of(names, rows, picked, labels).with(units);
    }

    /** The same rows and labels with other values, for example scaled ones. */
    public Table withValues(List<String> names, float[] newValues) {
        return of(names, rows, newValues, labels).with(units);
    }

    private Table with(Optional<long[]> ofRows) {
        return new Table(featureNames, rows, values, labels, complete, ofRows);
    }

    /** All rows of this table, then all of {@code other}, which must have the same features and also (no) labels. */
    public Table append(Table other) {
        require(featureNames.equals(other.featureNames), "features must be equal, but were not");
        require(labelled() == other.labelled(), "both tables must be labelled, or none, but one is");
        float[] joined = Arrays.copyOf(values, values.length + other.values.length);
        System.arraycopy(other.values, 0, joined, values.length, other.values.length);
        Optional<float[]> joinedLabels = labels.map(given -> {
            float[] target = Arrays.copyOf(given, rows + other.rows);
            other.labels.ifPresent(more -> System.arraycopy(more, 0, target, rows, other.rows));
            return target;
        });
        Optional<long[]> joinedUnits = units.flatMap(own -> other.units.map(more ->
                LongStream.concat(Arrays.stream(own), Arrays.stream(more)).toArray()));
        return new Table(
                featureNames, rows + other.rows, joined, joinedLabels, complete && other.complete, joinedUnits);
    }

    private int index(int row) {
        return Math.multiplyExact(row, features());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String toString() {
        return "Table[" + rows + " rows, " + features() + " features]";
    }
}
