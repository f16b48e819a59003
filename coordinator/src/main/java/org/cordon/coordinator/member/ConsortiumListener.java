// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.SortedMap;
import org.cordon.governance.Answer;
import org.cordon.member.Consortium;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.ApprovedCharter;

/**
 * Who acts on what the members decide: called when a decision is durable, in its order, one call at a time.
 *
 * <p>A call that fails is logged; what was approved is handed on again when the coordinator starts next. So every call may
 * come twice.
 */
public interface ConsortiumListener {
    /** The history has a new entry, or its first. */
    void amended(Consortium consortium);

    /** A quorum approved a task; it is durable with its state when this returns. */
    void approved(ApprovedCharter charter, Bytes initialState);

    /** A task ends: the operator or a quorum withdrew it. */
    void withdrawn(Digest session);

    /** How an approved task stands. */
    Course course(Digest session);

    /** Phase and progress of a task. */
    record Course(Answer.Phase phase, Answer.Progress progress) {
        /** The same with these refusals. */
        public Course refused(SortedMap<String, Integer> refusals) {
            return new Course(
                    phase, new Answer.Progress(progress.epoch(), progress.round(), progress.takingPart(), refusals));
        }

        /** Before its first epoch. */
        public static final Course WAITING = new Course(Answer.Phase.WAITING, Answer.Progress.NONE);
    }
}
