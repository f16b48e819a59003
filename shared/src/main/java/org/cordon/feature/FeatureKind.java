// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.util.Locale;

/** What a feature is; docs/features.md has the exact definitions. New kinds are added at the end. */
public enum FeatureKind {
    /** How many events. */
    COUNT(0),
    /** The sum of their amounts, in US dollars. */
    SUM(1),
    /** The mean of their amounts, in US dollars. */
    MEAN(2),
    /** The standard deviation of their amounts, in US dollars. */
    SPREAD(3),
    /** How many different values of a field. */
    DISTINCT(4),
    /** Seconds since the one before. */
    SINCE(5),
    /** 1 if there was none before, else 0. */
    FIRST(6),
    /** The rate in the window over the rate in the time before it. */
    RATIO(7),
    /** A number of the event itself. */
    VALUE(8);

    private final int code;

    FeatureKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** As it is written in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
