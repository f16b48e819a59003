// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.List;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.StagedComputation;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Covers scaling, network and evaluation, each as a stage. */
class PipelineContractTest extends ComputationContract {
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
        return Exchanges.stages(Exchanges.classifier(), 4).encode();
    }

    @Override
    protected List<Table> tables() {
        return Exchanges.draw(1, 120, 80, 0, 200);
    }

    @Override
    protected LocalTrainer trainer() {
        return Exchanges.nudge();
    }
}
