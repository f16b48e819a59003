// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.ConfigFile;
import org.cordon.config.NodeFiles;
import org.cordon.disk.StoreFailure;
import org.cordon.participant.round.Ledger;
import org.cordon.participant.round.PrivacyLedger;
import org.cordon.participant.store.StoredLedger;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.Composition;
import org.cordon.task.PrivacyPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon participant budget}: the exchange's own privacy ledger. */
@Command(
        name = "budget",
        description = "What tasks have cost the units of this exchange in privacy, by its own ledger.",
        subcommands = {BudgetCommand.Show.class, BudgetCommand.Accept.class})
final class BudgetCommand {
    private static final double MILLION = 1e6;

    /**
     * One task.
     *
     * @param granted epsilon of its charter
     * @param spent epsilon of the sums that were charged; empty where the accountant has no bound
     */
    record Spent(
            String session, double granted, Optional<Double> spent, int deltaExponent, String accountant, long sums) {}

    /**
     * What {@code --json} prints.
     *
     * @param gap before when charges may be missing
     */
    record Shown(List<Spent> tasks, double grantedTogether, Optional<String> gap) {}

    private static Shown shown(Ledger ledger) {
        SortedMap<String, SortedMap<Release, Long>> charges = PrivacyLedger.charges(ledger);
        List<Spent> tasks = PrivacyLedger.grants(ledger).stream()
                .map(grant -> spent(grant, charges.getOrDefault(grant.session(), new TreeMap<>())))
                .toList();
        double together = tasks.stream().mapToDouble(Spent::granted).sum();
        return new Shown(tasks, together, ledger.gap().map(Instant::toString));
    }

    private static Spent spent(PrivacyLedger.Grant grant, SortedMap<Release, Long> charges) {
        Composition composition = Composition.NONE;
        long sums = 0;
        for (var charge : charges.entrySet()) {
            composition = composition.plus(PrivacyPlan.mechanism(charge.getKey()), charge.getValue());
            sums += charge.getValue();
        }
        Optional<Double> epsilon;
        try {
            double delta = StrictMath.pow(10, -grant.deltaExponent());
            epsilon = Optional.of(PrivacyPlan.accountant(grant.accountant())
                    .epsilon(composition, delta)
                    .epsilon());
        } catch (AccountantRefused noBound) {
            epsilon = Optional.empty();
        }
        return new Spent(
                grant.session(),
                grant.epsilonMicro() / MILLION,
                epsilon,
                grant.deltaExponent(),
                grant.accountant().name(),
                sums);
    }

    /** Shows the ledger. */
    @Command(
            name = "show",
            description = "Show what every task was granted and has spent; the node may run.",
            footer = {"", "Example:", "  cordon participant budget show --config consortium/ash/participant.yaml"})
    static final class Show implements Callable<Integer> {
        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "The participant's configuration.")
        private Path file;

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Shown shown = inLedger(file, BudgetCommand::shown);
            PrintWriter out = spec.commandLine().getOut();
            if (json.asked()) {
                json.print(out, shown);
                return ExitCode.OK.value();
            }
            shown.tasks()
                    .forEach(task -> out.printf(
                            "session %s  epsilon %s of %s spent at delta 1e-%d (%s), in %d sums%n",
                            task.session().substring(0, 12),
                            task.spent()
                                    .map(value -> String.format(Locale.ROOT, "%.3f", value))
                                    .orElse("without a bound"),
                            task.granted(),
                            task.deltaExponent(),
                            task.accountant(),
                            task.sums()));
            out.println(
                    shown.tasks().isEmpty()
                            ? "no task with differential privacy has opened a sum with this exchange"
                            : "granted together: epsilon " + shown.grantedTogether());
            shown.gap()
                    .ifPresent(
                            since -> out.println(
                                    "charges before " + since
                                            + " may be missing, after a restore or as the log knows of more: nothing is charged until 'cordon participant budget accept'"));
            out.flush();
            return ExitCode.OK.value();
        }
    }

    /** Vouches for the ledger after a restore. */
    @Command(
            name = "accept",
            description =
                    "After a restore from a backup: say that you have looked at the ledger and vouch for it as it stands.",
            footer = {"", "Example:", "  cordon participant budget accept --config consortium/ash/participant.yaml"})
    static final class Accept implements Callable<Integer> {
        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "The participant's configuration.")
        private Path file;

        @Mixin
        private JsonOption json = new JsonOption();

        @Spec
        private CommandSpec spec;

        /** What {@code --json} prints. */
        record Accepted(boolean hadGap) {}

        @Override
        public Integer call() {
            boolean had = inLedger(file, ledger -> {
                boolean gap = ledger.gap().isPresent();
                ledger.accept();
                return gap;
            });
            PrintWriter out = spec.commandLine().getOut();
            if (json.asked()) {
                json.print(out, new Accepted(had));
            } else {
                out.println(had ? "the ledger counts as it stands" : "there was no gap in the ledger: nothing changed");
                out.flush();
            }
            return ExitCode.OK.value();
        }
    }

    private static <T> T inLedger(Path file, Function<Ledger, T> act) {
        ParticipantConfig config = ConfigFile.read(file, ParticipantConfig.class);
        try (StoredLedger stored = StoredLedger.open(config.state())) {
            return act.apply(stored.ledger());
        } catch (StoreFailure failed) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, failed);
        }
    }
}
