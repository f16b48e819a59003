// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.computation.evaluation.Evaluation;
import org.cordon.computation.evaluation.EvaluationPlan;
import org.cordon.computation.network.NetworkTraining;
import org.cordon.computation.scaling.Scaling;
import org.cordon.computation.scaling.ScalingPlan;
import org.cordon.suite.Bytes;
import org.cordon.task.Stage;

/** One stage of a {@link CharterFile}: exactly one of the three. */
public record StageFile(
        Optional<ScalingFile> scaling, Optional<NetworkFile> network, Optional<EvaluationPlan> evaluation) {
    public StageFile {
        long set = Stream.of(scaling, network, evaluation)
                .filter(Optional::isPresent)
                .count();
        if (set != 1) {
            throw new IllegalArgumentException(
                    "a stage must be one of scaling, network and evaluation, but was " + set + " of them");
        }
    }

    /**
     * Scaling by secure quantile counts.
     *
     * @param maxRows public cap on an exchange's rows
     */
    record ScalingFile(
            long maxRows, Optional<Integer> coarseBins, Optional<Integer> zoomBins, Optional<Integer> zooms) {
        ScalingPlan plan(List<String> columns) {
            ScalingPlan usual = ScalingPlan.of(columns, maxRows);
            return new ScalingPlan(
                    columns,
                    maxRows,
                    coarseBins.orElse(usual.coarseBins()),
                    zoomBins.orElse(usual.zoomBins()),
                    zooms.orElse(usual.zooms()));
        }

        /** One coarse pass, then the zooms. */
        int sums(List<String> columns) {
            return 1 + plan(columns).zooms();
        }
    }

    String computation() {
        if (scaling.isPresent()) {
            return Scaling.NAME;
        }
        return network.isPresent() ? NetworkTraining.NAME : Evaluation.NAME;
    }

    /** The computation that must come before. */
    Optional<String> needs() {
        if (network.isPresent()) {
            return Optional.of(Scaling.NAME);
        }
        return evaluation.map(plan -> NetworkTraining.NAME);
    }

    Bytes parameters(List<String> columns) {
        return scaling.map(file -> file.plan(columns).encode())
                .or(() -> network.map(file -> file.plan(columns.size()).encode()))
                .or(() -> evaluation.map(EvaluationPlan::encode))
                .orElseThrow();
    }

    /** The stage as the charter lists it: the sums that it needs, and {@link #room} for rounds that die. */
    Stage toStage(List<String> columns) {
        int sums = scaling.map(file -> file.sums(columns))
                .or(() -> network.map(NetworkFile::rounds))
                .orElse(1);
        return new Stage(computation(), parameters(columns), Math.min(sums + room(sums), Stage.MAX_ROUNDS));
    }

    /**
     * A round that dies after its survivors were endorsed counts as opened with those who endorsed it; without room for
     * some the first of them would end the task for good.
     */
    private static int room(int sums) {
        return 2 + sums / 4;
    }
}
