// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.cordon.participant.data.Table;

/** What an attacker can see and do in a round. */
public interface Malice {
    /** From 0. */
    int round();

    /** From 0. */
    int exchange();

    /** Of the shared model before this round. */
    float[] parameters();

    /** What the attacker would send if it were honest; the same each time. What it last trained is what it remembers. */
    double[] honest();

    /** What it would send had it trained on other rows than its own. */
    double[] trainedOn(UnaryOperator<Table> rows);

    /**
     * The updates of the honest exchanges of this round, in order: an attacker that knows everything. Whoever asks makes all updates
     * of the round stay in memory.
     */
    List<double[]> others();

    /** The update that came of the last round; zeros in the first. */
    double[] previous();

    /** How many exchanges are in the round, attackers with them. */
    int participants();

    /** How many of them attack. */
    int attackers();

    /** The factor that undoes the weighing of this exchange in the mean: total weight over own weight. */
    double boost();

    /** A function of seed, round and exchange. */
    SplittableRandom random();
}
