// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.List;
import java.util.SplittableRandom;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.StagedComputation;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Covers binning, trees with calibration, and an evaluation of them, each as a stage. */
class TreesContractTest extends ComputationContract {
    @Override
    protected FederatedComputation computation() {
        return new StagedComputation();
    }

    @Override
    protected Contributors contributors() {
        return Contributors.installed();
    }

    @Override
    protected Bytes parameters() {
        return TreesContributorTest.evaluated(TreesContributorTest.plan(4, 3, 200));
    }

    @Override
    protected List<Table> tables() {
        SplittableRandom random = new SplittableRandom(3);
        return List.of(
                TreesContributorTest.draw(random, 300),
                TreesContributorTest.draw(random, 0),
                TreesContributorTest.draw(random, 200));
    }
}
