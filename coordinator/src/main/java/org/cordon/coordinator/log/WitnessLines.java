// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Checkpoint;
import org.cordon.log.LogStorage;
import org.cordon.log.MalformedLog;
import org.cordon.log.NoteSignature;
import org.cordon.log.SignedCheckpoint;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.record.HeadCosignature;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.record.Witnesses;
import org.cordon.suite.Bytes;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.Verdict;

/**
 * Takes cosignatures of checkpoints in, and knows the newest checkpoint that a quorum of the members stands behind.
 *
 * <p><b>Guarantees.</b> A line counts if its key is one that a roster bound to the member, and once for each member. Signatures
 * are verified outside the lock. Safe for concurrent use.
 */
final class WitnessLines {
    private static final int SEARCHED = 1024;

    private final LogStorage storage;
    private final NewestNotes notes;
    private final Cosigned cosigned = new Cosigned();
    private Witnesses witnesses;
    private MemberSet members = MemberSet.EMPTY;
    private int threshold = Integer.MAX_VALUE;

    WitnessLines(Origin origin, LogStorage storage, NewestNotes notes) {
        this.storage = storage;
        this.notes = notes;
        this.witnesses = Witnesses.none(origin);
    }

    /** Whose cosignatures make a quorum from now on. */
    synchronized void count(Manifest manifest) {
        members = MemberSet.of(manifest.members().stream().map(Member::index).toList());
        threshold = manifest.threshold().threshold();
    }

    synchronized Witnesses witnesses() {
        return witnesses;
    }

    /** A roster has bound keys to its members: what waited for them counts now. */
    void learn(EpochBody.Roster roster) {
        SortedMap<Integer, List<HeadCosignature>> waiting;
        synchronized (this) {
            witnesses = witnesses.with(roster);
            waiting = new TreeMap<>(cosigned.takeWaiting());
        }
        waiting.forEach((member, ofMember) -> ofMember.forEach(one -> cosign(member, one)));
    }

    /** Finds the newest quorum that the storage holds. */
    void recover() {
        long newest = storage.size();
        for (long size = newest; size > Math.max(0, newest - SEARCHED); size--) {
            if (storage.checkpointAt(size).map(this::recovered).orElse(false)) {
                return;
            }
        }
    }

    private boolean recovered(byte[] note) {
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(note);
            for (NoteSignature line : signed.note().signatures()) {
                Witnesses known = witnesses();
                known.cosigners(signed.checkpoint(), List.of(line), NoteKeys.verifier())
                        .forEach((member, seconds) -> add(signed.checkpoint().size(), member, line, seconds));
            }
            return newestQuorum().isPresent();
        } catch (MalformedLog notOurs) {
            return false;
        }
    }

    /** Takes a cosignature in; one of a member whose key is not known yet waits. */
    Verdict cosign(int member, HeadCosignature cosignature) {
        Witnesses known;
        synchronized (this) {
            if (!members.contains(member)) {
                return Verdict.NOT_A_MEMBER;
            }
            long size = cosignature.size();
            if (size < 1 || size > storage.size() || cosigned.isOvertaken(size)) {
                return Verdict.LATE;
            }
            if (cosigned.contains(member, cosignature)) {
                return Verdict.DUPLICATE;
            }
            known = witnesses;
            if (known.newest(member).isEmpty()) {
                cosigned.await(member, cosignature);
                return Verdict.ACCEPTED;
            }
        }
        Checkpoint checkpoint = notes.at(cosignature.size()).checkpoint();
        Optional<NoteSignature> line = known.line(member, cosignature, checkpoint, NoteKeys.verifier());
        line.ifPresent(found -> add(cosignature.size(), member, found, cosignature.atSeconds()));
        return line.isPresent() ? Verdict.ACCEPTED : Verdict.BAD_SIGNATURE;
    }

    private synchronized void add(long size, int member, NoteSignature line, long atSeconds) {
        cosigned.add(size, member, line, atSeconds);
        boolean unused = cosigned.advances(size, members, threshold);
    }

    /** Size of the newest checkpoint under a quorum. */
    synchronized Optional<Long> newestQuorum() {
        return cosigned.quorum();
    }

    /** Who stands behind that size, and when they signed by their own clocks, in seconds since 1970-01-01 UTC. */
    synchronized SortedMap<Integer, Long> cosigners(long size) {
        SortedMap<Integer, Long> when = new TreeMap<>();
        cosigned.ofSize(size).forEach((member, line) -> when.put(member, line.atSeconds()));
        return when;
    }

    /** The newest checkpoint under a quorum, with every line there is. */
    Optional<SignedCheckpoint> newest() {
        return newestQuorum().map(this::at);
    }

    /** The checkpoint of a size with every line there is, whether they make a quorum or not. */
    SignedCheckpoint at(long size) {
        List<NoteSignature> lines;
        synchronized (this) {
            lines = cosigned.ofSize(size).values().stream()
                    .map(Cosigned.Line::signature)
                    .toList();
        }
        return notes.at(size).with(lines);
    }

    /** The note of {@link #newest()}; empty if there is none. */
    Bytes newestNote() {
        return newest().map(note -> Bytes.wrap(note.toBytes())).orElse(Bytes.EMPTY);
    }

    /** Counts lines: what {@link #isFreshSince} compares with. */
    synchronized long arrivals() {
        return cosigned.arrivals();
    }

    /** Whether a quorum has cosigned the newest checkpoint under one after {@code arrival}. */
    synchronized boolean isFreshSince(long arrival) {
        return cosigned.quorum()
                .filter(size -> cosigned.count(size, members, arrival) >= threshold)
                .isPresent();
    }
}
