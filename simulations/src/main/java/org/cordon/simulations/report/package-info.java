// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The report of an experiment: one HTML file with its charts, for people.
 *
 * <p>Read first: {@link org.cordon.simulations.report.ExperimentPage}. Invariants: nothing is fetched when it is opened; no text from an
 * experiment becomes markup or script.
 */
@NullMarked
package org.cordon.simulations.report;

import org.jspecify.annotations.NullMarked;
