// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.member.Manifest;
import org.cordon.member.Threshold;
import org.cordon.model.NetworkKind;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Training;

/**
 * Why production would refuse what a run does; nothing where it would not. What attackers do is no reason: they ask nobody.
 *
 * <p>Each reason is a rule of {@link Manifest}, {@link Threshold}, of the charter's reading, or of a consortium's founding.
 */
final class Refusals {
    private static final int FEWEST = 5;

    private final Experiment settings;
    private final List<String> reasons = new ArrayList<>();

    private Refusals(Experiment settings) {
        this.settings = settings;
    }

    static List<String> of(Experiment settings) {
        Refusals refusals = new Refusals(settings);
        refusals.consortium();
        refusals.model();
        refusals.strategy();
        refusals.defence();
        return List.copyOf(refusals.reasons);
    }

    private void consortium() {
        int exchanges = settings.exchangeCount();
        refuse(
                exchanges < FEWEST - 1,
                exchanges + " exchanges: a consortium of fewer than " + FEWEST + " is refused, one of four by rule");
        refuse(exchanges == FEWEST - 1, "4 exchanges: a consortium must allow four by an explicit rule");
        refuse(
                exchanges > Threshold.MAX_MEMBERS,
                exchanges + " exchanges: a consortium has at most " + Threshold.MAX_MEMBERS + " members");
        settings.exchanges()
                .flatMap(Experiment.Exchanges::fraction)
                .filter(fraction -> fraction < 1)
                .ifPresent(fraction -> reasons.add("fraction " + fraction + ": every member is asked in every round"));
        refuse(
                !settings.secureSum().orElse(false),
                "secureSum is false: production opens sums of masked vectors only (masks change no sum)");
    }

    private void model() {
        Optional<Experiment.Network> network = settings.model().network();
        refuse(settings.model().quadratic().isPresent(), "model quadratic: charters train networks and trees");
        refuse(
                network.isPresent()
                        && settings.data().scaling().orElse(Experiment.Scaling.NONE) == Experiment.Scaling.NONE,
                "scaling is none: a charter's network must come after scaling by secure sums");
        int classes = settings.data().source().classes();
        refuse(
                classes > 2
                        && network.filter(n -> n.kind() == NetworkKind.SOFTMAX_CLASSIFIER)
                                .isPresent(),
                classes + " classes: labels of a charter are 0 or 1");
        refuse(settings.training().flatMap(Training::steps).isPresent(), "steps: charters count passes over the rows");
    }

    private void strategy() {
        settings.strategy().ifPresent(choice -> {
            Map<String, Optional<?>> unknown = new LinkedHashMap<>();
            unknown.put("scaffold", choice.scaffold());
            unknown.put("ditto", choice.ditto());
            unknown.put("workerMomentum", choice.workerMomentum());
            unknown.put("of a plugin", choice.plugin());
            unknown.forEach((name, chosen) ->
                    refuse(chosen.isPresent(), "strategy " + name + ": it has no counterpart in charters"));
        });
    }

    private void defence() {
        settings.defence().ifPresent(choice -> {
            Map<String, Optional<?>> single = new LinkedHashMap<>();
            single.put("mean", choice.mean());
            single.put("krum", choice.krum());
            single.put("median", choice.median());
            single.put("trimmedMean", choice.trimmedMean());
            single.put("geometricMedian", choice.geometricMedian());
            single.put("centredClipping", choice.centredClipping().filter(clipping -> !clipping.ownClipping()));
            int buckets = choice.buckets().orElse(1);
            int threshold = new Threshold(Math.min(Threshold.MAX_MEMBERS, settings.exchangeCount())).threshold();
            single.forEach((name, chosen) -> refuse(
                    chosen.isPresent() && buckets < threshold,
                    "defence " + name + ": it looks at sums over " + buckets + ", and nothing over fewer than t = "
                            + threshold + " is opened"));
            Stream.of(choice.centredClipping(), choice.plugin())
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(any -> reasons.add("defence "
                            + (choice.plugin().isPresent() ? "of a plugin" : "centredClipping")
                            + ": it has no counterpart in charters"));
        });
    }

    private void refuse(boolean holds, String reason) {
        if (holds) {
            reasons.add(reason);
        }
    }

    /** Each reason once with how many of {@code all} it holds for, in the order found; nothing without reasons. */
    static List<String> counted(List<List<String>> all, String unit) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        all.forEach(reasons -> reasons.forEach(reason -> counts.merge(reason, 1, Integer::sum)));
        return counts.entrySet().stream()
                .map(reason -> reason.getKey()
                        + (reason.getValue() == all.size()
                                ? ""
                                : " (" + reason.getValue() + " of " + all.size() + " " + unit + ")"))
                .toList();
    }
}
