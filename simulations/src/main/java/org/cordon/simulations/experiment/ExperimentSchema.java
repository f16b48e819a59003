// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The published JSON schema of {@link Experiment} files, for editors and other programs; tested against the records. */
public final class ExperimentSchema {
    static final String RESOURCE = "experiment.schema.json";

    private ExperimentSchema() {}

    /** JSON Schema, draft 2020-12. */
    public static String text() {
        try (InputStream resource = ExperimentSchema.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " must be in the jar, but is not");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(RESOURCE + " must be readable, but is not", unreadable);
        }
    }
}
