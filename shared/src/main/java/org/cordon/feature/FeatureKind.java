// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.util.Locale;

/** What a feature is; docs/features.md has the exact definitions. New kinds are added at the end. */
public enum FeatureKind {
    /** How many events. */
    COUNT,
    /** The sum of their amounts, in US dollars. */
    SUM,
    /** The mean of their amounts, in US dollars. */
    MEAN,
    /** The standard deviation of their amounts, in US dollars. */
    SPREAD,
    /** How many different values of a field. */
    DISTINCT,
    /** Seconds since the one before. */
    SINCE,
    /** 1 if there was none before, else 0. */
    FIRST,
    /** The rate in the window over the rate in the time before it. */
    RATIO,
    /** A number of the event itself. */
    VALUE;

    @SuppressWarnings("EnumOrdinal") // the order is the encoding: new ones are added at the end
    int code() {
        return ordinal();
    }

    /** As it is written in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
