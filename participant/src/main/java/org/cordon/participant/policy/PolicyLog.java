// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cordon.suite.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the policy tells its operator: each thing once. */
final class PolicyLog {
    private static final Logger LOG = LoggerFactory.getLogger("cordon.participant");
    private static final int SHOWN = 12;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void said(PersonDecision decision) {
        String what =
                "task " + decision.task() + ", session " + decision.session().substring(0, SHOWN) + ", was "
                        + decision.decision().past() + " by a person at " + decision.at();
        if (told.add(what)) {
            LOG.info("policy: {}", what);
            if (decision.decision() == PersonDecision.Choice.ACCEPT
                    && !decision.privacy().isEmpty()) {
                LOG.warn(
                        "policy: {}: task {} opens sums without differential privacy",
                        decision.privacy(),
                        decision.task());
            }
        }
    }

    void unreadable(Digest session, IOException why) {
        String sentence = session + " stays out: " + why.getMessage();
        if (told.add(sentence)) {
            LOG.error("policy: ALARM, session {}", sentence);
        }
    }
}
