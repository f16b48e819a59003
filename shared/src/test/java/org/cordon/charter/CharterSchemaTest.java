// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published schema says what the records say; {@code -Dcordon.schema.write=true} writes it anew. */
class CharterSchemaTest {
    private static final String DOCUMENT = "docs/charter.schema.json";

    @Test
    void theSchemaInTheJarAndInTheDocumentsIsThatOfTheRecords() throws IOException {
        String expected = new SchemaOfRecords().of(CharterFile.class);
        if (Boolean.getBoolean("cordon.schema.write")) {
            Files.writeString(
                    root().resolve("shared/src/main/resources/org/cordon/charter/charter.schema.json"), expected);
            Files.writeString(root().resolve(DOCUMENT), expected);
            return;
        }
        assertThat(CharterSchema.text()).isEqualTo(expected);
        assertThat(root().resolve(DOCUMENT)).hasContent(expected.stripTrailing());
    }

    @Test
    void everyComponentHasItsFieldAndEveryFieldItsComponent() {
        TreeSet<String> found = new TreeSet<>();
        walk(CharterFile.class, found);

        assertThat(found).isEqualTo(new TreeSet<>(Fields.all().keySet()));
    }

    private static void walk(Class<?> type, Set<String> found) {
        for (RecordComponent component : type.getRecordComponents()) {
            found.add(type.getSimpleName() + "." + component.getName());
            Type of = component.getGenericType();
            while (of instanceof ParameterizedType generic) {
                of = generic.getActualTypeArguments()[0];
            }
            if (((Class<?>) of).isRecord()) {
                walk((Class<?>) of, found);
            }
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
    }
}
