// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.util.Optional;
import org.cordon.computation.trees.TreesPlan;

/** Rows as a command line names them. */
sealed interface DetectionInput permits DetectionRows, ScenarioRows {
    /** What the results' folder is called after. */
    String stem();

    /** What a row with 1 is, in a word. */
    String label();

    /** The lines of the section {@code data} of an experiment. */
    String section();

    /** Whether the rows have exchanges of their own, so that their number is not written. */
    boolean hasExchanges();

    /** Who has which rows, in words. */
    String spread();

    /** Which rows are the test, in words. */
    String heldOut();

    /** Settings of trees that come with the rows. */
    Optional<TreesPlan> trees();
}
