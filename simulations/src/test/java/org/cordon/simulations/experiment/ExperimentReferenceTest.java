// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cordon.yaml.Field;
import org.junit.jupiter.api.Test;

/** docs/experiment-file.md is made from the records; {@code -Dcordon.update=true} writes it. */
class ExperimentReferenceTest {
    private static final String BEGIN = "<!-- keys: made from the code -->\n";

    @Test
    void thePageIsThatOfTheRecords() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root =
                Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
        Path page = root.resolve("docs/experiment-file.md");
        String text = Files.readString(page);
        String head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        String expected = head + keys();
        if (Boolean.getBoolean("cordon.update")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page)).isEqualTo(expected);
    }

    private static String keys() {
        StringBuilder text = new StringBuilder();
        section("The file", Experiment.class, text, new LinkedHashSet<>());
        return text.toString();
    }

    private static boolean isOptional(Class<?> owner, RecordComponent component) {
        return component.getType() == Optional.class
                || ExperimentFields.VOCABULARY
                        .otherwise(owner, component.getName())
                        .isPresent();
    }

    private static void section(String title, Class<?> type, StringBuilder text, Set<Class<?>> told) {
        if (type.getRecordComponents().length == 0 || !told.add(type)) {
            return;
        }
        text.append("\n### ").append(title).append("\n\n| key | | meaning | example |\n|---|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = ExperimentFields.VOCABULARY.field(type, component.getName());
            text.append("| `")
                    .append(component.getName())
                    .append("` | ")
                    .append(isOptional(type, component) ? "optional" : "")
                    .append(" | ")
                    .append(field.description())
                    .append(" | `")
                    .append(field.example().replace("|", "\\|"))
                    .append("` |\n");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Type of = component.getGenericType();
            while (of instanceof ParameterizedType generic) {
                of = generic.getActualTypeArguments()[0];
            }
            if (((Class<?>) of).isRecord()) {
                section("`" + component.getName() + "`", (Class<?>) of, text, told);
            }
        }
    }
}
