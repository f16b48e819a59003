// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The published JSON schema of {@link CharterFile}, for editors and for other programs; tested against the records. */
public final class CharterSchema {
    static final String RESOURCE = "charter.schema.json";

    private CharterSchema() {}

    /** JSON Schema, draft 2020-12. */
    public static String text() {
        try (InputStream resource = CharterSchema.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " must be in the jar, but is not");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(RESOURCE + " must be readable, but is not", unreadable);
        }
    }
}
