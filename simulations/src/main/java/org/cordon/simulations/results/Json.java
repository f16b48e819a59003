// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small values as JSON in one line. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Of a list of texts; empty where it is none. */
    static List<String> texts(String json) {
        try {
            return List.of(MAPPER.readValue(json, String[].class));
        } catch (JsonProcessingException none) {
            return List.of();
        }
    }

    /** Of numbers by name. */
    static SortedMap<String, Double> numbers(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<TreeMap<String, Double>>() {});
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("figures must be JSON as Cordon wrote them, but are not", foreign);
        }
    }

    static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps and lists must be writable, but were not", impossible);
        }
    }
}
