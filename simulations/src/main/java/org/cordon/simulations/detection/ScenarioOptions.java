// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.ledger.incident.Route;
import org.cordon.simulations.source.LedgerRows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of made-up exchanges, in the place of those of files; a picocli mixin. */
final class ScenarioOptions {
    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "In the place of --data, made-up exchanges, each of which has seen one kind of attacker: takeover, "
                            + "market-abuse, theft, laundering or insider (see cordon simulate ledger list).")
    private @Nullable String scenario;

    @Option(
            names = "--threat",
            paramLabel = "ID",
            description = "Threat of the catalogue whose features and trees are used (default: the scenario's own).")
    private @Nullable String threat;

    @Option(names = "--days", paramLabel = "N", description = "Length of the scenario (default: 90).")
    private @Nullable Integer days;

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            description = "How stolen money leaves: keys or withdrawals (default: withdrawals with theft).")
    private @Nullable Route route;

    @Option(
            names = "--controls",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Negative controls that every exchange meets once in the days of the test, such as rescue,run.")
    private @Nullable List<String> controls;

    @Option(
            names = "--label-delay",
            paramLabel = "DAYS",
            description = "A label is known so many days after its event at the earliest (default: 0).")
    private @Nullable Integer labelDelay;

    /**
     * The rows that are asked for; empty without {@code --scenario}.
     *
     * @param exchanges how many are asked for
     */
    Optional<ScenarioRows> rows(Optional<Integer> exchanges) {
        if (scenario == null) {
            if (Stream.of(threat, days, route, controls, labelDelay).anyMatch(Objects::nonNull)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--threat, --days, --route, --controls and --label-delay must come with --scenario, but it was left"
                                + " out",
                        "See cordon simulate detection --help");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new ScenarioRows(new LedgerRows(
                    scenario,
                    Optional.ofNullable(threat),
                    Optional.empty(),
                    exchanges,
                    Optional.ofNullable(days),
                    Optional.ofNullable(route),
                    Optional.ofNullable(controls),
                    Optional.ofNullable(labelDelay))));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--" + String.valueOf(wrong.getMessage()).replaceFirst("^labelDelayDays", "label-delay"),
                    "See cordon simulate detection --help",
                    wrong);
        }
    }
}
