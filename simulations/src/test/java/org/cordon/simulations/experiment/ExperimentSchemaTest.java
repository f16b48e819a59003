// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published schema says what the records say; {@code -Dcordon.schema.write=true} writes it anew. */
class ExperimentSchemaTest {
    private static final String DOCUMENT = "docs/experiment.schema.json";
    private static final String RESOURCE =
            "simulations/src/main/resources/org/cordon/simulations/experiment/experiment.schema.json";

    @Test
    void theSchemaInTheJarAndInTheDocumentsIsThatOfTheRecords() throws IOException {
        String expected = new SchemaOfExperiments().text();
        if (Boolean.getBoolean("cordon.schema.write")) {
            Files.writeString(root().resolve(RESOURCE), expected);
            Files.writeString(root().resolve(DOCUMENT), expected);
            return;
        }
        assertThat(ExperimentSchema.text()).isEqualTo(expected);
        assertThat(root().resolve(DOCUMENT)).hasContent(expected.stripTrailing());
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
    }
}
