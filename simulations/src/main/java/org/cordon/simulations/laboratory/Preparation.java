// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.nio.file.Path;
import java.util.Optional;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.engine.Trial;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.source.Sample;
import org.cordon.simulations.strategy.Strategy;
import org.cordon.simulations.summing.Summing;

/** Makes of a run's settings what is played: reads the data, cuts and scales it, and wires the rest. */
final class Preparation {
    private final Path base;
    private final Plugins plugins;
    private Optional<Kept> kept = Optional.empty();

    /** The sample that was read last: files are the same for all seeds. */
    private record Kept(Experiment.Data data, long seed, Sample sample) {}

    Preparation(Path base, Plugins plugins) {
        this.base = base;
        this.plugins = plugins;
    }

    /** Who has which rows, and what is played on them. */
    record Prepared(Ground ground, Trial trial) {}

    /**
     * Lays out a run.
     *
     * @param summing how the exchanges agree on scales; every kind gives the same
     */
    Prepared of(Run run, Summing summing, Wiring wiring) {
        Ground ground = ground(run, summing);
        return new Prepared(ground, wiring.trial(run, ground));
    }

    /** Who has which rows. */
    Ground ground(Run run, Summing summing) {
        Experiment settings = run.settings();
        Ground ground = raw(run);
        return settings.data().scaling().orElse(Experiment.Scaling.NONE) == Experiment.Scaling.QUANTILES
                ? Scaled.of(ground, summing, settings.model().network())
                : ground;
    }

    /** Who has which rows, before they are scaled. */
    Ground raw(Run run) {
        Experiment settings = run.settings();
        return Ground.lay(
                settings, sample(settings, run.seed()), run.seed(), wanted -> plugins.named(wanted, Partition.class));
    }

    /** Refuses what names a plugin that was not given. */
    void requirePlugins(Experiment settings) {
        settings.data().partition().flatMap(Experiment.PartitionChoice::plugin).ifPresent(of -> {
            Partition unused = plugins.named(of, Partition.class);
        });
        settings.strategy().flatMap(Experiment.StrategyChoice::plugin).ifPresent(of -> {
            Strategy unused = plugins.named(of, Strategy.class);
        });
        settings.attack().flatMap(Experiment.AttackChoice::plugin).ifPresent(of -> {
            Attack unused = plugins.named(of, Attack.class);
        });
        settings.defence().flatMap(Experiment.DefenceChoice::plugin).ifPresent(of -> {
            Defence unused = plugins.named(of, Defence.class);
        });
    }

    private Sample sample(Experiment settings, long seed) {
        boolean drawn = settings.data().table().isEmpty()
                && settings.data().mnist().isEmpty()
                && settings.data().fedHeart().isEmpty();
        long of = drawn ? seed : 0;
        Kept held = kept.filter(known -> known.data().equals(settings.data()) && known.seed() == of)
                .orElseGet(() -> new Kept(settings.data(), of, Ground.read(settings, base, seed)));
        kept = Optional.of(held);
        return held.sample();
    }
}
