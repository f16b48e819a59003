// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The catalogue of threats: what a detector of each looks at, how it is trained, where it trips and what it cannot see, as one
 * declarative file each.
 *
 * <p>Read {@link org.cordon.threat.ThreatModel}, then {@link org.cordon.threat.ThreatCatalogue}.
 *
 * <p>Invariants: a model is only there if its features or columns, its stages and its label fit together; what a file names is all
 * that the charter it gives rise to reads.
 */
@NullMarked
package org.cordon.threat;

import org.jspecify.annotations.NullMarked;
