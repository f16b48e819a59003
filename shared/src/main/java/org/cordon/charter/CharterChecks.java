// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cordon.computation.PrivacyPromise;
import org.cordon.member.Threshold;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.sum.round.Crowd;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;
import org.cordon.yaml.Shown;
import org.cordon.yaml.Unfit.Finding;

/** What the values of a charter must keep together. */
final class CharterChecks {
    private static final double MOST_NOISE = 1;
    /** So little that no stage finds it too loud: what it really is, is calibrated later. */
    private static final long ANY_NOISE = 1_000;

    private final List<Finding> findings = new ArrayList<>();

    private CharterChecks() {}

    /** Everything that is wrong with the file whatever the consortium. */
    static List<Finding> of(CharterFile file) {
        CharterChecks checks = new CharterChecks();
        checks.privacy(file);
        checks.columns(file);
        checks.time(file);
        checks.order(file.stages());
        checks.noise(file);
        if (checks.findings.isEmpty()) {
            checks.parameters(file);
        }
        if (checks.findings.isEmpty()) {
            checks.findings.addAll(StagesTogether.of(file));
        }
        return checks.findings;
    }

    /** What does not fit a consortium of this size at this moment. */
    static List<Finding> against(CharterFile file, Threshold threshold, Instant now) {
        CharterChecks checks = new CharterChecks();
        checks.within("minSurvivors", file.minSurvivors(), threshold.threshold(), threshold.members(), threshold);
        checks.within("minHonest", file.minHonest(), 1, threshold.honest(), threshold);
        file.terms().ifPresent(terms -> checks.kept(file, terms, threshold));
        Instant ends = file.ends(now);
        if (!ends.isAfter(now)) {
            checks.add(
                    file.expiry().isPresent() ? "expiry" : "lifetime",
                    "the task must end after this moment, but it ended at " + ends + " and it is "
                            + now.truncatedTo(ChronoUnit.SECONDS),
                    "Write a later expiry or a longer lifetime, or set this machine's clock");
        }
        return checks.findings;
    }

    /** The grant covers every sum, each member's noise is large enough, and the signal stands out of it. */
    private void kept(CharterFile file, PrivacyTerms terms, Threshold threshold) {
        try {
            PrivacyPlan plan = PrivacyPlan.of(
                            terms,
                            file.stages().stream()
                                    .map(stage -> stage.toStage(file.columns(), Optional.of(terms)))
                                    .toList())
                    .requireKept()
                    .requireShares(Crowd.of(threshold, file.minSurvivors().orElse(0)));
            for (int i = 0; i < plan.parts().size(); i++) {
                PrivacyPromise promise = plan.parts().get(i).promise();
                if (promise.noiseToSignal() > MOST_NOISE) {
                    add(
                            "stages[" + i + "]",
                            String.format(
                                    Locale.ROOT,
                                    "noise of stage %s must be at most its signal, but is %.1f times that",
                                    plan.parts().get(i).computation(),
                                    promise.noiseToSignal()),
                            "Sample more units, train a smaller network, take fewer bins, or grant a larger epsilon");
                }
            }
        } catch (IllegalArgumentException | AccountantRefused unfit) {
            add("privacy", String.valueOf(unfit.getMessage()), "Correct epsilon, rounds or noiseMultiplierMicro");
        }
    }

    private void within(String key, Optional<Integer> value, int low, int high, Threshold threshold) {
        if (value.isPresent() && (value.get() < low || value.get() > high)) {
            add(
                    key,
                    key + " must be in [" + low + ", " + high + "] for " + threshold.members() + " members, but was "
                            + value.get(),
                    "Leave it out for the consortium's own value, or write one in this range");
        }
    }

    private void privacy(CharterFile file) {
        if (file.privacy().isPresent() == file.privacyWaiver().isPresent()) {
            boolean both = file.privacy().isPresent();
            add(
                    both ? "privacyWaiver" : "privacy",
                    "exactly one of privacy and privacyWaiver must be set, but " + (both ? "both were" : "neither was"),
                    "Declare differential privacy under privacy, or say under privacyWaiver why there is none");
        }
    }

    private void columns(CharterFile file) {
        if (new HashSet<>(file.controllers()).size() < file.controllers().size()) {
            add("controllers", "controllers must be distinct, but one was twice there", "Name each once");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < file.columns().size(); i++) {
            String column = file.columns().get(i);
            if (!seen.add(column)) {
                add(
                        "columns[" + i + "]",
                        "columns must be distinct, but was twice there: \"" + Shown.cut(column) + '"',
                        "Name each column once");
            }
        }
        file.label()
                .filter(seen::contains)
                .ifPresent(label -> add(
                        "label",
                        "label must be no feature column, but was one: \"" + Shown.cut(label) + '"',
                        "Take it out of columns"));
    }

    private void time(CharterFile file) {
        if (file.lifetime().isPresent() == file.expiry().isPresent()) {
            boolean both = file.lifetime().isPresent();
            add(
                    both ? "expiry" : "lifetime",
                    "exactly one of lifetime and expiry must be set, but " + (both ? "both were" : "neither was"),
                    "Write for example lifetime: P7D");
        }
        file.lifetime()
                .filter(length -> length.compareTo(Duration.ofSeconds(1)) < 0)
                .ifPresent(length -> add(
                        "lifetime", "lifetime must be positive, but was " + length, "Write for example lifetime: P7D"));
        if (file.retention().isNegative()) {
            add("retention", "retention must not be negative, but was " + file.retention(), "Write for example P365D");
        }
        if (file.notBefore().isPresent()
                && file.expiry().isPresent()
                && !file.expiry().get().isAfter(file.notBefore().get())) {
            add(
                    "expiry",
                    "expiry must be after notBefore, but was " + file.expiry().get(),
                    "Write a later expiry");
        }
    }

    private void order(List<StageFile> stages) {
        Set<String> before = new HashSet<>();
        Optional<String> model = Optional.empty();
        for (int i = 0; i < stages.size(); i++) {
            StageKind stage = stages.get(i).kind();
            String place = "stages[" + i + "]";
            boolean found = switch (stage.needs()) {
                case NOTHING -> true;
                case MODEL -> model.isPresent();
                case SCALING, BINNING -> before.contains(stage.needs().text());
            };
            if (!found) {
                String needed = stage.needs().text();
                add(
                        place,
                        stage.computation() + " must come after " + needed + ", but comes before it",
                        "Put one above it");
            }
            if (stage.isModel()) {
                String name = stage.computation();
                model.filter(other -> !other.equals(name))
                        .filter(other ->
                                stages.stream().allMatch(any -> any.kind().calibrates() == 0))
                        .ifPresent(other -> add(
                                place,
                                "stages must train one model at the most, but this trains another than " + other,
                                "Write a charter of its own for it"));
                model = Optional.of(name);
            }
            long models = stages.stream()
                    .limit(i)
                    .filter(earlier -> earlier.kind().isModel())
                    .count();
            long later = stages.stream()
                    .skip(i)
                    .filter(other -> other.kind().isModel())
                    .count();
            if (stage.calibrates() > 0 && (stage.calibrates() != models || later > 0)) {
                add(
                        place,
                        "calibration must come after all stages that train a model and make one of "
                                + stage.calibrates() + ", its models, but comes after " + models + " and before "
                                + later,
                        "Put it below them, and write models: " + (models + later));
            }
            if (!before.add(stage.computation())) {
                add(
                        "stages[" + i + "]",
                        "stages must have one " + stage.computation() + " at the most, but this is another",
                        "Write a charter of its own for it");
            }
        }
    }

    /** Every stage opens its sums under noise, or none does. */
    private void noise(CharterFile file) {
        for (int i = 0; i < file.stages().size(); i++) {
            StageKind stage = file.stages().get(i).kind();
            String place = "stages[" + i + "]." + stage.computation();
            if (file.privacy().isPresent()) {
                stage.misfitUnderNoise().ifPresent(misfit -> add(place, place + " " + misfit.rule(), misfit.mend()));
            } else if (stage.isNoisy()) {
                add(
                        place,
                        place + " must have no noise in a charter without privacy, but has",
                        "Declare privacy, or leave dpSgd and noiseMultiplierMicro out");
            }
        }
    }

    private void parameters(CharterFile file) {
        for (int i = 0; i < file.stages().size(); i++) {
            StageKind stage = file.stages().get(i).kind();
            try {
                Stage unused = trial(stage, file);
            } catch (IllegalArgumentException unfit) {
                add(
                        "stages[" + i + "]." + stage.computation(),
                        "stages[" + i + "]." + stage.computation() + ": " + unfit.getMessage(),
                        "Correct it; 'cordon task check --schema' lists every key and its range");
            }
        }
    }

    /** A stage as a charter would list it, whose noise may not be known yet. */
    static Stage trial(StageKind stage, CharterFile file) {
        return new Stage(stage.computation(), noisy(stage).parameters(file.columns(), file.terms()), 1);
    }

    /** The stage with next to no noise where none is asked for. */
    static StageKind noisy(StageKind stage) {
        return stage.noiseMultiplierMicro().isPresent() ? stage : stage.under(ANY_NOISE);
    }

    private void add(String place, String sentence, String mend) {
        findings.add(new Finding(place, sentence, mend));
    }
}
