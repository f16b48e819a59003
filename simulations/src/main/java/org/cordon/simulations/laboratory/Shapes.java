// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.results.RunRow;

/** What a run is called in the tables. */
final class Shapes {
    private Shapes() {}

    static RunRow.Shape of(Run run, String name, Ground ground, Trial trial, SortedMap<String, String> plugins) {
        return of(
                run,
                name,
                ground,
                kinds(
                        run.settings(),
                        spelled(Optional.of(trial.method().strategy())),
                        trial.threat()
                                .map(threat -> spelled(Optional.of(threat.attack())) + ", share " + threat.share())
                                .orElse("none"),
                        spelled(trial.method().defence())),
                new Counted(trial.method().learner().parameters(), Optional.empty(), plugins));
    }

    /** Of a model that comes of a pipeline of sums: it has no parameters that are averaged. */
    static RunRow.Shape of(Run run, String name, Ground ground, StagedTrial trial, SortedMap<String, String> plugins) {
        return of(
                run,
                name,
                ground,
                kinds(run.settings(), "none", "none", "none"),
                new Counted(trial.learnt(), trial.noise().flatMap(PrivateSums::refusal), plugins));
    }

    private record Counted(int parameters, Optional<String> refusal, SortedMap<String, String> plugins) {}

    private static RunRow.Kinds kinds(Experiment settings, String strategy, String attack, String defence) {
        return new RunRow.Kinds(
                strategy,
                attack,
                defence,
                settings.data().partition().map(Shapes::chosen).orElse("as the source says, or at random"),
                chosen(settings.model()));
    }

    private static RunRow.Shape of(Run run, String name, Ground ground, RunRow.Kinds kinds, Counted counted) {
        Experiment settings = run.settings();
        return new RunRow.Shape(
                name,
                settings.name(),
                run.label(),
                run.point(),
                run.seed(),
                kinds,
                settings.secureSum().orElse(false),
                ground.exchanges(),
                settings.rounds(),
                counted.parameters(),
                Stream.concat(Refusals.of(settings).stream(), counted.refusal().stream())
                        .toList(),
                counted.plugins());
    }

    /** A record prints its name and its parameters, a plugin its name; what is no record prints its name. */
    private static String spelled(Optional<?> value) {
        return value.map(of -> of.getClass().isRecord() || Proxy.isProxyClass(of.getClass())
                        ? of.toString()
                        : of.getClass().getSimpleName())
                .orElse("none");
    }

    /** The choice that was made, without those that were not. */
    private static String chosen(Object choice) {
        return choice.toString()
                .replaceAll("\\w+=Optional\\.empty(, )?", "")
                .replaceAll("Optional\\[([^\\[\\]]*)]", "$1")
                .replaceAll("Optional\\[(.*?)]", "$1")
                .replaceAll(", ]", "]")
                .replaceFirst("^(Model|PartitionChoice)\\[", "")
                .replaceFirst("]$", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
