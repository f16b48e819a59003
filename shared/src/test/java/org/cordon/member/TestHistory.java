// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.cordon.wire.HistoryCodec;

/** A consortium whose every key a test holds, reproducible from a seed; statements go through the real codec. */
final class TestHistory {
    static final Digest AUTHORITY = Hashes.sha256(new byte[] {7});
    static final Instant FOUNDED = Instant.parse("2026-11-21T00:00:00Z");

    final Random random;
    private final Randomness randomness;
    private final Map<VerifyKey, SigningKey> keys = new HashMap<>();
    Consortium consortium;

    TestHistory(long seed, int founders) {
        this(seed, founders, 4, 1);
    }

    TestHistory(long seed, int founders, int minMembers, int minApprovals) {
        this.random = new Random(seed);
        this.randomness = random::nextBytes;
        try {
            Amendment.Founding founding = new Amendment.Founding(
                    "north",
                    minMembers,
                    minApprovals,
                    entry(0, "coordinator"),
                    AUTHORITY,
                    IntStream.rangeClosed(1, founders)
                            .mapToObj(i -> entry(i, "m" + i))
                            .toList(),
                    FOUNDED);
            Entry entry = founding(founding);
            this.consortium = Consortium.replay(List.of(entry.approved(all(Consortium.founders(entry)))));
        } catch (AmendmentRejected impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** An entry with new keys. */
    Member entry(int index, String name) {
        byte[] certificate = new byte[32];
        randomness.nextBytes(certificate);
        return new Member(index, name, key(), Digest.of(certificate), key());
    }

    /** A new key. */
    VerifyKey key() {
        SigningKey key = SigningKey.generate(randomness);
        keys.put(key.verifyKey(), key);
        return key.verifyKey();
    }

    SigningKey holder(VerifyKey key) {
        SigningKey holder = keys.get(key);
        if (holder == null) {
            throw new AssertionError("no such key");
        }
        return holder;
    }

    Entry founding(Amendment.Founding founding) {
        List<Possession> possessions = new ArrayList<>(possessions(Digest.ZERO, founding.coordinator()));
        founding.founders().forEach(member -> possessions.addAll(possessions(Digest.ZERO, member)));
        return Entry.proposed(founding, HistoryCodec.encode(founding), possessions);
    }

    /** A change with the proofs of possession that it needs, not approved yet. */
    Entry propose(Amendment.Change change) {
        List<Possession> possessions = List.of();
        Manifest manifest = manifest();
        if (change instanceof Amendment.Admission admission) {
            possessions = possessions(consortium.id(), admission.member());
        } else if (change instanceof Amendment.Rotation rotation) {
            possessions = possessions(
                    consortium.id(),
                    manifest.find(rotation.index())
                            .orElseThrow()
                            .rotated(rotation.identity(), rotation.certificateKey()))
                    .subList(0, 1);
        } else if (change instanceof Amendment.ApproverReplaced replaced) {
            possessions = possessions(
                    consortium.id(),
                    manifest.find(replaced.index()).orElseThrow().approvedBy(replaced.approver()))
                    .subList(1, 2);
        }
        return Entry.proposed(change, HistoryCodec.encode(change), possessions);
    }

    List<Possession> possessions(Digest id, Member member) {
        Possession.Seat seat = Possession.Seat.of(id, AUTHORITY, member);
        return List.of(
                Possession.prove(seat, holder(member.identity())), Possession.prove(seat, holder(member.approver())));
    }

    /** Approvals of every voter. */
    List<Approval> all(Electorate electorate) {
        return first(electorate.voters().size(), electorate);
    }

    /** Approvals of the first voters. */
    List<Approval> first(int count, Electorate electorate) {
        return electorate.voters().stream()
                .limit(count)
                .map(voter -> Approval.sign(voter.index(), electorate.subject(), holder(voter.approver())))
                .toList();
    }

    /** Approves a change with as many approvals as it takes, and goes on from there. */
    Consortium take(Amendment.Change change) throws AmendmentRejected {
        consortium = consortium.with(approved(change));
        return consortium;
    }

    Entry approved(Amendment.Change change) throws AmendmentRejected {
        Entry entry = propose(change);
        Electorate electorate = consortium.electorate(entry);
        return entry.approved(first(electorate.needed(), electorate));
    }

    Manifest manifest() {
        return consortium.current().manifest();
    }

    Amendment.Admission admission(String name) {
        return new Amendment.Admission(consortium.head(), entry(consortium.nextIndex(), name));
    }

    Amendment.Removal removal(int index, Amendment.Removal.Reason reason) {
        return new Amendment.Removal(consortium.head(), index, reason);
    }

    Amendment.Rotation rotation(int index) {
        Member next = entry(index, "any");
        return new Amendment.Rotation(consortium.head(), index, next.identity(), next.certificateKey());
    }

    Amendment.ApproverReplaced replacement(int index) {
        return new Amendment.ApproverReplaced(consortium.head(), index, key());
    }

    /** Any change that may come next. */
    Amendment.Change any() {
        List<Member> members = manifest().members();
        int index = members.get(random.nextInt(members.size())).index();
        boolean mayShrink = members.size() > Manifest.MIN_MEMBERS;
        return switch (random.nextInt(6)) {
            case 0 -> mayShrink ? removal(index, Amendment.Removal.Reason.REVOKED) : admission("x" + manifest().version());
            case 1 -> mayShrink ? removal(index, Amendment.Removal.Reason.LEFT) : admission("x" + manifest().version());
            case 2 -> rotation(random.nextInt(4) == 0 ? 0 : index);
            case 3 -> replacement(random.nextInt(4) == 0 ? 0 : index);
            case 4 ->
                new Amendment.PolicyChange(
                        consortium.head(), 4 + random.nextInt(3), 1 + random.nextInt(members.size()));
            default -> admission("x" + manifest().version());
        };
    }
}
