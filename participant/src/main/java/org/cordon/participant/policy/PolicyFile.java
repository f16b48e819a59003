// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.config.ConfigFile;
import org.cordon.task.Listing;
import org.cordon.task.OpeningHours;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PolicyLimits;
import org.cordon.task.PolicyRules;

/**
 * The YAML file in which an exchange says what may run on its rows, whatever was approved elsewhere.
 *
 * <p><b>Guarantees.</b> Unknown keys and unsafe values are refused with the line ({@link ConfigFile}).
 *
 * @param allow what runs; every name of a charter must be covered
 * @param queue names of which one is enough for a person to decide
 * @param refuse names of which one is enough to refuse
 * @param otherwise what happens to the rest; refuse where it is left out
 * @param acceptCountsWithoutDp true: charters that waive differential privacy run, with no privacy guarantee; false: they are
 *     refused; left out: they are the rest
 * @param requireDpia whether a charter must name a data-protection impact assessment; false where it is left out
 * @param hours when rounds are entered; always where they are left out
 */
public record PolicyFile(
        Allow allow,
        Optional<Names> queue,
        Optional<Names> refuse,
        Optional<PolicyRules.Otherwise> otherwise,
        Optional<Boolean> acceptCountsWithoutDp,
        Optional<Boolean> requireDpia,
        Limits limits,
        Optional<Hours> hours) {
    /** Reads {@code file}. */
    public static PolicyFile read(Path file) {
        return ConfigFile.read(file, PolicyFile.class);
    }

    /**
     * The policy of the file.
     *
     * @param offered the columns that a charter may read where {@code allow} names none
     */
    public ParticipantPolicy over(Set<String> offered) {
        PolicyRules rules = new PolicyRules(
                allow.listing(offered),
                queue.map(Names::listing).orElse(Listing.NONE),
                refuse.map(Names::listing).orElse(Listing.NONE),
                otherwise.orElse(PolicyRules.Otherwise.REFUSE),
                acceptCountsWithoutDp
                        .map(yes -> yes ? PolicyRules.CountsWithoutDp.ACCEPT : PolicyRules.CountsWithoutDp.REFUSE)
                        .orElse(PolicyRules.CountsWithoutDp.OTHERWISE));
        return new ParticipantPolicy(rules, limits.over(requireDpia.orElse(false)), hours.map(Hours::opening));
    }

    /**
     * What runs; an entry is a name, or its beginning and {@code *}.
     *
     * @param tasks every name where they are left out
     * @param columns features and labels; every column of the data file that is not dropped where they are left out
     */
    public record Allow(Optional<List<String>> tasks, List<String> computations, Optional<List<String>> columns) {
        public Allow {
            if (computations.isEmpty()) {
                throw new IllegalArgumentException("computations must name at least one, but was empty");
            }
            new Names(tasks, Optional.of(computations), columns).listing();
        }

        Listing listing(Set<String> offered) {
            return new Listing(
                    tasks.map(Set::copyOf),
                    Optional.of(Set.copyOf(computations)),
                    Optional.of(columns.map(Set::copyOf).orElse(offered)));
        }
    }

    /** Names of tasks, computations and columns. */
    public record Names(
            Optional<List<String>> tasks, Optional<List<String>> computations, Optional<List<String>> columns) {
        public Names {
            new Listing(tasks.map(Set::copyOf), computations.map(Set::copyOf), columns.map(Set::copyOf));
        }

        Listing listing() {
            return new Listing(tasks.map(Set::copyOf), computations.map(Set::copyOf), columns.map(Set::copyOf));
        }
    }

    /**
     * What no task goes beyond, also none that a person accepted.
     *
     * @param minHonest honest inputs in every sum; 3 where it is left out
     * @param minCohort inputs in every sum; {@code minHonest} where it is left out
     * @param rounds of one task
     * @param roundsADay of all tasks in any 24 hours
     * @param epsilon of one task
     * @param delta of one task
     * @param columns of one task, with the label
     * @param retention of the result
     * @param cpuARound processor time for the contribution to one round
     */
    public record Limits(
            Optional<Integer> minHonest,
            Optional<Integer> minCohort,
            int rounds,
            Optional<Integer> roundsADay,
            Optional<BigDecimal> epsilon,
            Optional<BigDecimal> delta,
            Optional<Integer> columns,
            Optional<Duration> retention,
            Optional<Duration> cpuARound) {
        /** Checks each value on its own line. */
        public Limits(
                Optional<Integer> minHonest,
                Optional<Integer> minCohort,
                int rounds,
                Optional<Integer> roundsADay,
                Optional<BigDecimal> epsilon,
                Optional<BigDecimal> delta,
                Optional<Integer> columns,
                Optional<Duration> retention,
                Optional<Duration> cpuARound) {
            this.minHonest = minHonest;
            this.minCohort = minCohort;
            this.rounds = rounds;
            this.roundsADay = roundsADay;
            this.epsilon = epsilon;
            this.delta = delta;
            this.columns = columns;
            this.retention = retention;
            this.cpuARound = cpuARound;
            over(false);
        }

        PolicyLimits over(boolean requireDpia) {
            int honest = minHonest.orElse(PolicyLimits.DEFAULT_MIN_HONEST);
            return new PolicyLimits(
                    honest,
                    minCohort.orElse(honest),
                    rounds,
                    roundsADay,
                    epsilon,
                    delta,
                    columns,
                    retention,
                    cpuARound,
                    requireDpia);
        }
    }

    /**
     * Hours of the day.
     *
     * @param from first minute, as 22:00
     * @param to first minute after; before {@code from} it is one of the next day
     * @param zone whose clock counts, as Europe/Zurich
     * @param days on which they begin; all where they are left out
     */
    public record Hours(String from, String to, String zone, Optional<List<DayOfWeek>> days) {
        public Hours {
            opening(from, to, zone, days);
        }

        OpeningHours opening() {
            return opening(from, to, zone, days);
        }

        private static OpeningHours opening(String from, String to, String zone, Optional<List<DayOfWeek>> days) {
            Set<DayOfWeek> set = EnumSet.noneOf(DayOfWeek.class);
            set.addAll(days.orElse(List.of(DayOfWeek.values())));
            return new OpeningHours(time("from", from), time("to", to), zone(zone), set);
        }

        private static LocalTime time(String name, String text) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException wrong) {
                throw new IllegalArgumentException(
                        name + " must be a quoted time of day such as \"22:00\", but was " + text, wrong);
            }
        }

        private static ZoneId zone(String text) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException wrong) {
                throw new IllegalArgumentException(
                        "zone must be a time zone such as Europe/Zurich, but was " + text, wrong);
            }
        }
    }
}
