// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cordon.log.Hash;
import org.cordon.log.LogRefused;
import org.cordon.record.LogRecord;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;

/**
 * Reads the blobs of one record after the other, and decides in the end which of those that are not there were deleted by rule.
 *
 * <p>What lies in memory are the blobs of one record, and the names of at most {@link ClaimResult#MOST_LEAVES} that are missing.
 */
final class Blobs {
    private final Bundle bundle;
    private final Judgement judgement;
    private final Map<Digest, Absent> absent = new HashMap<>();
    private Map<Hash, Bytes> current = Map.of();

    /** What is missing of one task. */
    private static final class Absent {
        private final List<Failure> failures = new ArrayList<>();
        private final Set<Claim> claims = EnumSet.noneOf(Claim.class);
    }

    Blobs(Bundle bundle, Judgement judgement) {
        this.bundle = bundle;
        this.judgement = judgement;
    }

    /** Reads all that a record names. */
    void load(LogRecord record, Optional<Digest> session, Seen at) {
        Map<Hash, Bytes> read = new HashMap<>();
        for (RecordBlobs.Named named : RecordBlobs.of(record)) {
            read(named, session, at).ifPresent(content -> read.put(named.name(), content));
        }
        current = read;
    }

    /** A blob beside those of the record. */
    Optional<Bytes> read(RecordBlobs.Named named, Optional<Digest> session, Seen at) {
        judgement.saw(Claim.RECORDS_WELL_FORMED);
        Optional<Bytes> content;
        try {
            content = bundle.blob(named.name(), named.limit());
        } catch (LogRefused refused) {
            judgement.fail(
                    Claim.RECORDS_WELL_FORMED,
                    new Failure(at.index(), at.place(), Failure.Weight.LOCAL, String.valueOf(refused.getMessage())));
            return Optional.empty();
        }
        if (content.isEmpty()) {
            Failure missing = new Failure(
                    at.index(),
                    at.place(),
                    Failure.Weight.MISSING,
                    "blob " + named.name().hex() + " of leaf " + at.index() + " is missing");
            if (named.mayExpire() && session.isPresent()) {
                List<Failure> failures = absent.computeIfAbsent(session.orElseThrow(), any -> new Absent()).failures;
                if (failures.size() < ClaimResult.MOST_LEAVES) {
                    failures.add(missing);
                }
            } else {
                judgement.fail(Claim.RECORDS_WELL_FORMED, missing);
            }
        }
        return content;
    }

    /** The content of a blob of the record, unless it is missing or not what the reader reads. */
    <T> Optional<T> get(Hash name, Seen at, Function<Bytes, T> reader) {
        Bytes content = current.get(name);
        if (content == null) {
            return Optional.empty();
        }
        return parse(name, content, at, reader);
    }

    /** What the content says. */
    <T> Optional<T> parse(Hash name, Bytes content, Seen at, Function<Bytes, T> reader) {
        try {
            return Optional.of(reader.apply(content));
        } catch (MalformedBody | IllegalArgumentException malformed) {
            judgement.fail(
                    Claim.RECORDS_WELL_FORMED,
                    new Failure(
                            at.index(),
                            at.place(),
                            Failure.Weight.LOCAL,
                            "blob " + name.hex() + " is not what leaf " + at.index() + " calls it: "
                                    + malformed.getMessage()));
            return Optional.empty();
        }
    }

    /** The claims could not be judged for want of a blob of the task. */
    void lack(Digest session, Claim... claims) {
        Absent of = absent.computeIfAbsent(session, any -> new Absent());
        of.claims.addAll(List.of(claims));
    }

    /**
     * Decides what the absence of blobs means.
     *
     * @param expiry when the blobs of a task may be deleted, if it has ended
     * @param cutOff as the auditor gave it; without one, what may have been let go is neither a failure nor in order
     * @param cosigned when a quorum stood behind the log last: what had run out then has, whatever the cut-off
     */
    void settle(Function<Digest, Optional<Instant>> expiry, Optional<Instant> cutOff, Optional<Instant> cosigned) {
        Optional<Instant> newest = cutOff.or(() -> cosigned);
        absent.forEach((session, of) -> {
            Optional<Instant> end = expiry.apply(session);
            boolean byRule = end.flatMap(over -> newest.filter(over::isBefore)).isPresent();
            boolean maybe = end.isPresent() && cutOff.isEmpty();
            String reason = "a blob that it would be checked with is not there";
            if (!of.failures.isEmpty() && byRule) {
                reason = "deleted by rule: the blobs of a task that ended before its retention ran out are gone";
            } else if (!of.failures.isEmpty() && maybe) {
                reason =
                        "blobs of a task that ended are gone: whether its retention had run out, only a cut-off tells (--at)";
                judgement.lacking(Claim.RECORDS_WELL_FORMED, reason);
            } else {
                of.failures.forEach(failure -> judgement.fail(Claim.RECORDS_WELL_FORMED, failure));
            }
            for (Claim claim : of.claims) {
                judgement.lacking(claim, reason);
            }
        });
    }
}
