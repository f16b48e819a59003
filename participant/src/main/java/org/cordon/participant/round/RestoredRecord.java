// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cordon.participant.round.MemberStore.MemberRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.sum.round.RoundGuard;

/**
 * What is left of a member's record that may be older than what the member did.
 *
 * <p><b>Guarantees.</b> No secret is left, and the guard lets nothing be entered or endorsed, nor keys be advertised, but in
 * an epoch above {@code floor} and above all that any of the records knows.
 */
public final class RestoredRecord {
    private static final Comparator<RoundGuard> BY_PROGRESS = Comparator.comparingInt(RoundGuard::epoch)
            .thenComparingInt(RoundGuard::round)
            .thenComparingInt(RoundGuard::attempt)
            .thenComparingInt(RoundGuard::endorsed);

    private RestoredRecord() {}

    /** Whether a record of the store is a session's, and not the newest version of a charter. */
    public static boolean isOfSession(MemberRecord record) {
        return !CharterLedger.isEntry(record);
    }

    /**
     * The record to go on from, of those there are for one session: that of the disk, that of a backup. Of a charter's versions
     * it is the highest.
     */
    public static MemberRecord of(List<MemberRecord> found, int floor) {
        if (found.stream().anyMatch(CharterLedger::isEntry)) {
            return CharterLedger.newest(found);
        }
        SessionRecord newest = found.stream()
                .map(SessionRecord::decode)
                .max(Comparator.comparing(SessionRecord::guard, BY_PROGRESS))
                .orElseThrow(() -> new IllegalArgumentException("found must have a record, but was empty"));
        RoundGuard shut = RoundGuard.shut(Math.max(floor, newest.guard().epoch()));
        SessionRecord.Under under = found.stream()
                .map(SessionRecord::decode)
                .map(SessionRecord::epoch)
                .max(Comparator.comparingInt(SessionRecord.Under::version))
                .orElseThrow();
        return new SessionRecord(shut, under, newest.progress(), Optional.empty(), Optional.empty(), Optional.empty())
                .encode(Optional.empty());
    }

    /** The states that a record names. */
    public static List<Digest> states(Bytes guard) {
        MemberRecord found = new MemberRecord(guard, Bytes.EMPTY);
        if (CharterLedger.isEntry(found)) {
            return List.of();
        }
        SessionRecord record = SessionRecord.decode(found);
        return List.of(record.progress().state(), record.progress().published());
    }
}
