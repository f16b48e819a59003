// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Optional;
import java.util.Set;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.model.LocalOptimiser;
import org.cordon.simulations.defence.Bucketing;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.defence.Krum;
import org.cordon.simulations.strategy.Scaffold;
import org.cordon.simulations.summing.Summing;

/** Settings that are right one by one, and together would do nothing, or nonsense, without a word. */
final class Contradictions {
    private Contradictions() {}

    static void refuse(Trial.Method method, Selection selection, Optional<Trial.Threat> attackers) {
        int exchanges = selection.exchanges();
        attackers
                .filter(threat -> threat.share() > 0 && threat.attackers(exchanges) == 0)
                .ifPresent(threat -> {
                    throw unfit(
                            "attack.share must be at least one of " + exchanges + " exchanges, but was "
                                    + threat.share() + ", which rounds to none",
                            "Write a share above " + 0.5 / exchanges + ", or attack: none");
                });
        if (selection.partial() && selection.stragglers() > 0 && method.plan().epochs() == 1) {
            throw unfit(
                    "exchanges.stragglers with send: partial must go with training.epochs above 1, as they leave out whole"
                            + " passes, but went with 1",
                    "Write more epochs, leave out steps, or write send: nothing");
        }
        if (method.strategy() instanceof Scaffold && method.plan().optimiser() != LocalOptimiser.SGD) {
            throw unfit(
                    "strategy scaffold must go with training.optimiser sgd, as it takes what a step moved for a gradient, but went"
                            + " with another",
                    "Write optimiser: sgd, or use another strategy");
        }
        method.defence().ifPresent(defence -> refuse(defence, selection.asked()));
    }

    private static void refuse(Defence defence, int asked) {
        if (defence instanceof Bucketing buckets) {
            refuse(buckets.inner(), (asked + buckets.size() - 1) / buckets.size());
        } else if (defence instanceof Krum krum && krum.keep() > asked) {
            throw unfit(
                    "defence.krum.keep must be at most the updates of a round, or its buckets, " + asked + ", but was "
                            + krum.keep(),
                    "Write a smaller keep");
        }
    }

    /** A secure sum that no round could open. */
    static void refuse(Selection selection, Summing summing) {
        if (selection.asked() < summing.fewest()) {
            throw unfit(
                    "a round with secureSum must ask at least " + summing.fewest() + " exchanges, but asks "
                            + selection.asked() + " of " + selection.exchanges(),
                    "Raise exchanges.count or exchanges.fraction, or leave secureSum out");
        }
    }

    /** A target that is never judged. */
    static void refuse(Trial.Evaluation evaluation, Set<String> judged) {
        Optional<String> unknown = evaluation.target().keySet().stream()
                .filter(metric -> !judged.contains(metric))
                .sorted()
                .findFirst();
        unknown.ifPresent(metric -> {
            throw unfit(
                    "evaluate.target." + metric + " must be a metric of this model on its test rows, but those are "
                            + judged,
                    "Name one of them, or leave the target out");
        });
    }

    private static CommandFailure unfit(String sentence, String mend) {
        return new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend);
    }
}
