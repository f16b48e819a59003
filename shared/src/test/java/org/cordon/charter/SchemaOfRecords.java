// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Bound;
import org.cordon.yaml.Field.Prose;
import org.cordon.yaml.Field.Real;
import org.cordon.yaml.Field.Several;
import org.cordon.yaml.Field.Token;
import org.cordon.yaml.Field.Whole;

/** The JSON schema that the records and the table of fields make. */
final class SchemaOfRecords {
    private final ObjectMapper mapper = new ObjectMapper();

    String of(Class<?> root) throws IOException {
        ObjectNode schema = mapper.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Charter of a Cordon task");
        schema.put("description", "cordon task check FILE reports every problem of a file at once.");
        record(root, schema);
        schema.putArray("allOf").add(eitherOr("privacy", "privacyWaiver")).add(eitherOr("lifetime", "expiry"));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance);
        return mapper.writer(printer).writeValueAsString(schema) + "\n";
    }

    private ObjectNode eitherOr(String one, String other) {
        ObjectNode node = mapper.createObjectNode();
        ArrayNode choices = node.putArray("oneOf");
        choices.addObject().putArray("required").add(one);
        choices.addObject().putArray("required").add(other);
        return node;
    }

    private void record(Class<?> type, ObjectNode into) {
        into.put("type", "object");
        into.put("additionalProperties", false);
        ArrayNode required = mapper.createArrayNode();
        ObjectNode properties = into.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
            properties.set(component.getName(), component(type, component));
        }
        if (!required.isEmpty()) {
            into.set("required", required);
        }
        if (Arrays.stream(type.getRecordComponents()).allMatch(component -> component.getType() == Optional.class)
                && (type == StageFile.class || type == NetworkFile.Server.class || type == PrivacyFile.Clip.class)) {
            into.put("minProperties", 1).put("maxProperties", 1);
        }
    }

    private ObjectNode component(Class<?> owner, RecordComponent component) {
        Field field = Fields.of(owner, component.getName());
        Type type = component.getGenericType();
        if (component.getType() == Optional.class) {
            type = ((ParameterizedType) type).getActualTypeArguments()[0];
        }
        ObjectNode node = mapper.createObjectNode();
        node.put("description", field.description());
        fill(type, field.bound(), node);
        return node;
    }

    private void fill(Type type, Bound bound, ObjectNode node) {
        if (type instanceof ParameterizedType list) {
            Several several = (Several) bound;
            node.put("type", "array").put("minItems", several.low()).put("maxItems", several.high());
            ObjectNode items = node.putObject("items");
            fill(list.getActualTypeArguments()[0], several.each(), items);
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            record(plain, node);
        } else if (plain.isEnum()) {
            node.put("type", "string");
            ArrayNode choices = node.putArray("enum");
            Arrays.stream(plain.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .sorted()
                    .forEach(choices::add);
        } else if (plain == Boolean.class) {
            node.put("type", "boolean");
        } else if (bound instanceof Whole whole) {
            node.put("type", "integer").put("minimum", whole.low()).put("maximum", whole.high());
        } else if (bound instanceof Real real) {
            node.put("type", "number");
            node.put(real.fromLow() ? "minimum" : "exclusiveMinimum", real.low());
            node.put(real.toHigh() ? "maximum" : "exclusiveMaximum", real.high());
        } else {
            text(plain, bound, node);
        }
    }

    private static void text(Class<?> type, Bound bound, ObjectNode node) {
        node.put("type", "string");
        if (bound instanceof Token token) {
            node.put("pattern", Token.PATTERN).put("maxLength", token.longest());
        } else if (bound instanceof Prose prose) {
            node.put("minLength", 1).put("maxLength", prose.longest());
        } else if (type == Digest.class) {
            node.put("pattern", "^[0-9a-fA-F]{64}$");
        } else if (type == Instant.class) {
            node.put("format", "date-time");
        } else if (type == Duration.class) {
            node.put("format", "duration");
        } else {
            throw new IllegalStateException("type must have a schema, but was " + type);
        }
    }
}
