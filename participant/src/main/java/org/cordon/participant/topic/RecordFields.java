// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.yaml.Shown;

/** Gathers the fields of a value as texts, one form for all encodings. */
final class RecordFields {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void missing(String name) {
        text(name, "");
    }

    void text(String name, String value) {
        names.add(name);
        values.add(value);
    }

    /** True and false are 1 and 0, as in tables. */
    void truth(String name, boolean value) {
        text(name, value ? "1" : "0");
    }

    void moment(String name, Instant value) {
        text(name, value.toString());
    }

    /** In full, without an exponent. */
    void number(String name, double value) {
        text(name, Double.isFinite(value) ? new BigDecimal(Double.toString(value)).toPlainString() : "NaN");
    }

    /** In full, without an exponent; the shortest text that is this float32. */
    void number(String name, float value) {
        text(name, Float.isFinite(value) ? new BigDecimal(Float.toString(value)).toPlainString() : "NaN");
    }

    static MalformedValue notSingle(String name) {
        return new MalformedValue(
                "must have a single value in field " + Shown.cut(name) + ", but it is a list or an object");
    }

    TopicRecord record() {
        return new TopicRecord(names, values);
    }
}
