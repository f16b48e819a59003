// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * YAML files that people write, read into records: everything that is wrong with a file at once, each with its line and the mend.
 *
 * <p>Read first: {@link org.cordon.yaml.YamlTree}, {@link org.cordon.yaml.Binder}, {@link org.cordon.yaml.Vocabulary}, {@link
 * org.cordon.yaml.Problem}.
 *
 * <p>Invariants: the records are the format; unknown keys are refused; no type that a file names is ever loaded.
 */
@NullMarked
package org.cordon.yaml;

import org.jspecify.annotations.NullMarked;
