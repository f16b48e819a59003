// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.cordon.feature.FeatureKind;
import org.cordon.feature.FeatureSpec;

/** What the records of one group hold. */
final class GroupShape {
    /** Bits of the word that marks the fields of which an event is not the latest with its value. */
    private static final int MAX_DISTINCT = 31;

    /** Lengths in microseconds, ascending: for each there is a count, a sum and so on. */
    final long[] windows;
    /** How long a key is kept after its last event; at least the longest window. */
    final long keepMicros;
    /** Whether sums are wanted. */
    final boolean amounts;
    /** Whether sums of squares are wanted, too. */
    final boolean squares;
    /** Numbers of the fields whose different values are counted, ascending. */
    final int[] distinct;

    /** For features of one key and filter. */
    GroupShape(List<FeatureSpec> features) {
        this.windows = features.stream()
                .filter(GroupShape::needsEvents)
                .flatMapToLong(spec -> LongStream.of(spec.windowMicros(), spec.horizonMicros()))
                .distinct()
                .sorted()
                .toArray();
        this.keepMicros =
                features.stream().mapToLong(FeatureSpec::horizonMicros).max().orElse(0);
        this.amounts = features.stream().anyMatch(GroupShape::needsAmounts);
        this.squares = features.stream().anyMatch(spec -> spec.compute() == FeatureKind.SPREAD);
        this.distinct = features.stream()
                .filter(spec -> spec.compute() == FeatureKind.DISTINCT)
                .mapToInt(spec -> spec.distinctField().code())
                .distinct()
                .sorted()
                .toArray();
        if (distinct.length > MAX_DISTINCT) {
            throw new IllegalArgumentException(
                    "distinct fields of one key must be at most " + MAX_DISTINCT + ", but were " + distinct.length);
        }
    }

    private static boolean needsEvents(FeatureSpec spec) {
        return spec.compute() != FeatureKind.SINCE && spec.compute() != FeatureKind.FIRST;
    }

    private static boolean needsAmounts(FeatureSpec spec) {
        return switch (spec.compute()) {
            case SUM, MEAN, SPREAD -> true;
            case RATIO -> isOfAmount(spec);
            case COUNT, DISTINCT, SINCE, FIRST, VALUE -> false;
        };
    }

    static boolean isOfAmount(FeatureSpec spec) {
        return spec.of().filter(FeatureSpec.AMOUNT::equals).isPresent();
    }

    /** Where the field stands among those counted. */
    int distinctPlace(int field) {
        return Arrays.binarySearch(distinct, field);
    }

    /** Where the window stands among those of the group. */
    int windowPlace(long micros) {
        return Arrays.binarySearch(windows, micros);
    }
}
