// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cordon.computation.Query;
import org.cordon.computation.binning.BinningPlan;
import org.cordon.computation.trees.TreesPlan;
import org.cordon.yaml.Unfit.Finding;

/** What the parameters of one stage must keep together with those of another; each is right by itself. */
final class StagesTogether {
    private static final int ALL_ROWS = 1000;

    private final List<Finding> findings = new ArrayList<>();

    private StagesTogether() {}

    /** Everything wrong with a file whose stages are each right. */
    static List<Finding> of(CharterFile file) {
        StagesTogether together = new StagesTogether();
        int bins = BinningPlan.MAX_BINS;
        int trained = ALL_ROWS;
        together.histograms(file);
        for (int i = 0; i < file.stages().size(); i++) {
            StageKind stage = file.stages().get(i).kind();
            String place = "stages[" + i + "]." + stage.computation();
            Optional<StagePlan> read = StagePlan.of(CharterChecks.trial(stage, file));
            if (read.isEmpty()) {
                together.unreadable(place);
                continue;
            }
            Record plan = read.get().parameters();
            if (plan instanceof BinningPlan binning) {
                bins = binning.maxBins();
            }
            if (plan instanceof TreesPlan trees) {
                together.size(place, trees.mostWords(bins));
            }
            trained = Math.min(trained, HeldOutShare.trained(plan).orElse(ALL_ROWS));
            together.heldOut(place, HeldOutShare.judged(plan), trained);
        }
        return together.findings;
    }

    /**
     * The sum of an ensemble holds the score histogram of each model, but is one function of the rows, that of all of them: a sum of one model's
     * scores alone would be another to the guard, and their difference over other members is the histogram of who is missing.
     */
    private void histograms(CharterFile file) {
        List<StageKind> kinds = file.stages().stream().map(StageFile::kind).toList();
        if (kinds.stream().noneMatch(kind -> kind.calibrates() > 1)) {
            return;
        }
        boolean before = true;
        for (int i = 0; i < kinds.size(); i++) {
            String place = "stages[" + i + "]." + kinds.get(i).computation();
            before &= kinds.get(i).calibrates() == 0;
            if (before && (kinds.get(i) instanceof EvaluationFile || kinds.get(i) instanceof SegmentsFile)) {
                findings.add(new Finding(
                        place,
                        place
                                + " must come after the calibration of several models, but comes before it: both count scores of"
                                + " one model, and the difference of the two sums could be those of one exchange",
                        "Put it below calibration"));
            }
            if (kinds.get(i) instanceof TreesFile trees && trees.calibrated().orElse(false)) {
                findings.add(new Finding(
                        place,
                        place
                                + ".calibrated must be false where several models are calibrated together, but is true: both"
                                + " count scores of the trees, and the difference of the two sums could be those of one"
                                + " exchange",
                        "Leave it out; calibration does the same"));
            }
        }
    }

    private void unreadable(String place) {
        findings.add(new Finding(
                place,
                place + " must have parameters that members can read, but has not",
                "Shorten the names of columns to 200 bytes, or take fewer columns"));
    }

    /** Levels of trees have as many words as the stage before has bins. */
    private void size(String place, long words) {
        if (words > Query.MAX_LENGTH) {
            findings.add(new Finding(
                    place,
                    place + " must ask for 2^27 words at once at the most, but its last level may have " + words,
                    "Take less depth, fewer columns, a smaller columnShare, or fewer maxBins in binning"));
        }
    }

    /** Rows that trained a model flatter it; who wants all rows says so. */
    private void heldOut(String place, OptionalInt judged, int trained) {
        if (judged.isPresent() && judged.getAsInt() > trained && judged.getAsInt() < ALL_ROWS) {
            findings.add(new Finding(
                    place,
                    place + ": holdoutPerMille must be " + trained + ", that of training, or less, but was "
                            + judged.getAsInt() + ", so that the model would be judged on rows that trained it",
                    "Write the holdoutPerMille of the stage that trains in both, or 1000 to judge on all rows"));
        }
    }
}
