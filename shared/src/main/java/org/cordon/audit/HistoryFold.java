// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.VerifyKey;
import org.cordon.wire.HistoryCodec;

/** Claim 11: the consortium's history, statement by statement; and what manifest was in force when. */
final class HistoryFold {
    private final Judgement judgement;
    private final Blobs blobs;
    private final Digest expected;
    private final Map<Integer, Long> removed = new HashMap<>();
    private final Map<Digest, Instant> replaced = new HashMap<>();
    private final List<AuditReport.AmendmentLine> lines = new ArrayList<>();
    private final Set<VerifyKey> coordinators = new LinkedHashSet<>();
    private Optional<Consortium> consortium = Optional.empty();

    /** Of the consortium that the log's name says. */
    HistoryFold(Judgement judgement, Blobs blobs, Digest expected) {
        this.judgement = judgement;
        this.blobs = blobs;
        this.expected = expected;
    }

    void take(LogRecord.Genesis genesis, Seen at) {
        if (!judgement.expect(
                at.index() == 0 && consortium.isEmpty(), Claim.HISTORY_SIGNED, at, "a founding comes twice, or late")) {
            return;
        }
        Optional<Entry> entry = blobs.get(genesis.entry(), at, HistoryCodec::decodeEntry);
        if (entry.isEmpty()) {
            judgement.lacking(Claim.HISTORY_SIGNED, "the founding statement is not there");
            return;
        }
        try {
            Consortium founded = Consortium.replay(List.of(entry.orElseThrow()));
            judgement.expect(
                    founded.id().equals(genesis.consortium()) && founded.id().equals(expected),
                    Claim.HISTORY_SIGNED,
                    at,
                    "the founding statement is not that of the consortium in the log's name");
            if (entry.orElseThrow().amendment() instanceof Amendment.Founding founding) {
                judgement.expect(
                        !at.at().isBefore(founding.at().minus(TimeCheck.CLOCKS)),
                        Claim.TIMES,
                        at,
                        "the log begins before its consortium was founded");
            }
            consortium = Optional.of(founded);
            line("founded", at);
        } catch (AmendmentRejected | IllegalArgumentException rejected) {
            judgement.fail(Claim.HISTORY_SIGNED, at, "the founding does not hold: " + rejected.getMessage());
        }
    }

    void take(LogRecord.Amended amended, Seen at) {
        Optional<Entry> entry = blobs.get(amended.entry(), at, HistoryCodec::decodeEntry);
        if (consortium.isEmpty() || entry.isEmpty()) {
            judgement.lacking(Claim.HISTORY_SIGNED, "a statement of the history is not there");
            return;
        }
        Consortium before = consortium.orElseThrow();
        if (!judgement.expect(
                amended.position() == before.entries().size(),
                Claim.HISTORY_SIGNED,
                at,
                "statement " + amended.position() + " of the history comes as number "
                        + before.entries().size())) {
            return;
        }
        try {
            Amendment amendment = entry.orElseThrow().amendment();
            Consortium after = before.with(entry.orElseThrow());
            judgement.expect(
                    kind(amendment).equals(Optional.of(amended.change())),
                    Claim.HISTORY_SIGNED,
                    at,
                    "the record calls a statement " + amended.change() + ", but it is another");
            judgement.expect(
                    after.current().digest().equals(amended.manifest()),
                    Claim.HISTORY_SIGNED,
                    at,
                    "the record names another manifest than the one that follows");
            consortium = Optional.of(after);
            replaced.put(before.current().digest(), at.at());
            if (amendment instanceof Amendment.Removal removal) {
                removed.put(removal.index(), at.index());
            }
            line(amended.change().name().toLowerCase(Locale.ROOT).replace('_', ' '), at);
        } catch (AmendmentRejected | IllegalArgumentException rejected) {
            judgement.fail(
                    Claim.HISTORY_SIGNED, at, "a statement of the history does not hold: " + rejected.getMessage());
        }
    }

    private static Optional<LogRecord.Amended.Change> kind(Amendment amendment) {
        if (amendment instanceof Amendment.Admission) {
            return Optional.of(LogRecord.Amended.Change.MEMBER_ADMITTED);
        } else if (amendment instanceof Amendment.Removal) {
            return Optional.of(LogRecord.Amended.Change.MEMBER_REVOKED);
        } else if (amendment instanceof Amendment.Rotation) {
            return Optional.of(LogRecord.Amended.Change.KEY_ROTATED);
        } else if (amendment instanceof Amendment.ApproverReplaced) {
            return Optional.of(LogRecord.Amended.Change.APPROVER_REPLACED);
        } else if (amendment instanceof Amendment.PolicyChange) {
            return Optional.of(LogRecord.Amended.Change.RULES_CHANGED);
        }
        return Optional.empty();
    }

    private void line(String what, Seen at) {
        Manifest manifest = consortium.orElseThrow().current().manifest();
        coordinators.add(manifest.coordinator().identity());
        lines.add(new AuditReport.AmendmentLine(
                at.index(),
                at.at(),
                what,
                manifest.members().size(),
                manifest.threshold().threshold()));
    }

    /** The consortium as far as the fold has come. */
    Optional<Consortium> consortium() {
        return consortium;
    }

    Optional<Manifest> manifest() {
        return consortium.map(known -> known.current().manifest());
    }

    /** Every identity key that the coordinator has had. */
    Set<VerifyKey> coordinators() {
        return coordinators;
    }

    /** Where the member was removed, if it was. */
    Optional<Long> removed(int member) {
        return Optional.ofNullable(removed.get(member));
    }

    /** Members that were removed so far, of some. */
    List<Integer> removedOf(List<Integer> members) {
        return members.stream().filter(removed::containsKey).toList();
    }

    /**
     * Whether a manifest is the newest, or was until at most {@link TimeCheck#CLOCKS} ago: what is set up under it may come to
     * stand while an amendment is logged.
     */
    boolean stands(Digest manifest, Instant now) {
        Instant until = replaced.get(manifest);
        return until == null
                ? consortium.flatMap(known -> known.at(manifest)).isPresent()
                : !now.isAfter(until.plus(TimeCheck.CLOCKS));
    }

    /** A member of the manifest in force; never the coordinator. */
    Optional<Member> member(int index) {
        return index < 1 ? Optional.empty() : manifest().flatMap(manifest -> manifest.find(index));
    }

    List<AuditReport.AmendmentLine> lines() {
        return lines;
    }
}
