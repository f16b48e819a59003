// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.Optional;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.Query;
import org.cordon.computation.fit.FitPlan;
import org.cordon.computation.fit.FitState;
import org.cordon.computation.fit.FitTerms;
import org.cordon.computation.fit.ModelFitting;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;
import org.cordon.suite.Transcript;

/**
 * Adds up what each row adds to the sum of a model that {@link ModelFitting} fits.
 *
 * <p>Held-out rows take no part; where rows are labelled only those with label 0 do, as the models learn what is usual. Under
 * differential privacy no more rows of a unit than the charter allows take part, whatever their labels are.
 */
public abstract class FitContributor implements Contributor {
    private final ModelFitting fitting;

    /** The private half of {@code fitting}. */
    protected FitContributor(ModelFitting fitting) {
        this.fitting = fitting;
    }

    @Override
    public final String name() {
        return fitting.name();
    }

    @Override
    public final long[] encode(Query query, Bytes state, Table rows, ContributionContext context) {
        FitState at = fitting.state(state);
        Table fitted = fitted(at, rows, context);
        if (query.release().isEmpty()) {
            UnfitRows.requireAtMost(at.plan().terms().maxRows(), fitted.rows());
        }
        FitPlan.RowWords words = at.words();
        long[] sum = new long[query.length()];
        float[] row = new float[fitted.features()];
        for (int i = 0; i < fitted.rows(); i++) {
            fitted.copyRow(i, row, 0);
            words.add(row, sum);
        }
        return sum;
    }

    private static Table fitted(FitState at, Table rows, ContributionContext context) {
        FitTerms terms = at.plan().terms();
        Bytes key = Bytes.wrap(
                new Transcript().lp(at.plan().encode()).lp(at.scaler().encode()).toByteArray());
        return context.derived("fitted", Table.class, rows, key, () -> {
            Optional<NoisyCounts> noise = terms.noise();
            Table kept = noise.map(under -> ScaledRows.of(
                            UnitRows.split(
                                    UnitRows.labelled(rows, under.protects(), context.seed(), 2),
                                    context.seed(),
                                    terms.holdoutPerMille(),
                                    false),
                            at.scaler()))
                    .orElseGet(() -> context.scaled(rows, at.scaler())
                            .filter(HeldOut.rows(context.seed(), terms.holdoutPerMille())
                                    .negate()));
            UnfitRows.requireLabels(kept, 2);
            return kept.labelled() ? kept.filter(row -> kept.label(row) == 0f) : kept;
        });
    }
}
