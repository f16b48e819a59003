// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cordon.member.AmendmentRejected.Violation;
import org.cordon.suite.Digest;
import org.cordon.suite.VerifyKey;

/** What may follow a manifest, apart from approvals, and who must approve it. */
final class AmendmentRules {
    private final Manifest manifest;
    private final Digest authority;
    private final Set<Object> usedKeys;
    private final int highestIndex;

    AmendmentRules(Manifest manifest, Digest authority, Set<Object> usedKeys, int highestIndex) {
        this.manifest = manifest;
        this.authority = authority;
        this.usedKeys = usedKeys;
        this.highestIndex = highestIndex;
    }

    /** Checks all of a founding but its approvals. */
    static void requireFounding(Amendment.Founding founding, List<Possession> possessions) throws AmendmentRejected {
        Set<Object> keys = new HashSet<>();
        Set<String> names = new HashSet<>();
        if (!founding.coordinator().isCoordinator()) {
            throw new AmendmentRejected(
                    Violation.INDEX_REUSED,
                    "index of the coordinator must be 0, but was "
                            + founding.coordinator().index() + "; make the founding again");
        }
        List<Member> entries = new ArrayList<>(founding.founders());
        entries.add(founding.coordinator());
        for (Member entry : entries) {
            requireFree(names.add(entry.name()), entry.name());
            for (Object key : keys(entry)) {
                requireUnused(keys.add(key), entry.name());
            }
            requirePossession(
                    Digest.ZERO, founding.authority(), entry, possessions, List.of(entry.identity(), entry.approver()));
        }
    }

    /** The keys of an entry, none of which any history may see twice. */
    static List<Object> keys(Member entry) {
        return List.of(entry.identity(), entry.approver(), entry.certificateKey());
    }

    /** The keys that a change brings in. */
    static List<Object> newKeys(Amendment.Change change) {
        if (change instanceof Amendment.Admission admission) {
            return keys(admission.member());
        }
        if (change instanceof Amendment.Rotation rotation) {
            return List.of(rotation.identity(), rotation.certificateKey());
        }
        return change instanceof Amendment.ApproverReplaced replaced ? List.of(replaced.approver()) : List.of();
    }

    /** The manifest after a change, if nothing but approvals can be missing. */
    Manifest apply(Amendment.Change change, Entry entry) throws AmendmentRejected {
        if (!change.previous().equals(manifest.head())) {
            throw new AmendmentRejected(
                    Violation.FORK,
                    "the amendment continues statement " + change.previous().shortHex() + ", but the newest is "
                            + manifest.head().shortHex() + " (version " + manifest.version()
                            + "); propose it again on the newest");
        }
        Set<Object> fresh = new HashSet<>(usedKeys);
        for (Object key : newKeys(change)) {
            requireUnused(fresh.add(key), "the amendment");
        }
        if (change instanceof Amendment.Admission admission) {
            return admitted(admission.member(), entry);
        }
        if (change instanceof Amendment.Removal removal) {
            return removed(removal, entry.digest());
        }
        if (change instanceof Amendment.Rotation rotation) {
            Member turned = require(rotation.index()).rotated(rotation.identity(), rotation.certificateKey());
            requirePossession(manifest.id(), authority, turned, entry.possessions(), List.of(turned.identity()));
            return replaced(turned, entry.digest());
        }
        if (change instanceof Amendment.ApproverReplaced replaced) {
            Member turned = require(replaced.index()).approvedBy(replaced.approver());
            requirePossession(manifest.id(), authority, turned, entry.possessions(), List.of(turned.approver()));
            return replaced(turned, entry.digest());
        }
        return changed((Amendment.PolicyChange) change, entry.digest());
    }

    /** Who must approve a change that {@link #apply} let pass. */
    Electorate electorate(Amendment.Change change, Approval.Subject subject) throws AmendmentRejected {
        List<Member> members = manifest.members();
        if (change instanceof Amendment.Rotation rotation) {
            return new Electorate(subject, List.of(require(rotation.index())), 1, Optional.empty());
        }
        if (change instanceof Amendment.Admission admission) {
            return new Electorate(
                    subject,
                    members,
                    manifest.quorum(),
                    Optional.of(admission.member().index()));
        }
        if (change instanceof Amendment.Removal removal) {
            if (removal.reason() == Amendment.Removal.Reason.LEFT) {
                return new Electorate(subject, List.of(require(removal.index())), 1, Optional.empty());
            }
            List<Member> others = without(removal.index());
            return new Electorate(
                    subject, others, Math.min(manifest.quorum(), others.size()), Optional.of(removal.index()));
        }
        return new Electorate(subject, members, manifest.quorum(), Optional.empty());
    }

    private Manifest admitted(Member member, Entry entry) throws AmendmentRejected {
        if (highestIndex >= Threshold.MAX_MEMBERS) {
            throw new AmendmentRejected(
                    Violation.SIZE, "all 255 indexes were given, and none is given twice; found a new consortium");
        }
        if (member.index() != highestIndex + 1) {
            throw new AmendmentRejected(
                    Violation.INDEX_REUSED,
                    "index of " + member.name() + " must be one above the highest ever given, " + (highestIndex + 1)
                            + ", but was " + member.index() + "; propose the admission again");
        }
        requireFree(manifest.find(member.name()).isEmpty(), member.name());
        requirePossession(
                manifest.id(), authority, member, entry.possessions(), List.of(member.identity(), member.approver()));
        List<Member> members = new ArrayList<>(manifest.members());
        members.add(member);
        return next(members, manifest.coordinator(), entry.digest());
    }

    private Manifest removed(Amendment.Removal removal, Digest head) throws AmendmentRejected {
        Member unused = require(removal.index());
        if (manifest.members().size() <= Manifest.MIN_MEMBERS) {
            throw new AmendmentRejected(
                    Violation.SIZE,
                    "members must stay at least 3, but would be "
                            + (manifest.members().size() - 1)
                            + "; admit another first, or stop the nodes: the consortium is over");
        }
        return next(without(removal.index()), manifest.coordinator(), head);
    }

    private Manifest replaced(Member turned, Digest head) {
        if (turned.isCoordinator()) {
            return next(manifest.members(), turned, head);
        }
        List<Member> members = new ArrayList<>(without(turned.index()));
        members.add(turned);
        members.sort(Comparator.comparingInt(Member::index));
        return next(members, manifest.coordinator(), head);
    }

    private Manifest changed(Amendment.PolicyChange change, Digest head) throws AmendmentRejected {
        if (change.minApprovals() > manifest.members().size()) {
            throw new AmendmentRejected(
                    Violation.SIZE,
                    "minApprovals must be at most the members, "
                            + manifest.members().size() + ", but was " + change.minApprovals() + "; propose fewer");
        }
        return next(manifest.members(), manifest.coordinator(), head, change.minMembers(), change.minApprovals());
    }

    private Manifest next(List<Member> members, Member coordinator, Digest head) {
        return next(members, coordinator, head, manifest.minMembers(), manifest.minApprovals());
    }

    private Manifest next(List<Member> members, Member coordinator, Digest head, int minMembers, int minApprovals) {
        return new Manifest(
                manifest.id(),
                manifest.consortium(),
                manifest.version() + 1,
                head,
                members,
                coordinator,
                minMembers,
                minApprovals);
    }

    private List<Member> without(int index) {
        return manifest.members().stream()
                .filter(Predicate.not(member -> member.index() == index))
                .toList();
    }

    private Member require(int index) throws AmendmentRejected {
        return manifest.find(index)
                .orElseThrow(() -> new AmendmentRejected(
                        Violation.NOT_A_MEMBER,
                        "the amendment names entry " + index + ", which is not in the newest manifest; see 'cordon"
                                + " consortium members'"));
    }

    private static void requireFree(boolean free, String name) throws AmendmentRejected {
        if (!free) {
            throw new AmendmentRejected(
                    Violation.NAME_TAKEN, "name " + name + " must be its own, but is in use; choose another");
        }
    }

    private static void requireUnused(boolean unused, String whose) throws AmendmentRejected {
        if (!unused) {
            throw new AmendmentRejected(
                    Violation.KEY_REUSED,
                    "keys of " + whose + " must never have been in the history, but one was; make new keys");
        }
    }

    private static void requirePossession(
            Digest consortium, Digest authority, Member entry, List<Possession> possessions, List<VerifyKey> keys)
            throws AmendmentRejected {
        Possession.Seat seat = Possession.Seat.of(consortium, authority, entry);
        for (VerifyKey key : keys) {
            boolean held = possessions.stream().anyMatch(proof -> proof.key().equals(key) && proof.isOf(seat));
            if (!held) {
                throw new AmendmentRejected(
                        Violation.NO_POSSESSION,
                        "key " + key + " of " + entry.name() + " did not sign for its entry; only who holds a key may"
                                + " enter it, make the request again on the node");
            }
        }
    }
}
