// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.engine.RemoteTrial;
import org.cordon.simulations.experiment.ExperimentReading;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.plugin.Plugins;
import org.cordon.simulations.summing.PlainSumming;
import org.cordon.suite.Bytes;

/**
 * Where exchanges work on a machine of a {@link Cluster}: it reads the data itself and prepares each run once.
 *
 * <p><b>Guarantees.</b> An exchange has the rows that it has on the machine that asked: a run whose settings, plugins or files of data
 * differ has another name, and is refused.
 */
public final class Worksite {
    /** The experiment of this process; there is one at a time. */
    private static Optional<Worksite> current = Optional.empty();

    private final RunOrder experiment;
    private final Plugins plugins;
    private final Preparation preparation;
    private final Map<String, Run> runs = new HashMap<>();
    private String name = "";
    private Optional<RemoteTrial> trial = Optional.empty();

    private Worksite(RunOrder order) {
        this.experiment = order.unnamed();
        this.plugins = Plugins.of(order.plugins());
        this.preparation = new Preparation(order.base(), plugins);
        RunName names = new RunName(order.base(), order.base(), plugins.digests());
        ExperimentReading.of(order.base().resolve("experiment"), order.text())
                .orFail()
                .forEach(run -> runs.put(names.of(run), run));
    }

    /**
     * Does tasks of a round; each has an outcome, also if the run cannot be prepared here.
     *
     * @param place how this machine is called in what goes wrong
     */
    public static List<Bytes> work(String place, Bytes run, Bytes order, List<Bytes> tasks) {
        UnaryOperator<Bytes> round;
        try {
            round = trial(RunOrder.decode(run)).round(order);
        } catch (CommandFailure refused) {
            Bytes outcome = RemoteTrial.refused(new CommandFailure(
                    refused.exitCode(), "on " + place + ": " + refused.sentence(), refused.mend(), refused));
            return tasks.stream().map(task -> outcome).toList();
        }
        return tasks.stream().map(round).toList();
    }

    private static synchronized RemoteTrial trial(RunOrder order) {
        Worksite site = current.filter(known -> known.experiment.equals(order.unnamed()))
                .orElseGet(() -> new Worksite(order));
        current = Optional.of(site);
        return site.prepared(order.name());
    }

    private RemoteTrial prepared(String wanted) {
        RemoteTrial prepared = trial.filter(known -> name.equals(wanted)).orElseGet(() -> prepare(wanted));
        name = wanted;
        trial = Optional.of(prepared);
        return prepared;
    }

    private RemoteTrial prepare(String wanted) {
        Run run = Optional.ofNullable(runs.get(wanted))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "the files of data below " + experiment.base()
                                + " must be those of the machine that asks, but they differ",
                        "Put the same files at the same path on every machine, or use a shared folder"));
        trial = Optional.empty(); // there need not be room for two
        return new RemoteTrial(
                preparation.of(run, new PlainSumming(), new Wiring(plugins)).trial());
    }
}
