// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a key that is left out: the only place where it stands.
 *
 * <p>{@link ConfigFile} reads the text as if it stood in the file, so that the record's component needs no {@code
 * Optional}. Where a constant exists, {@code @Default("" + LIMIT)} names it. A record whose keys all have defaults gets
 * {@code @Default("{}")} itself.
 *
 * <p><b>Guarantees.</b> A text that the component's type cannot be read from fails every reading that needs it, and
 * {@code ConfigurationTest} before that.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The value as it would stand in the file (YAML in one line). */
    String value();
}
