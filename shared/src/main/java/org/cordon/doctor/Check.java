// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that {@code cordon doctor} looks at; found by {@link java.util.ServiceLoader}, so it has a public constructor
 * without parameters.
 *
 * <p>Of several checks with one name the first counts that finds anything: roles may contribute the same one.
 */
public interface Check {
    /** What it is about. */
    Topic topic();

    /** Tells checks of one topic apart; empty where there is one only. */
    default String detail() {
        return "";
    }

    /** How the report calls it, e.g. {@code natives sqlite}. */
    default String name() {
        return (topic().name().toLowerCase(Locale.ROOT) + " " + detail()).strip();
    }

    /**
     * Looks, without changing anything; empty where there is nothing to look at in this setting.
     *
     * <p>A {@link org.cordon.cli.CommandFailure} that it throws is a failed check with its sentence and mend.
     */
    Optional<Finding> examine(Setting setting) throws IOException;
}
