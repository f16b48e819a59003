// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.governance;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.enrol.JoinRequest;
import org.cordon.member.Approval;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.VerifyKey;

/** One line of what the coordinator answers to a question: its word, to be verified by whoever asked. */
public sealed interface Answer {
    /** An entry of the history, as the history codec writes it. */
    record HistoryLine(int position, Bytes entry) implements Answer {}

    /**
     * Something open for approval.
     *
     * @param subject digest of what is approved: an amendment's statement, a charter, or the session of a withdrawal
     * @param content of an amendment: its entry without approvals; of a charter: its exact bytes; of a withdrawal: empty
     * @param proposer none for the founding, which the coordinator puts together
     */
    record OpenProposal(
            Approval.Kind kind, Digest subject, Bytes content, Optional<VerifyKey> proposer, Instant at, Tally tally)
            implements Answer {}

    /** The approvals so far, verified by the coordinator, and how many it takes. */
    record Tally(List<Approval> approvals, int needed) {
        public Tally {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * An approved task.
     *
     * @param charter its exact bytes
     */
    record TaskStanding(Bytes charter, Phase phase, Progress progress) implements Answer {}

    /** Where a task stands. */
    enum Phase {
        /** It waits for its time, or for enough members. */
        WAITING,
        /** Rounds go on. */
        RUNNING,
        /** It is over: done, expired, or replaced by a newer version. */
        ENDED,
        /** The operator or the members ended it. */
        WITHDRAWN
    }

    /**
     * How far a task is.
     *
     * @param takingPart members of the newest epoch
     * @param refusals how many members do not take part, by the code that they gave
     */
    record Progress(int epoch, int round, int takingPart, SortedMap<String, Integer> refusals) {
        /** Before its first epoch. */
        public static final Progress NONE = new Progress(0, 0, 0, new TreeMap<>());

        public Progress {
            refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
        }
    }

    /** An exchange that asks to join; the fingerprint is that of the request. */
    record HeldRequest(JoinRequest request, Instant at) implements Answer {}
}
