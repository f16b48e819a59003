// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.yaml.Node.Entry;
import org.cordon.yaml.Node.Items;
import org.cordon.yaml.Node.Mapping;
import org.cordon.yaml.Node.Nothing;
import org.cordon.yaml.Node.Scalar;

/** Reads YAML into {@link Node}s; of a key that stands twice, the first counts and both are reported. */
public final class YamlTree {
    private static final int DEEPEST = 20;

    private final List<Problem> problems;

    private YamlTree(List<Problem> problems) {
        this.problems = problems;
    }

    /** The tree of one document; empty, with a problem, where the bytes are no YAML. */
    public static Optional<Node> parse(byte[] yaml, List<Problem> problems) {
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            if (parser.nextToken() == null) {
                problems.add(
                        new Problem(0, "", "the file must have content, but is empty", "Write what it is to hold"));
                return Optional.empty();
            }
            Node root = new YamlTree(problems).node(parser, "", 0);
            if (parser.nextToken() != null) {
                problems.add(new Problem(
                        parser.currentTokenLocation().getLineNr(),
                        "",
                        "the file must be one YAML document, but a second begins here",
                        "Keep one document in a file"));
            }
            return Optional.of(root);
        } catch (JsonProcessingException malformed) {
            int line = Optional.ofNullable(malformed.getLocation())
                    .map(JsonLocation::getLineNr)
                    .orElse(0);
            String what = String.valueOf(malformed.getOriginalMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            problems.add(new Problem(
                    Math.max(0, line),
                    "",
                    "the file must be YAML, but is not: " + Shown.cut(what),
                    "Look at indentation, colons and quotes near this line"));
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory must be readable, but were not", impossible);
        }
    }

    private Node node(JsonParser parser, String place, int depth) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (depth > DEEPEST) {
            throw new com.fasterxml.jackson.core.JsonParseException(
                    parser, "must be at most " + DEEPEST + " levels deep");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(parser, place, depth, line);
            case START_ARRAY -> items(parser, place, depth, line);
            case VALUE_NULL -> new Nothing(line);
            default -> new Scalar(line, String.valueOf(parser.getText()));
        };
    }

    private Mapping mapping(JsonParser parser, String place, int depth, int line) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int at = parser.currentTokenLocation().getLineNr();
            String below = place.isEmpty() ? key : place + "." + key;
            parser.nextToken();
            Entry entry = new Entry(at, node(parser, below, depth + 1));
            Entry first = entries.putIfAbsent(key, entry);
            if (first != null) {
                problems.add(new Problem(
                        at,
                        below,
                        below + " must stand once, but stands here and in line " + first.line(),
                        "Keep one of the two"));
            }
        }
        return new Mapping(line, Collections.unmodifiableMap(entries));
    }

    private Items items(JsonParser parser, String place, int depth, int line) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, place + "[" + items.size() + "]", depth + 1));
        }
        return new Items(line, List.copyOf(items));
    }
}
