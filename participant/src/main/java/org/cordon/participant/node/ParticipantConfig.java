// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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
        Path node, Unlock unlock, String coordinator, Optional<String> proxy, Path state, Data data, Policy policy) {
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
    record Data(Path file, Optional<String> label, Optional<String> drop, Optional<String> distinct) {
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
     * @param minHonest honest inputs in every sum, 3 where it is left out
     * @param acceptCountsWithoutDp false where it is left out
     * @param columns every offered column of the file where they are left out
     */
    record Policy(
            Optional<Integer> minHonest,
            Optional<Boolean> acceptCountsWithoutDp,
            List<String> computations,
            int maxRounds,
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
                Optional<Integer> minHonest,
                Optional<Boolean> acceptCountsWithoutDp,
                List<String> computations,
                int maxRounds,
                Set<String> columns) {
            return new ParticipantPolicy(
                    minHonest.orElse(ParticipantPolicy.DEFAULT_MIN_HONEST),
                    acceptCountsWithoutDp.orElse(false),
                    Set.copyOf(computations),
                    maxRounds,
                    columns);
        }
    }
}
