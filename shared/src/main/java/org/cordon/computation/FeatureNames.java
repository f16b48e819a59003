// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;

/** How plans and models check, write and read the names of the columns that they are about. */
public final class FeatureNames {
    /** The most columns. */
    public static final int MOST = 4096;

    private static final int MAX_NAME = 200;

    private FeatureNames() {}

    /** A copy of 1 to {@value #MOST} distinct names of 1 to 200 bytes; others are an {@link IllegalArgumentException}. */
    public static List<String> checked(List<String> names) {
        if (names.isEmpty() || names.size() > MOST) {
            throw new IllegalArgumentException("number of features must be in [1, 4096], but was " + names.size());
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("feature names must be distinct, but was " + names);
        }
        for (String name : names) {
            int bytes = name.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > MAX_NAME) {
                throw new IllegalArgumentException("feature name must be 1 to 200 bytes in UTF-8, but was " + name);
            }
        }
        return List.copyOf(names);
    }

    /** Writes the count as u16, then each. */
    public static void write(CanonicalWriter writer, List<String> names) {
        writer.u16(names.size());
        names.forEach(writer::text);
    }

    /** Reads what {@link #write} wrote; anything else is an {@link IllegalArgumentException}. */
    public static List<String> read(CanonicalReader reader) {
        List<String> names = new ArrayList<>();
        for (int left = reader.u16(); left > 0; left--) {
            names.add(readOne(reader));
        }
        return names;
    }

    /** Reads one name that stands with values of its own. */
    public static String readOne(CanonicalReader reader) {
        return reader.text("feature name", MAX_NAME);
    }
}
