// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Transcript;
import org.cordon.suite.VerifyKey;

/**
 * The members of a consortium and its coordinator at one point of its history: the one source of N and of every key.
 *
 * <p><b>Guarantees.</b> 3 to 255 members, ascending by index, with gaps where members have left; names and all keys are
 * distinct over the members and the coordinator, whose index is 0.
 *
 * <p><b>Does not check</b> who approved it: a {@link VerifiedManifest} comes out of a {@link Consortium} only.
 *
 * @param id digest of the founding statement: the consortium, whatever becomes of its members
 * @param consortium name of the consortium, under the rule of member names
 * @param version 1 for the founding, one more with every amendment
 * @param head digest of the statement of the newest amendment
 * @param members ascending by index
 * @param coordinator the entry with index 0
 * @param minMembers with fewer members no task runs, 3 to 255
 * @param minApprovals how many approvals a change takes at the least, 1 to 255; never fewer than t
 */
public record Manifest(
        Digest id,
        String consortium,
        int version,
        Digest head,
        List<Member> members,
        Member coordinator,
        int minMembers,
        int minApprovals) {
    /** The smallest N: with two members, each learns the other's input from the sum. */
    public static final int MIN_MEMBERS = 3;

    public Manifest {
        members = List.copyOf(members);
        Member.requireName("consortium", consortium);
        requireRange("version", version, 1, Integer.MAX_VALUE);
        requireRange("members", members.size(), MIN_MEMBERS, Threshold.MAX_MEMBERS);
        requireRange("minMembers", minMembers, MIN_MEMBERS, Threshold.MAX_MEMBERS);
        requireRange("minApprovals", minApprovals, 1, Threshold.MAX_MEMBERS);
        int last = 0;
        for (Member member : members) {
            if (member.index() <= last) {
                throw new IllegalArgumentException("index of member " + member.name()
                        + " must be above the one before it, " + last + ", but was " + member.index());
            }
            last = member.index();
        }
        if (!coordinator.isCoordinator()) {
            throw new IllegalArgumentException("index of the coordinator must be 0, but was " + coordinator.index());
        }
        requireDistinct(members, coordinator);
    }

    /** A manifest outside any history, for measurements and tests of what runs under one; t is its quorum. */
    public Manifest(String consortium, List<Member> members, Member coordinator) {
        this(Digest.ZERO, consortium, 1, Digest.ZERO, members, coordinator, MIN_MEMBERS, 1);
    }

    /** N, f and t of this consortium. */
    public Threshold threshold() {
        return new Threshold(members.size());
    }

    /** How many members must approve a change or a charter: max(t, minApprovals), and never more than there are. */
    public int quorum() {
        return Math.min(members.size(), Math.max(threshold().threshold(), minApprovals));
    }

    /** Whether there are enough members for tasks to run. */
    public boolean isLargeEnough() {
        return members.size() >= minMembers;
    }

    /** The member or coordinator with this index, if it is in the manifest. */
    public Optional<Member> find(int index) {
        return everyone().filter(entry -> entry.index() == index).findFirst();
    }

    /** The member or coordinator with this identity key. */
    public Optional<Member> find(VerifyKey identity) {
        return everyone().filter(entry -> entry.identity().equals(identity)).findFirst();
    }

    /** The member or coordinator with this name. */
    public Optional<Member> find(String name) {
        return everyone().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** The member for which this key approves, or the coordinator if it is the operator's. */
    public Optional<Member> findApprover(VerifyKey approver) {
        return everyone().filter(entry -> entry.approver().equals(approver)).findFirst();
    }

    /** The bytes that its digest is of: integers of two or four bytes, everything else length-prefixed. */
    Bytes exact() {
        Transcript transcript = new Transcript()
                .lp(id)
                .lp(consortium)
                .u32(version)
                .lp(head)
                .u16(minMembers)
                .u16(minApprovals)
                .u16(members.size());
        everyone()
                .forEach(entry -> transcript
                        .u16(entry.index())
                        .lp(entry.name())
                        .lp(entry.identity().toByteArray())
                        .lp(entry.certificateKey())
                        .lp(entry.approver().toByteArray()));
        return transcript.toBytes();
    }

    private Stream<Member> everyone() {
        return Stream.concat(Stream.of(coordinator), members.stream());
    }

    private static void requireRange(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " must be " + low + " to " + high + ", but was " + value);
        }
    }

    private static void requireDistinct(List<Member> members, Member coordinator) {
        Set<Object> seen = new HashSet<>();
        Stream.concat(Stream.of(coordinator), members.stream()).forEach(entry -> {
            requireNew(seen, entry.name(), "name", entry);
            requireNew(seen, entry.identity(), "identity key", entry);
            requireNew(seen, entry.approver(), "approver key", entry);
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
