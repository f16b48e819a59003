// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.config.ConfigKey.Presence;

/**
 * Reads the keys of a configuration file off its record.
 *
 * <p><b>Guarantees.</b> Each component of the record and of the records below it is a key, in their order; a component
 * without {@link Meaning}, or without anything to show, is an {@link IllegalArgumentException} that names it.
 */
final class ConfigKeys {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper FLOW = new JsonMapper();

    private ConfigKeys() {}

    /** The keys at the top of the file. */
    static List<ConfigKey> of(Class<? extends Record> type) {
        return keys(type, "", Optional.empty());
    }

    /** The keys and all below them, each before those below it. */
    static List<ConfigKey> flat(List<ConfigKey> keys) {
        List<ConfigKey> flat = new ArrayList<>();
        for (ConfigKey key : keys) {
            flat.add(key);
            flat.addAll(flat(key.below()));
        }
        return flat;
    }

    private static List<ConfigKey> keys(Class<?> record, String above, Optional<JsonNode> given) {
        List<ConfigKey> keys = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            keys.add(key(component, above + component.getName(), given.map(node -> node.get(component.getName()))));
        }
        return keys;
    }

    private static ConfigKey key(RecordComponent component, String path, Optional<JsonNode> given) {
        Meaning meaning = Optional.ofNullable(component.getAnnotation(Meaning.class))
                .orElseThrow(() -> new IllegalArgumentException(
                        "component must have a @Meaning, but " + place(component) + " has none"));
        Optional<String> initial = given.map(ConfigKeys::flow)
                .or(() -> Optional.ofNullable(component.getAnnotation(Default.class))
                        .map(Default::value));
        Type type = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        Type value = optional ? argument(type, 0) : type;
        List<ConfigKey> below = below(value, path, initial.map(ConfigKeys::parse));
        ConfigKey key = new ConfigKey(
                path,
                TypeName.of(value),
                presence(initial.isPresent(), optional, meaning.shown()),
                initial,
                text(meaning.unit()),
                meaning.value(),
                text(meaning.example()),
                below);
        boolean explainsItself = !below.isEmpty() && !key.holdsSeveral();
        if (key.initial().isEmpty() && key.example().isEmpty() && !explainsItself) {
            throw new IllegalArgumentException(
                    "component must have a default or an example, but " + place(component) + " has neither");
        }
        return key;
    }

    private static Presence presence(boolean defaulted, boolean optional, boolean shown) {
        if (defaulted) {
            return Presence.DEFAULTED;
        }
        if (!optional) {
            return Presence.REQUIRED;
        }
        return shown ? Presence.OPTIONAL_SHOWN : Presence.OPTIONAL;
    }

    private static List<ConfigKey> below(Type value, String path, Optional<JsonNode> given) {
        if (value instanceof Class<?> type) {
            return type.isRecord() && !TypeName.isText(type) ? keys(type, path + ".", given) : List.of();
        }
        ParameterizedType parameterized = (ParameterizedType) value;
        Type last = argument(parameterized, parameterized.getActualTypeArguments().length - 1);
        String each = parameterized.getRawType() == Map.class ? ".NAME." : "[].";
        return last instanceof Class<?> type && type.isRecord() && !TypeName.isText(type)
                ? keys(type, path + each, Optional.empty())
                : List.of();
    }

    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String place(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    private static JsonNode parse(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("default must be YAML, but was " + text, malformed);
        }
    }

    private static String flow(JsonNode node) {
        try {
            return FLOW.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
