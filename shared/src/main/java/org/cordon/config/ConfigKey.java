// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.util.List;
import java.util.Optional;

/**
 * One key of a configuration file, as its record declares it.
 *
 * @param path from the top of the file, e.g. {@code listen.port}; a key of each element of a list has {@code []} before
 * @param type in words, e.g. {@code whole number}
 * @param initial the default, as it would stand in the file
 * @param unit what a number counts or measures
 * @param example a value that is no default
 * @param below the keys of the record that is the value, in the file's order
 */
record ConfigKey(
        String path,
        String type,
        Presence presence,
        Optional<String> initial,
        Optional<String> unit,
        String meaning,
        Optional<String> example,
        List<ConfigKey> below) {
    ConfigKey {
        below = List.copyOf(below);
    }

    /** Whether the key must stand in the file, and if not, whether the explained file sets it. */
    enum Presence {
        REQUIRED,
        DEFAULTED,
        OPTIONAL,
        OPTIONAL_SHOWN
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    boolean isRequired() {
        return presence == Presence.REQUIRED;
    }

    /** Whether the value is a list, or a map from names. */
    boolean holdsSeveral() {
        return type.startsWith(TypeName.LIST) || type.startsWith(TypeName.MAP);
    }
}
