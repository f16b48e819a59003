// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.NoteKeys;
import org.cordon.record.Witnesses;

/** Claim 7. */
final class TimeCheck {
    /** By how much clocks of members and coordinator may differ. */
    static final Duration CLOCKS = Duration.ofSeconds(60);

    private final Judgement judgement;
    private Instant last = Instant.MIN;

    TimeCheck(Judgement judgement) {
        this.judgement = judgement;
    }

    void take(Seen at) {
        judgement.expect(
                !at.at().isBefore(last),
                Claim.TIMES,
                at,
                "leaf " + at.index() + " claims " + at.at() + ", before the leaf before it, " + last);
        last = at.at().isAfter(last) ? at.at() : last;
    }

    /** The newest claimed time. */
    Optional<Instant> newest() {
        return last.equals(Instant.MIN) ? Optional.empty() : Optional.of(last);
    }

    /** The last leaf of a checkpoint must not claim a time that those who cosigned it had not reached. */
    void cosigned(SignedCheckpoint signed, Witnesses witnesses, int quorum, Seen at) {
        SortedMap<Integer, Long> cosigners =
                witnesses.cosigners(signed.checkpoint(), signed.note().signatures(), NoteKeys.verifier());
        List<Instant> times = cosigners.values().stream()
                .map(Instant::ofEpochSecond)
                .filter(time -> !time.isBefore(at.at().minus(CLOCKS)))
                .toList();
        if (cosigners.size() >= quorum) {
            judgement.expect(
                    times.size() >= quorum,
                    Claim.TIMES,
                    at,
                    "leaf " + at.index() + " claims " + at.at() + ", later than witnesses cosigned it");
        }
    }
}
