// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Setting;
import org.cordon.simulations.ledger.Size;
import org.cordon.simulations.ledger.incident.Casting;
import org.cordon.simulations.ledger.incident.Route;
import org.cordon.simulations.ledger.incident.Scenario;
import org.cordon.simulations.ledger.incident.Script;
import org.cordon.simulations.ledger.incident.Scripts;
import org.cordon.simulations.ledger.scenario.ScenarioLedger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which ledger; a picocli mixin. */
final class LedgerOptions {
    private static final int DAYS = 30;

    @Option(names = "--exchanges", paramLabel = "N", description = "How many (default: 5).")
    private @Nullable Integer exchanges;

    @Option(names = "--days", paramLabel = "N", description = "How long (default: 30; 90 for a scenario).")
    private @Nullable Integer days;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "small, medium or large, like M2, CoinEx or Bybit (default: small).")
    private @Nullable Size size;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "A full hour (default: 2025-01-06T00:00:00Z, a Monday).")
    private @Nullable Instant start;

    @Option(
            names = "--incident",
            paramLabel = "NAME",
            split = ",",
            description = "Attacks and controls to play (see cordon simulate ledger list).")
    private List<String> incidents = List.of();

    @Option(
            names = "--exchange",
            paramLabel = "NAME",
            split = ",",
            description = "Exchanges that all of --incident are played at (default: by turns at all).")
    private List<String> where = List.of();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Start of all incidents (default: spread over the days).")
    private @Nullable Instant at;

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            description = "How stolen money leaves: keys (transfers nobody asked for) or withdrawals (default: as each"
                    + " script says).")
    private @Nullable Route route;

    @Option(
            names = "--real-amounts",
            description = "Take as many dollars as in truth, not the same share of the hot wallets.")
    private boolean real;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "takeover, market-abuse, theft, laundering or insider: each exchange has seen one kind of"
                    + " attacker.")
    private @Nullable String scenario;

    /**
     * The ledger that is asked for.
     *
     * @param ledger events
     * @param learnUntil of a scenario: what is before may be learnt from, what is after is the test
     */
    record Chosen(Ledger ledger, Optional<Instant> learnUntil) {}

    Chosen chosen() {
        try {
            return scenario == null ? played() : scenario(scenario);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    String.valueOf(wrong.getMessage()),
                    "See cordon simulate ledger generate --help",
                    wrong);
        }
    }

    private Chosen played() {
        Setting setting = setting(DAYS);
        List<Script> scripts = new ArrayList<>();
        for (String name : incidents) {
            scripts.add(Scripts.named(name)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            "--incident must be names of incidents, but one was " + name,
                            "See cordon simulate ledger list")));
        }
        if (scripts.size() != scripts.stream().distinct().count()) {
            throw new IllegalArgumentException("--incident must name each incident once, but was " + incidents);
        }
        if (scripts.isEmpty() && (!where.isEmpty() || at != null || route != null || real)) {
            throw new IllegalArgumentException(
                    "--exchange, --at, --route and --real-amounts must come with --incident, but it was left out");
        }
        return new Chosen(new Ledger(setting, casting(setting).spread(scripts, numbers(setting))), Optional.empty());
    }

    private Chosen scenario(String name) {
        if (!incidents.isEmpty() || !where.isEmpty() || at != null) {
            throw new IllegalArgumentException(
                    "--incident, --exchange and --at must be left out with --scenario, but one was given");
        }
        if (name.equals(InsiderWords.NAME)) {
            if (exchanges != null || days != null || start != null || size != null || route != null || real) {
                throw new IllegalArgumentException(
                        "only --seed may come with --scenario insider, as its plan is fixed");
            }
            return chosen(ScenarioLedger.insider(seed));
        }
        Scenario known = Scenario.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--scenario must be takeover, market-abuse, theft, laundering or insider, but was " + name));
        return chosen(ScenarioLedger.of(known, casting(setting(ScenarioLedger.DAYS)), List.of()));
    }

    private static Chosen chosen(ScenarioLedger scenario) {
        return new Chosen(scenario.ledger(), Optional.of(scenario.learnUntil()));
    }

    private Setting setting(int usualDays) {
        return new Setting(
                seed,
                Optional.ofNullable(exchanges).orElse(ScenarioLedger.EXCHANGES),
                Optional.ofNullable(size).orElse(Size.SMALL),
                Optional.ofNullable(start).orElse(ScenarioLedger.START),
                Optional.ofNullable(days).orElse(usualDays));
    }

    private Casting casting(Setting setting) {
        Optional<Long> moment =
                Optional.ofNullable(at).map(given -> given.getEpochSecond() * Clock.SECOND + given.getNano() / 1_000);
        return new Casting(setting, !real, Optional.ofNullable(route), moment);
    }

    private List<Integer> numbers(Setting setting) {
        List<Integer> numbers = new ArrayList<>();
        for (String name : where) {
            int number = 0;
            while (number < setting.exchanges()
                    && !setting.exchange(number).name().equals(name.toLowerCase(Locale.ROOT))) {
                number++;
            }
            if (number == setting.exchanges()) {
                throw new IllegalArgumentException("--exchange must be names of exchanges such as "
                        + setting.exchange(0).name() + ", but one was " + name);
            }
            numbers.add(number);
        }
        return numbers;
    }
}
