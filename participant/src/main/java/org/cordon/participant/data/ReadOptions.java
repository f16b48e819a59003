// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What to make of the columns of a file; names are exact, without the spaces around them.
 *
 * @param label the column of labels, 0 or 1 (or false and true) in every row; never a feature
 * @param drop columns with a match anywhere in their name are no features; anchor with {@code ^} and {@code $} for
 *     whole names
 * @param distinctBy of the rows with one value in this column only the first is kept; rows without a value are all
 *     kept. Apart from that an ordinary column: drop it if it is no feature
 * @param partition the column by which rows are spread over exchanges; never a feature, may be the label
 */
public record ReadOptions(
        Optional<String> label, Optional<Pattern> drop, Optional<String> distinctBy, Optional<String> partition) {

    /** All columns are features, no labels. */
    public static ReadOptions unlabelled() {
        return new ReadOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** All columns but {@code label} are features. */
    public static ReadOptions labelled(String label) {
        return new ReadOptions(Optional.of(label.strip()), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Leaves out columns whose name {@code regex} finds something in; refuses what is no regular expression. */
    public ReadOptions dropping(String regex) {
        try {
            return new ReadOptions(label, Optional.of(Pattern.compile(regex)), distinctBy, partition);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "columns to drop must be a regular expression, but was " + regex + ": " + e.getDescription(), e);
        }
    }

    /** Keeps the first row for each value of {@code column}. */
    public ReadOptions distinctBy(String column) {
        return new ReadOptions(label, drop, Optional.of(column.strip()), partition);
    }

    /** Reads {@code column} as the key by which rows are spread over exchanges. */
    public ReadOptions partitionedBy(String column) {
        return new ReadOptions(label, drop, distinctBy, Optional.of(column.strip()));
    }

    boolean isFeature(String column) {
        return !column.isEmpty()
                && !label.filter(column::equals).isPresent()
                && !partition.filter(column::equals).isPresent()
                && !drop.filter(regex -> regex.matcher(column).find()).isPresent();
    }
}
