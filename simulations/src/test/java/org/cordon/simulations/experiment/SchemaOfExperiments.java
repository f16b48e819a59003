// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.yaml.Field;
import org.cordon.yaml.Field.Bound;
import org.cordon.yaml.Field.Several;

/** The JSON schema that the records of an experiment and the table of their fields make. */
final class SchemaOfExperiments {
    private static final ExperimentFields FIELDS = ExperimentFields.VOCABULARY;

    private final ObjectMapper mapper = new ObjectMapper();

    String text() throws IOException {
        ObjectNode schema = mapper.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Experiment of cordon simulate");
        schema.put("description", "cordon simulate check FILE reports every problem of a file at once.");
        record(Experiment.class, schema);
        ((ObjectNode) schema.get("properties"))
                .putObject("sweep")
                .put("description", "Paths of keys to lists of values; under together a list of groups of them.")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "array")
                .put("minItems", 1);
        // what is swept need not stand in its place, and a required section may come of the sweep as a whole
        ArrayNode required = (ArrayNode) schema.remove("required");
        ArrayNode either = schema.putArray("anyOf");
        either.addObject().set("required", required);
        either.addObject().putArray("required").add("name").add("seeds").add("sweep");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance);
        return mapper.writer(printer).writeValueAsString(schema) + "\n";
    }

    private void record(Class<?> type, ObjectNode into) {
        into.put("type", "object");
        into.put("additionalProperties", false);
        ArrayNode required = mapper.createArrayNode();
        ObjectNode properties = into.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() != Optional.class
                    && FIELDS.otherwise(type, component.getName()).isEmpty()) {
                required.add(component.getName());
            }
            properties.set(component.getName(), component(type, component));
        }
        if (!required.isEmpty()) {
            into.set("required", required);
        }
    }

    private ObjectNode component(Class<?> owner, RecordComponent component) {
        Field field = FIELDS.field(owner, component.getName());
        ObjectNode node = mapper.createObjectNode();
        node.put("description", field.description());
        Type type = component.getGenericType();
        if (component.getType() == Optional.class) {
            type = ((ParameterizedType) type).getActualTypeArguments()[0];
        }
        if (type instanceof Class<?> plain && FIELDS.isChoice(plain)) {
            ArrayNode forms = node.putArray("anyOf");
            List<String> words = words(plain);
            if (!words.isEmpty()) {
                ArrayNode known = forms.addObject().putArray("enum");
                words.forEach(known::add);
            }
            record(plain, forms.addObject());
        } else {
            fill(type, field.bound(), node);
        }
        return node;
    }

    /** Choices that need no keys. */
    private static List<String> words(Class<?> choice) {
        return Arrays.stream(choice.getRecordComponents())
                .filter(component -> component.getGenericType() instanceof ParameterizedType optional
                        && optional.getActualTypeArguments()[0] instanceof Class<?> inner
                        && inner.isRecord()
                        && Arrays.stream(inner.getRecordComponents())
                                .allMatch(key -> key.getType() == Optional.class
                                        || FIELDS.otherwise(inner, key.getName())
                                                .isPresent()))
                .map(RecordComponent::getName)
                .toList();
    }

    private void fill(Type type, Bound bound, ObjectNode node) {
        if (type instanceof ParameterizedType list) {
            Several several = (Several) bound;
            node.put("type", "array").put("minItems", several.low()).put("maxItems", several.high());
            fill(list.getActualTypeArguments()[0], several.each(), node.putObject("items"));
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
        } else {
            node.put("type", kind(plain));
        }
    }

    private static String kind(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class || type == float.class) {
            return "number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == String.class) {
            return "string";
        }
        throw new IllegalStateException("type must have a schema, but was " + type);
    }
}
