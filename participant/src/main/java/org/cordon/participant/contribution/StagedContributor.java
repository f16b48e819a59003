// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Optional;
import org.cordon.computation.Query;
import org.cordon.computation.StagedComputation;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/** Hands a pipeline's query to the private half of the stage that runs. */
public final class StagedContributor implements Contributor {
    private final Optional<Contributors> given;

    /** Finds private halves with {@link Contributors#installed()}. */
    public StagedContributor() {
        this.given = Optional.empty();
    }

    StagedContributor(Contributors contributors) {
        this.given = Optional.of(contributors);
    }

    @Override
    public String name() {
        return StagedComputation.NAME;
    }

    @Override
    public long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        StagedComputation.Position at = StagedComputation.position(state)
                .orElseThrow(
                        () -> new IllegalArgumentException("state must have a query, but the pipeline is finished"));
        Contributors contributors = given.orElseGet(() -> Installed.CONTRIBUTORS);
        return contributors.named(at.computation()).encode(query, at.inner(), rows, context);
    }

    /** Looked up on first use: the pipeline itself is among them. */
    private static final class Installed {
        static final Contributors CONTRIBUTORS = Contributors.installed();
    }
}
