// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What the configurations of all roles have in common, for what looks at any of them. */
public interface NodeConfig {
    /** The node directory. */
    Path node();

    /** Opens the node directory as this configuration says; the caller closes it. */
    NodeFiles open(InstantSource clock);

    /** The directories that the node writes to; those that are not there it makes. */
    List<Path> directories();

    /** Files outside the node directory, or named otherwise, that hold secrets. */
    List<Path> secrets();
}
