// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names of tasks, computations and columns that a policy has a rule for; a list that is left out is empty.
 *
 * <p>An entry is a name, or the beginning of names followed by {@code *}.
 *
 * @param columns features and labels
 */
public record Listing(Optional<Set<String>> tasks, Optional<Set<String>> computations, Optional<Set<String>> columns) {
    /** Names nothing. */
    public static final Listing NONE = new Listing(Optional.empty(), Optional.empty(), Optional.empty());

    public Listing {
        tasks = tasks.map(Set::copyOf);
        computations = computations.map(Set::copyOf);
        columns = columns.map(Set::copyOf);
        Stream.of(tasks, computations, columns)
                .flatMap(Optional::stream)
                .flatMap(Set::stream)
                .forEach(Listing::requirePattern);
    }

    /** What of {@code demand} has an entry here, if anything has. */
    Optional<Named> firstListed(Demand demand) {
        return named(demand)
                .filter(named -> list(named.kind())
                        .filter(list -> isIn(list, named.name()))
                        .isPresent())
                .findFirst();
    }

    /** What of {@code demand} has no entry in a list that is there, if anything has none. */
    Optional<Named> firstUnlisted(Demand demand) {
        return named(demand)
                .filter(named -> list(named.kind())
                        .filter(list -> !isIn(list, named.name()))
                        .isPresent())
                .findFirst();
    }

    private Optional<Set<String>> list(Kind kind) {
        return switch (kind) {
            case TASK -> tasks;
            case COMPUTATION -> computations;
            case COLUMN -> columns;
        };
    }

    private static Stream<Named> named(Demand demand) {
        return Stream.of(
                        Stream.of(new Named(Kind.TASK, demand.name())),
                        demand.computations().stream().map(name -> new Named(Kind.COMPUTATION, name)),
                        demand.columns().stream().map(name -> new Named(Kind.COLUMN, name)))
                .flatMap(each -> each);
    }

    private static boolean isIn(Collection<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }

    private static void requirePattern(String pattern) {
        int star = pattern.indexOf('*');
        if (pattern.isBlank() || (star >= 0 && star < pattern.length() - 1)) {
            throw new IllegalArgumentException(
                    "a name in a policy must not be blank and have * at its end only, but was " + Text.quoted(pattern));
        }
    }

    /** What a name belongs to. */
    enum Kind {
        TASK("tasks", PolicyDecision.Reason.TASK_NOT_ALLOWED),
        COMPUTATION("computations", PolicyDecision.Reason.COMPUTATION_NOT_ALLOWED),
        COLUMN("columns", PolicyDecision.Reason.COLUMN_NOT_ALLOWED);

        private final String key;
        private final PolicyDecision.Reason reason;

        Kind(String key, PolicyDecision.Reason reason) {
            this.key = key;
            this.reason = reason;
        }

        String key() {
            return key;
        }

        PolicyDecision.Reason reason() {
            return reason;
        }
    }

    /** A name that a charter has. */
    record Named(Kind kind, String name) {
        /** What the charter does with it. */
        String sentence() {
            return switch (kind) {
                case TASK -> "the charter is named " + Text.quoted(name);
                case COMPUTATION -> "the charter runs " + Text.quoted(name);
                case COLUMN -> "the charter reads column " + Text.quoted(name);
            };
        }
    }
}
