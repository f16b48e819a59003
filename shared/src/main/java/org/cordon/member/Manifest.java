// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.suite.Scope;
import org.cordon.suite.VerifyKey;

/**
 * The members of a consortium and its coordinator: the one source of N and of every key.
 *
 * <p><b>Guarantees.</b> 3 to 255 members with indexes 1 to N in ascending order; names, identity keys and certificate
 * keys are distinct over the members and the coordinator, whose index is 0.
 *
 * <p><b>Does not check</b> who approved it: {@link SignedManifest#verify} does. The exact bytes are made by package
 * {@code wire} and travel in {@link org.cordon.suite.Signed}; this value is never serialised again to be hashed.
 *
 * @param consortium name of the consortium, under the rule of member names
 * @param members ascending by index, 1 to N
 * @param coordinator the entry with index 0
 */
public record Manifest(String consortium, List<Member> members, Member coordinator) {
    /** The smallest N: with two members, each learns the other's input from the sum. */
    public static final int MIN_MEMBERS = 3;

    public Manifest {
        members = List.copyOf(members);
        Member.requireName("consortium", consortium);
        if (members.size() < MIN_MEMBERS || members.size() > Threshold.MAX_MEMBERS) {
            throw new IllegalArgumentException("members must be 3 to 255, but was " + members.size());
        }
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).index() != i + 1) {
                throw new IllegalArgumentException(
                        "index of member " + members.get(i).name() + " must be its place in the list, " + (i + 1)
                                + ", but was " + members.get(i).index());
            }
        }
        if (!coordinator.isCoordinator()) {
            throw new IllegalArgumentException("index of the coordinator must be 0, but was " + coordinator.index());
        }
        requireDistinct(members, coordinator);
    }

    /** N, f and t of this consortium. */
    public Threshold threshold() {
        return new Threshold(members.size());
    }

    /** The member or coordinator with this index, if it is in the manifest. */
    public Optional<Member> find(int index) {
        if (index == Scope.COORDINATOR) {
            return Optional.of(coordinator);
        }
        return index >= 1 && index <= members.size() ? Optional.of(members.get(index - 1)) : Optional.empty();
    }

    /** The member or coordinator with this identity key. */
    public Optional<Member> find(VerifyKey identity) {
        return everyone().filter(entry -> entry.identity().equals(identity)).findFirst();
    }

    /** The member or coordinator with this name. */
    public Optional<Member> find(String name) {
        return everyone().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private Stream<Member> everyone() {
        return Stream.concat(Stream.of(coordinator), members.stream());
    }

    private static void requireDistinct(List<Member> members, Member coordinator) {
        Set<Object> seen = new HashSet<>();
        Stream.concat(Stream.of(coordinator), members.stream()).forEach(entry -> {
            requireNew(seen, entry.name(), "name", entry);
            requireNew(seen, entry.identity(), "identity key", entry);
            requireNew(seen, entry.certificateKey(), "certificate key", entry);
        });
    }

    private static void requireNew(Set<Object> seen, Object value, String what, Member entry) {
        if (!seen.add(value)) {
            throw new IllegalArgumentException(
                    what + " of entry " + entry.index() + " must be its own, but was another entry's: " + entry.name());
        }
    }
}
