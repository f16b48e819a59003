// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a node is started with: a YAML file read into one record per role, and the node directory it names.
 *
 * <p>Read first: {@link org.cordon.config.ConfigFile}, {@link org.cordon.config.Meaning}, {@link
 * org.cordon.config.Default}, then {@link org.cordon.config.NodeFiles}. A new key is a record component with a meaning
 * and, unless it must be set, a default; the reference in docs/configuration.md is made from them.
 *
 * <p>Invariants: unknown keys and unsafe values are refused with the line; no secret stands in a configuration file.
 */
@NullMarked
package org.cordon.config;

import org.jspecify.annotations.NullMarked;
