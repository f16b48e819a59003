// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.computation.DataFunction;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.NoisyCounts;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.suite.Bytes;

/**
 * False-positive rates of a model by declared segments, at the threshold that keeps a chosen rate over all, by one secure sum of rank
 * histograms of held-out rows with label 0: shows whom a model suspects more often than others.
 *
 * <p>Parameters: {@link SegmentsPlan}. Input: one model, as of {@link Evaluation}. State: {@link SegmentsState}. A row adds to one word.
 * Figures: rank of the threshold; falsePositiveRate, over all and for each segment after a slash; negatives of each segment; fewestNegatives
 * that a segment must have to be compared; worstRatio, the largest rate of such a segment over that of all, 0 if there is none.
 */
public final class Segments implements FederatedComputation {
    public static final String NAME = "segments";

    /** A segment with fewer rows counts in no ratio: one alarm would be a large share of it. */
    static final int FEWEST = 100;

    /** Standard deviations of the noise on a segment's rows that they must reach, and of that on its alarms that its share of them must. */
    private static final double CLEAR_ROWS = 4;

    private static final double CLEAR_ALARMS = 2;

    private static final String STATISTIC = "score histograms of label 0 by segment";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
        return new SegmentsState(SegmentsPlan.decode(parameters), EvaluatedModel.among(inputs), Optional.empty())
                .encode();
    }

    @Override
    public Optional<PrivacyPromise> promise(Bytes parameters) {
        SegmentsPlan plan = SegmentsPlan.decode(parameters);
        EvaluationPlan each = plan.histograms();
        return each.noise().map(counts -> counts.promise(1, each.maxRows(), each.bins() * plan.segments()));
    }

    @Override
    public Optional<Query> query(Bytes state) {
        return query(SegmentsState.decode(state));
    }

    private static Optional<Query> query(SegmentsState at) {
        if (at.counts().isPresent()) {
            return Optional.empty();
        }
        EvaluationPlan plan = at.plan().histograms();
        Sensitivity ofRow = Sensitivity.ofRecord(1);
        return Optional.of(plan.release()
                .map(noise -> Query.of(STATISTIC, at.length(), plan.maxRows() * NoisyCounts.SCALE, ofRow)
                        .under(noise))
                .orElseGet(() -> Query.of(STATISTIC, at.length(), plan.maxRows(), ofRow)));
    }

    /** That of an evaluation of the model: its histogram of label 0 is the sum of these. */
    @Override
    public DataFunction function(Bytes state) {
        SegmentsState at = SegmentsState.decode(state);
        if (at.counts().isPresent()) {
            throw new IllegalArgumentException("state must have a query, but segments is finished");
        }
        return DataFunction.ofScores(at.model().basis());
    }

    @Override
    public Bytes advance(Bytes state, OpenedSum sum) {
        SegmentsState at = SegmentsState.decode(state);
        Query query = query(at)
                .orElseThrow(() -> new IllegalArgumentException("state must have a query, but segments is finished"));
        long[] counts = sum.requireAnswers(query).toArray();
        for (int i = 0; i < counts.length; i++) {
            if (query.release().isPresent()) {
                counts[i] = NoisyCounts.rows(counts[i]);
            } else if (counts[i] < 0) {
                throw new IllegalArgumentException("count " + i + " must be at least 0, but was " + counts[i]);
            }
        }
        return new SegmentsState(at.plan(), at.model(), Optional.of(counts)).encode();
    }

    @Override
    public Report report(Bytes state) {
        SegmentsState at = SegmentsState.decode(state);
        return at.counts()
                .map(counts -> report(at, counts))
                .orElseGet(() -> Report.of("waiting for the score histograms", Map.of(), Map.of()));
    }

    /** Noise can bring single counts below 0; sums of many are taken as they are, so that it cancels. */
    private static Report report(SegmentsState at, long[] counts) {
        SegmentsPlan plan = at.plan();
        int bins = plan.histograms().bins();
        long[] all = new long[bins];
        for (int i = 0; i < counts.length; i++) {
            all[i % bins] += counts[i];
        }
        int threshold = threshold(all, plan.falsePositiveRate());
        double rate = rate(all, 0, bins, threshold);
        Map<String, Double> figures = new TreeMap<>();
        double fewest = fewest(plan, threshold, rate);
        double worst = 0;
        String where = "none";
        for (int segment = 0; segment < plan.segments(); segment++) {
            double rows = total(counts, segment * bins, (segment + 1) * bins);
            double own = rate(counts, segment * bins, (segment + 1) * bins, threshold);
            figures.put("falsePositiveRate/" + plan.name(segment), own);
            figures.put("negatives/" + plan.name(segment), rows);
            if (rows >= fewest && rate > 0 && own / rate > worst) {
                worst = own / rate;
                where = plan.name(segment);
            }
        }
        figures.put("falsePositiveRate", rate);
        figures.put("fewestNegatives", fewest);
        figures.put("worstRatio", worst);
        figures.put(
                "threshold",
                (2.0 * threshold / bins - 1) * at.model().detector().rankLimit());
        return Report.of(
                "false-positive rate of " + Math.round(rate * 10_000) / 100.0 + " % over all; "
                        + (where.equals("none")
                                ? "no segment with a rate above 0 has the " + Math.round(fewest) + " rows to compare"
                                : "the worst segment, " + where + ", has " + Math.round(worst * 100) / 100.0
                                        + " times that"),
                figures,
                Map.of());
    }

    /**
     * Rows from which on a segment is compared. Under noise its rows must stand clear of the noise of all its bins, and the alarms it would
     * have at the rate of all clear of the noise of the bins above the threshold: then noise moves its ratio by half at one standard
     * deviation.
     */
    private static double fewest(SegmentsPlan plan, int threshold, double rate) {
        int bins = plan.histograms().bins();
        double deviation =
                plan.histograms().noise().map(counts -> counts.deviation(1)).orElse(0.0);
        double ofRows = CLEAR_ROWS * deviation * StrictMath.sqrt((double) bins);
        double ofAlarms = CLEAR_ALARMS * deviation * StrictMath.sqrt((double) (bins - threshold));
        return Math.max(FEWEST, Math.max(ofRows, rate > 0 ? ofAlarms / rate : 0));
    }

    /** The lowest bin from which on no more than the rate of all rows lies. */
    private static int threshold(long[] all, double rate) {
        double allowed = rate * Math.max(0, total(all, 0, all.length));
        double above = 0;
        int bin = all.length;
        while (bin > 0 && above + all[bin - 1] <= allowed) {
            bin--;
            above += all[bin];
        }
        return bin;
    }

    private static double rate(long[] counts, int from, int to, int threshold) {
        double rows = total(counts, from, to);
        return rows <= 0 ? 0 : Math.max(0, total(counts, from + threshold, to)) / rows;
    }

    private static double total(long[] counts, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i];
        }
        return sum;
    }
}
