// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cordon.config.Default;
import org.cordon.config.Meaning;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;
import org.cordon.config.Unlock;
import org.cordon.disk.Incarnation;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.suite.Randomness;
import org.cordon.task.ParticipantPolicy;

/**
 * The configuration of {@code cordon participant run}.
 *
 * @param node the node directory that was made for this exchange
 * @param coordinator {@code host:port} that is dialled
 * @param proxy {@code host:port} of an HTTP proxy
 * @param state what the node signed, and the sealed secrets of an open round
 */
record ParticipantConfig(
        @Meaning(value = "The directory with this exchange's keys, certificate and manifest.", example = ".")
        Path node,

        @Meaning("What opens the private keys: exactly one of the three.")
        Unlock unlock,

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

        @Meaning("What may run on the rows, whatever others signed.")
        Policy policy)
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
        return NodeFiles.open(node, unlock, clock);
    }

    @Override
    public List<Path> directories() {
        return List.of(node, state);
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

    /** Whom to dial, and how. */
    LinkSettings link() {
        LinkSettings direct = LinkSettings.of(HostPort.parse(coordinator));
        return proxy.map(HostPort::parse).map(direct::through).orElse(direct);
    }

    /**
     * The exchange's rows.
     *
     * @param label the column that charters may use as the label only; without it a charter may name any
     * @param drop columns with a match in their name are not there for any charter
     * @param distinct of the rows with one value in this column only the first counts
     */
    record Data(
            @Meaning("The rows: CSV, TSV, Parquet or JSON.") @Default("data.csv")
            Path file,

            @Meaning(value = "The column that charters may use as the label only.", example = "fraud")
            Optional<String> label,

            @Meaning(
                    value = "Columns that no charter may read: a regular expression that matches in their names.",
                    example = "\"^(Index|Address)$\"")
            Optional<String> drop,

            @Meaning(value = "Of the rows with one value in this column only the first counts.", example = "Address")
            Optional<String> distinct) {
        Data {
            drop.ifPresent(Data::pattern);
        }

        /** Of the file's columns, those that a charter may read. */
        Set<String> offered(Collection<String> columns) {
            return Set.copyOf(columns.stream()
                    .filter(column -> !column.isEmpty() && !isDropped(column))
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

    /**
     * What may run on the rows, whatever the operator signed.
     *
     * @param columns every offered column of the file where they are left out
     */
    record Policy(
            @Meaning(value = "Honest inputs that every sum must have, at the least.", unit = "members")
            @Default("" + ParticipantPolicy.DEFAULT_MIN_HONEST)
            int minHonest,

            @Meaning("Whether to take part in sums without differential privacy: NO PRIVACY GUARANTEE.")
            @Default("false")
            boolean acceptCountsWithoutDp,

            @Meaning(value = "What may run.", example = "[scaling, network, evaluation]")
            List<String> computations,

            @Meaning(value = "Sums of one task, at the most.", unit = "sums") @Default("1000")
            int maxRounds,

            @Meaning(
                    value = "Columns that charters may read; without it every column of the file but the dropped.",
                    example = "[amount, hour]")
            Optional<List<String>> columns) {
        Policy {
            if (computations.isEmpty()) {
                throw new IllegalArgumentException("computations must name at least one, but was empty");
            }
            require(minHonest, acceptCountsWithoutDp, computations, maxRounds, Set.of());
        }

        ParticipantPolicy over(Set<String> offered) {
            Set<String> allowed = columns.map(Set::copyOf).orElse(offered);
            return require(minHonest, acceptCountsWithoutDp, computations, maxRounds, allowed);
        }

        private static ParticipantPolicy require(
                int minHonest,
                boolean acceptCountsWithoutDp,
                List<String> computations,
                int maxRounds,
                Set<String> columns) {
            return new ParticipantPolicy(
                    minHonest, acceptCountsWithoutDp, Set.copyOf(computations), maxRounds, columns);
        }
    }
}
