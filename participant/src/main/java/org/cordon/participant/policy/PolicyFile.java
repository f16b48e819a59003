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
import org.cordon.config.Default;
import org.cordon.config.Meaning;
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
 * @param acceptExternalTrainer whether the node may train by a program that its configuration names; false where it is left out
 * @param requireDpia whether a charter must name a data-protection impact assessment; false where it is left out
 * @param hours when rounds are entered; always where they are left out
 */
public record PolicyFile(
        @Meaning("What runs: every name of a charter must be covered; * ends a beginning.")
        Allow allow,

        @Meaning("Names of which one is enough for a person to decide.")
        Optional<Names> queue,

        @Meaning("Names of which one is enough to refuse.") Optional<Names> refuse,

        @Meaning("What happens to the rest.") @Default("refuse")
        PolicyRules.Otherwise otherwise,

        @Meaning(
                value =
                        "Charters that waive differential privacy: true, they run, with NO PRIVACY GUARANTEE; false, they are refused; left out, they are the rest.",
                example = "false",
                shown = true)
        Optional<Boolean> acceptCountsWithoutDp,

        @Meaning(
                "Whether the node may hand its rows to the program that trainer.process of its configuration names, which then trains in the place of Cordon.")
        @Default("false")
        boolean acceptExternalTrainer,

        @Meaning("Whether a charter must name a data-protection impact assessment.") @Default("false")
        boolean requireDpia,

        @Meaning("What no task goes beyond, also none that a person accepted.")
        Limits limits,

        @Meaning("When rounds are entered; without it always.")
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
                otherwise,
                acceptCountsWithoutDp
                        .map(yes -> yes ? PolicyRules.CountsWithoutDp.ACCEPT : PolicyRules.CountsWithoutDp.REFUSE)
                        .orElse(PolicyRules.CountsWithoutDp.OTHERWISE));
        return new ParticipantPolicy(rules, limits.over(requireDpia), hours.map(Hours::opening));
    }

    /**
     * What runs; an entry is a name, or its beginning and {@code *}.
     *
     * @param tasks every name where they are left out
     * @param columns features and labels; every column of the data file that is not dropped where they are left out
     */
    public record Allow(
            @Meaning(value = "Names of tasks; any where they are left out.", example = "[\"fraud-*\"]")
            Optional<List<String>> tasks,

            @Meaning(value = "Kinds of computations.", example = "[scaling, network, evaluation]")
            List<String> computations,

            @Meaning(
                    value = "Features and labels; without it every column of the data file that is not dropped.",
                    example = "[amount, hour]")
            Optional<List<String>> columns) {
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
            @Meaning(value = "Names of tasks.", example = "[\"pilot-*\"]")
            Optional<List<String>> tasks,

            @Meaning(value = "Kinds of computations.", example = "[evaluation]")
            Optional<List<String>> computations,

            @Meaning(value = "Features and labels.", example = "[iban]")
            Optional<List<String>> columns) {
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
     * @param epsilonOfAllTasks of all tasks together
     * @param columns of one task, with the label
     * @param retention of the result
     * @param cpuARound processor time for the contribution to one round
     */
    public record Limits(
            @Meaning(value = "Honest inputs in every sum, at the least.", unit = "members")
            @Default("" + PolicyLimits.DEFAULT_MIN_HONEST)
            int minHonest,

            @Meaning(
                    value = "Inputs in every sum, at the least; as many as minHonest where it is left out.",
                    unit = "members",
                    example = "4")
            Optional<Integer> minCohort,

            @Meaning(value = "Sums of one task, at the most.", unit = "sums", example = "1000")
            int rounds,

            @Meaning(value = "Sums of all tasks in any 24 hours, at the most.", unit = "sums", example = "500")
            Optional<Integer> roundsADay,

            @Meaning(value = "Privacy loss of one task, at the most.", unit = "epsilon", example = "8")
            Optional<BigDecimal> epsilon,

            @Meaning(value = "Probability of a greater loss, at the most.", unit = "probability", example = "0.000001")
            Optional<BigDecimal> delta,

            @Meaning(
                    value = "Privacy loss of all tasks together that ever opened a sum, at the most.",
                    unit = "epsilon",
                    example = "20")
            Optional<BigDecimal> epsilonOfAllTasks,

            @Meaning(value = "Columns of one task with the label, at the most.", unit = "columns", example = "64")
            Optional<Integer> columns,

            @Meaning(value = "How long the result may be kept, at the most.", example = "P365D")
            Optional<Duration> retention,

            @Meaning(value = "Processor time for the contribution to one round, at the most.", example = "PT10M")
            Optional<Duration> cpuARound) {
        /** Checks each value on its own line. */
        public Limits {
            new PolicyLimits(
                    minHonest,
                    minCohort.orElse(minHonest),
                    rounds,
                    roundsADay,
                    epsilon,
                    delta,
                    epsilonOfAllTasks,
                    columns,
                    retention,
                    cpuARound,
                    false);
        }

        PolicyLimits over(boolean requireDpia) {
            return new PolicyLimits(
                    minHonest,
                    minCohort.orElse(minHonest),
                    rounds,
                    roundsADay,
                    epsilon,
                    delta,
                    epsilonOfAllTasks,
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
    public record Hours(
            @Meaning(value = "First minute.", example = "\"22:00\"")
            String from,

            @Meaning(value = "First minute after; before from it is one of the next day.", example = "\"06:00\"")
            String to,

            @Meaning(value = "Time zone whose clock counts.", example = "Europe/Zurich")
            String zone,

            @Meaning(value = "Days on which they begin; all where they are left out.", example = "[monday, friday]")
            Optional<List<DayOfWeek>> days) {
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
