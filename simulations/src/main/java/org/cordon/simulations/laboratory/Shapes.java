// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.results.RunRow;

/** What a run is called in the tables. */
final class Shapes {
    private Shapes() {}

    static RunRow.Shape of(Run run, String name, Ground ground, Trial trial, SortedMap<String, String> plugins) {
        Experiment settings = run.settings();
        return new RunRow.Shape(
                name,
                settings.name(),
                run.label(),
                run.point(),
                run.seed(),
                new RunRow.Kinds(
                        spelled(Optional.of(trial.method().strategy())),
                        trial.threat()
                                .map(threat -> spelled(Optional.of(threat.attack())) + ", share " + threat.share())
                                .orElse("none"),
                        spelled(trial.method().defence()),
                        settings.data().partition().map(Shapes::chosen).orElse("as the source says, or at random"),
                        chosen(settings.model())),
                settings.secureSum().orElse(false),
                ground.exchanges(),
                settings.rounds(),
                trial.method().learner().parameters(),
                Refusals.of(settings),
                plugins);
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
