// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * The features of one event, in the order of their set.
 *
 * <p><b>Guarantees.</b> A value is finite, or NaN where it is missing. Prints nothing of the event.
 */
public final class FeatureRow {
    private final KeyedEvent event;
    private final double[] values;

    FeatureRow(KeyedEvent event, double[] values) {
        this.event = event;
        this.values = values;
    }

    /** The id of the event. */
    public String event() {
        return event.id;
    }

    /** The time of the event. */
    public Instant time() {
        return Instant.EPOCH.plus(event.time, ChronoUnit.MICROS);
    }

    /** The label in the event's own file. */
    public OptionalInt label() {
        return event.givenLabel();
    }

    /** The number of features. */
    public int features() {
        return values.length;
    }

    /** One feature; NaN is missing. */
    public double value(int feature) {
        return values[feature];
    }

    /** Copies the features as float32 into {@code target} from {@code offset} on; what is too large for float32 becomes its largest. */
    public void copyTo(float[] target, int offset) {
        for (int i = 0; i < values.length; i++) {
            target[offset + i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, values[i]));
        }
    }

    @Override
    public String toString() {
        return "FeatureRow";
    }
}
