// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cordon.governance.Answer;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;

/** Gathers answers until they are more than anybody should send. */
final class BoundedAnswers<A> implements Consumer<A> {
    private static final int PER_ANSWER = 256;

    private final long mostBytes;
    private final List<A> answers = new ArrayList<>();
    private long bytes;

    BoundedAnswers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public void accept(A answer) {
        bytes += PER_ANSWER + size(answer);
        if (bytes > mostBytes) {
            throw new LinkUnavailable(
                    "answers must be at most " + mostBytes + " bytes, but the coordinator sent more",
                    new IllegalStateException("too long"));
        }
        answers.add(answer);
    }

    private static long size(Object answer) {
        if (answer instanceof Answer.HistoryLine line) {
            return line.entry().size();
        }
        if (answer instanceof Answer.OpenProposal proposal) {
            return proposal.content().size();
        }
        return answer instanceof Answer.TaskStanding task ? task.charter().size() : 0;
    }

    List<A> all() {
        return List.copyOf(answers);
    }
}
