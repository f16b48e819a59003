// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** On which line each key of a YAML file stands: records are made, and refused, only after their last key was read. */
final class KeyLines {
    private final Map<String, Integer> lines = new HashMap<>();

    private KeyLines() {}

    /** The line of the key at {@code path}, or of the nearest one above it. */
    static Optional<Integer> find(byte[] yaml, List<Reference> path) {
        KeyLines keys = new KeyLines();
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            parser.nextToken();
            keys.walk(parser, "");
        } catch (IOException malformed) {
            // What was read before is enough for the keys before.
        }
        return keys.nearest(path);
    }

    private void walk(JsonParser parser, String above) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = above + "/" + parser.currentName();
                lines.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                walk(parser, key);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; i++) {
                lines.putIfAbsent(above + "/" + i, parser.currentTokenLocation().getLineNr());
                walk(parser, above + "/" + i);
            }
        }
    }

    private Optional<Integer> nearest(List<Reference> path) {
        Optional<Integer> nearest = Optional.empty();
        StringBuilder key = new StringBuilder();
        for (Reference step : path) {
            key.append('/').append(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName());
            Optional<Integer> line = Optional.ofNullable(lines.get(key.toString()));
            nearest = line.isPresent() ? line : nearest;
        }
        return nearest;
    }
}
