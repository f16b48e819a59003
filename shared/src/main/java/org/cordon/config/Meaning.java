// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key of a configuration file means: on each component of a record that {@link ConfigFile} reads.
 *
 * <p>{@code cordon config explain} and docs/configuration.md are made from it; its defaults come from {@link Default}.
 *
 * <p><b>Does not check</b> anything: the record's constructor does.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Meaning {
    /** What the key does, in one sentence or two that do not repeat its name. */
    String value();

    /** What one of its numbers counts or measures, e.g. {@code rows}; durations and paths need none. */
    String unit() default "";

    /** A value as it stands in the file (YAML); needed where there is neither a default nor keys below. */
    String example() default "";

    /** True where the explained file sets this optional key to its example, e.g. one of several that exclude each other. */
    boolean shown() default false;
}
