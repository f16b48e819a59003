// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.Possession;
import org.cordon.record.LogRecord;
import org.cordon.record.Origin;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/** A consortium whose every key a test holds, with its history. */
final class HonestConsortium {
    static final Digest AUTHORITY = Hashes.sha256(new byte[] {7});

    final HonestKeys keys;
    private Consortium consortium;

    HonestConsortium(HonestKeys keys, List<String> names, Instant at) {
        this.keys = keys;
        Amendment.Founding founding = new Amendment.Founding(
                "north",
                5,
                1,
                keys.entry(0, "coordinator"),
                AUTHORITY,
                IntStream.range(0, names.size())
                        .mapToObj(i -> keys.entry(i + 1, names.get(i)))
                        .toList(),
                at);
        List<Possession> possessions = new ArrayList<>(possessions(Digest.ZERO, founding.coordinator()));
        founding.founders().forEach(member -> possessions.addAll(possessions(Digest.ZERO, member)));
        Entry entry = Entry.proposed(founding, HistoryCodec.encode(founding), possessions);
        try {
            Electorate founders = Consortium.founders(entry);
            this.consortium = Consortium.replay(List.of(entry.approved(first(founders.needed(), founders))));
        } catch (AmendmentRejected impossible) {
            throw new AssertionError(impossible);
        }
    }

    Consortium consortium() {
        return consortium;
    }

    Manifest manifest() {
        return consortium.current().manifest();
    }

    Digest digest() {
        return consortium.current().digest();
    }

    Origin origin() {
        return new Origin(consortium.id());
    }

    List<Integer> members() {
        return manifest().members().stream().map(Member::index).toList();
    }

    Member member(int index) {
        return manifest().find(index).orElseThrow();
    }

    Amendment.Admission admission(String name) {
        return new Amendment.Admission(consortium.head(), keys.entry(consortium.nextIndex(), name));
    }

    Amendment.Removal removal(int index) {
        return new Amendment.Removal(consortium.head(), index, Amendment.Removal.Reason.REVOKED);
    }

    Amendment.Rotation rotation(int index) {
        Member next = keys.entry(index, "any");
        return new Amendment.Rotation(consortium.head(), index, next.identity(), next.certificateKey());
    }

    Amendment.ApproverReplaced replacement(int index) {
        return new Amendment.ApproverReplaced(consortium.head(), index, keys.draw());
    }

    Amendment.PolicyChange rules(int minMembers, int minApprovals) {
        return new Amendment.PolicyChange(consortium.head(), minMembers, minApprovals);
    }

    /** The entry of a change that comes next, with as many approvals as are asked for; none: as many as it takes. */
    Entry entry(Amendment.Change change, Optional<Integer> approvals) {
        Entry entry = Entry.proposed(change, HistoryCodec.encode(change), possessions(change));
        try {
            Electorate electorate = consortium.electorate(entry);
            return entry.approved(first(approvals.orElse(electorate.needed()), electorate));
        } catch (AmendmentRejected impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Takes an approved entry. */
    void take(Entry entry) {
        try {
            consortium = consortium.with(entry);
        } catch (AmendmentRejected impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The charter with the approvals of the first {@code approvals} members under the newest manifest. */
    OfferedCharter approve(Charter charter, int approvals) {
        OfferedCharter offered = OfferedCharter.unapproved(charter, CharterCodec.encode(charter), consortium);
        Electorate electorate = consortium.electorate(Approval.Kind.CHARTER, offered.session());
        return offered.approved(new Approvals(digest(), first(approvals, electorate)));
    }

    /** Approvals of the first voters. */
    List<Approval> first(int count, Electorate electorate) {
        return electorate.voters().stream()
                .limit(count)
                .map(voter -> Approval.sign(voter.index(), electorate.subject(), keys.of(voter.approver())))
                .toList();
    }

    private List<Possession> possessions(Amendment.Change change) {
        if (change instanceof Amendment.Admission admission) {
            return possessions(consortium.id(), admission.member());
        } else if (change instanceof Amendment.Rotation rotation) {
            Member member = member(rotation.index());
            Member next = new Member(
                    member.index(), member.name(), rotation.identity(), rotation.certificateKey(), member.approver());
            return possessions(consortium.id(), next).subList(0, 1);
        } else if (change instanceof Amendment.ApproverReplaced replaced) {
            Member member = member(replaced.index());
            Member next = new Member(
                    member.index(), member.name(), member.identity(), member.certificateKey(), replaced.approver());
            return possessions(consortium.id(), next).subList(1, 2);
        }
        return List.of();
    }

    private List<Possession> possessions(Digest id, Member member) {
        Possession.Seat seat = new Possession.Seat(
                id, AUTHORITY, member.name(), member.identity(), member.certificateKey(), member.approver());
        return List.of(
                Possession.prove(seat, keys.of(member.identity())), Possession.prove(seat, keys.of(member.approver())));
    }

    static LogRecord.Amended.Change kind(Amendment.Change change) {
        if (change instanceof Amendment.Admission) {
            return LogRecord.Amended.Change.MEMBER_ADMITTED;
        } else if (change instanceof Amendment.Removal) {
            return LogRecord.Amended.Change.MEMBER_REVOKED;
        } else if (change instanceof Amendment.Rotation) {
            return LogRecord.Amended.Change.KEY_ROTATED;
        } else if (change instanceof Amendment.ApproverReplaced) {
            return LogRecord.Amended.Change.APPROVER_REPLACED;
        }
        return LogRecord.Amended.Change.RULES_CHANGED;
    }
}
