// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cordon.config.Default;
import org.cordon.config.Keys;
import org.cordon.config.Meaning;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;
import org.cordon.config.Unlock;
import org.cordon.disk.Incarnation;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.process.Arguments;
import org.cordon.participant.rows.ChosenFeatures;
import org.cordon.suite.Randomness;
import org.cordon.telemetry.TelemetryConfig;

/**
 * The configuration of {@code cordon participant run}.
 *
 * @param node the node directory that was made for this exchange
 * @param keys where its private keys are, if not in locked files
 * @param coordinator {@code host:port} that is dialled
 * @param proxy {@code host:port} of an HTTP proxy
 * @param state what the node signed, and the sealed secrets of an open round; {@code decisions} beside it holds what waits for a
 *     person, and what was said
 * @param policy the file that says what may run on the rows, whatever was approved elsewhere
 * @param trainer a program that trains in the place of Cordon; the policy must accept it
 * @param telemetry metrics, health and traces
 */
record ParticipantConfig(
        @Meaning(value = "The directory with this exchange's keys, certificate and history.", example = ".")
        Path node,

        @Meaning("What opens the private keys: exactly one of the three.")
        Unlock unlock,

        @Meaning("Where the private keys are, if not in locked files.")
        Optional<Keys> keys,

        @Meaning(value = "The coordinator's host:port, which is dialled.", example = "\"coordinator.example:7443\"")
        String coordinator,

        @Meaning(
                value = "The host:port of an HTTP proxy to dial through with CONNECT.",
                example = "\"proxy.example:3128\"")
        Optional<String> proxy,

        @Meaning("What the node signed, and the sealed secrets of open rounds.") @Default("state")
        Path state,

        @Meaning("The exchange's rows; they never leave this machine.")
        Data data,

        @Meaning("The file that says what may run on the rows, whatever was approved elsewhere.")
        @Default("policy.yaml")
        Path policy,

        @Meaning(
                "A program that trains networks in the place of Cordon; off without it, and refused unless the policy accepts it.")
        Optional<Trainer> trainer,

        @Meaning("What the node reports of itself; what is left out is off.")
        Optional<TelemetryConfig> telemetry)
        implements NodeConfig {
    ParticipantConfig {
        HostPort.parse(coordinator);
        proxy.ifPresent(HostPort::parse);
        if (state.equals(node)) {
            throw new IllegalArgumentException("state must be a directory of its own, but was the node directory");
        }
        if (data.file().startsWith(state)) {
            throw new IllegalArgumentException("data.file must not lie in the state directory, but does");
        }
    }

    @Override
    public NodeFiles open(InstantSource clock) {
        return NodeFiles.open(node, keys, unlock, clock);
    }

    @Override
    public List<Path> directories() {
        return List.of(node, state, decisions());
    }

    @Override
    public List<Path> secrets() {
        return unlock.files();
    }

    /** The mark of the last start, in the node directory. */
    Incarnation incarnation(Randomness randomness) {
        return Incarnation.in(
                node.resolve("state.mark"), "cordon participant restore --config FILE --in BACKUP", randomness);
    }

    /** The node's mirror of the protocol log. */
    Path mirror() {
        return state.resolve("log");
    }

    /** What waits for a person, and what was said. */
    Path decisions() {
        return state.resolveSibling("decisions");
    }

    /** Whom to dial, and how. */
    LinkSettings link() {
        LinkSettings direct = LinkSettings.of(HostPort.parse(coordinator));
        return proxy.map(HostPort::parse).map(direct::through).orElse(direct);
    }

    /**
     * A program that trains.
     *
     * @param process the program and its arguments
     * @param directory in which it starts
     * @param timeout of the training of one round, on the clock
     */
    record Trainer(
            @Meaning(
                    value =
                            "The program and its arguments, split at spaces outside quotes; no shell reads it. It runs with this node's rights.",
                    example = "\"python3 train.py\"")
            String process,

            @Meaning("The directory in which it starts.") @Default(".")
            Path directory,

            @Meaning("Time for the training of one round, at the most.") @Default("PT10M")
            Duration timeout) {
        private static final Duration LONGEST = Duration.ofHours(24);

        Trainer {
            Arguments.parse(process);
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "timeout must be above 0 and at most " + LONGEST + ", but was " + timeout);
            }
        }
    }

    /**
     * The exchange's rows.
     *
     * @param events what the table in {@code file} is made of; without it the file is there
     * @param label the column that charters may use as the label only; without it a charter may name any
     * @param drop columns with a match in their name are not there for any charter
     * @param distinct of the rows with one value in this column only the first counts
     * @param customer the column that says whose a row is; never a feature
     */
    record Data(
            @Meaning(
                    "The rows: CSV, TSV, Parquet or JSON. With events, where the node keeps the table that it makes of them.")
            @Default("data.csv")
            Path file,

            @Meaning("Events that the node makes its rows of; off without it, and the file is the exchange's own.")
            Optional<EventsConfig> events,

            @Meaning(value = "The column that charters may use as the label only.", example = "fraud")
            Optional<String> label,

            @Meaning(
                    value = "Columns that no charter may read: a regular expression that matches in their names.",
                    example = "\"^(Index|Address)$\"")
            Optional<String> drop,

            @Meaning(value = "Of the rows with one value in this column only the first counts.", example = "Address")
            Optional<String> distinct,

            @Meaning(
                    value =
                            "The column that says whose a row is, for charters that hide customers; no charter reads it.",
                    example = "customer_id")
            Optional<String> customer) {
        Data {
            drop.ifPresent(Data::pattern);
            if (events.stream().flatMap(EventsConfig::files).anyMatch(file::equals)) {
                throw new IllegalArgumentException("file must be another one than those of events, but is one of them");
            }
            if (events.isPresent() && !file.toString().endsWith(".csv")) {
                throw new IllegalArgumentException("file must end in .csv with events, but does not");
            }
            if (events.isPresent() && (label.isPresent() || distinct.isPresent() || customer.isPresent())) {
                throw new IllegalArgumentException(
                        "label, distinct and customer must be left out with events, which say them, but are not");
            }
        }

        /** The column that says whose a row is: that of events where rows are made of them. */
        Optional<String> owner() {
            return customer.or(() -> events.map(made -> ChosenFeatures.ACCOUNT));
        }

        /** The column that charters may use as the label only. */
        Optional<String> labelColumn() {
            return label.or(() -> events.filter(EventsConfig::isLabelled)
                    .map(made -> made.chosen().label()));
        }

        /** Of the file's columns, those that a charter may read. */
        Set<String> offered(Collection<String> columns) {
            return Set.copyOf(columns.stream()
                    .filter(column -> !column.isEmpty()
                            && !isDropped(column)
                            && owner().filter(column::equals).isEmpty()
                            && (events.isEmpty() || !column.equals(ChosenFeatures.EVENT)))
                    .toList());
        }

        private boolean isDropped(String column) {
            return drop.map(Data::pattern)
                    .filter(regex -> regex.matcher(column).find())
                    .isPresent();
        }

        private static Pattern pattern(String regex) {
            try {
                return Pattern.compile(regex);
            } catch (PatternSyntaxException wrong) {
                throw new IllegalArgumentException(
                        "drop must be a regular expression, but was " + regex + ": " + wrong.getDescription(), wrong);
            }
        }
    }
}
