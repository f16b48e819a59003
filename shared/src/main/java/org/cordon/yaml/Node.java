// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import java.util.List;
import java.util.Map;

/** A YAML document as a tree that knows its lines. */
public sealed interface Node {
    /** Where it begins, counted from 1. */
    int line();

    /** What it is, for a person. */
    String kind();

    /** Keys with values, in the order of the file. */
    record Mapping(int line, Map<String, Entry> entries) implements Node {
        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /**
     * A value under a key.
     *
     * @param line of the key
     */
    record Entry(int line, Node value) {}

    /** A list. */
    record Items(int line, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A single value as it is written. */
    record Scalar(int line, String text) implements Node {
        @Override
        public String kind() {
            return '"' + Shown.cut(text) + '"';
        }
    }

    /** A key without a value, or {@code null}. */
    record Nothing(int line) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }
}
