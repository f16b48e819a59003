// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How YAML becomes records: strictly, with the defaults of {@link Default}. */
final class ConfigMapper {
    private ConfigMapper() {}

    /** A mapper whose relative paths start from {@code directory}. */
    static YAMLMapper startingFrom(Path directory) {
        SimpleModule texts = new SimpleModule()
                .addDeserializer(
                        Path.class,
                        new Text<>(Path.class, text -> directory.resolve(text).normalize()))
                .addDeserializer(Duration.class, new Text<>(Duration.class, Duration::parse))
                .addDeserializer(Instant.class, new Text<>(Instant.class, Instant::parse));
        YAMLMapper mapper = YAMLMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(texts)
                .annotationIntrospector(new DefaultIntrospector())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        mapper.setInjectableValues(new Defaults(mapper));
        return mapper;
    }

    /** Takes {@link Default} for what Jackson calls an injected value: it stands in for a key that is left out. */
    private static final class DefaultIntrospector extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JacksonInject.@Nullable Value findInjectableValue(AnnotatedMember member) {
            return component(member)
                    .flatMap(component -> Optional.ofNullable(component.getAnnotation(Default.class)))
                    .map(initial -> JacksonInject.Value.construct(initial.value(), true, true))
                    .orElse(null);
        }
    }

    /** The component that a parameter of the record's own constructor sets. */
    private static Optional<RecordComponent> component(AnnotatedMember member) {
        if (!(member instanceof AnnotatedParameter parameter)
                || !member.getDeclaringClass().isRecord()) {
            return Optional.empty();
        }
        RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
        boolean canonical = parameter.getOwner().getParameterCount() == components.length;
        return canonical ? Optional.of(components[parameter.getIndex()]) : Optional.empty();
    }

    /** Reads the text of a {@link Default}. */
    private static final class Defaults extends InjectableValues.Std {
        private static final long serialVersionUID = 1;

        private final transient YAMLMapper mapper;

        Defaults(YAMLMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public Object findInjectableValue(
                DeserializationContext context,
                Object text,
                BeanProperty component,
                @Nullable Object instance,
                @Nullable Boolean optional,
                @Nullable Boolean useInput) {
            try {
                return mapper.readValue(text.toString(), component.getType());
            } catch (JsonProcessingException wrong) {
                throw new IllegalStateException(
                        "default of " + component.getName() + " must be a value of its type, but was " + text, wrong);
            }
        }
    }

    /** A value that is written as text. */
    private static final class Text<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;

        private final Class<T> type;
        private final transient Function<String, T> parser;

        Text(Class<T> type, Function<String, T> parser) {
            super(type);
            this.type = type;
            this.parser = parser;
        }

        @Override
        public T deserialize(JsonParser input, DeserializationContext context) throws IOException {
            String text = String.valueOf(input.getValueAsString());
            try {
                return parser.apply(text);
            } catch (DateTimeException | IllegalArgumentException wrong) {
                throw InvalidFormatException.from(input, "malformed", text, type);
            }
        }
    }
}
