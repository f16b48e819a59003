// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.HashSet;
import java.util.Set;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.suite.Verifier;

/** Claim 43. */
final class OverrideCheck {
    private static final int SIGNERS = 2;
    private static final String TYPE = "statement";

    private final Judgement judgement;
    private final HistoryFold history;

    OverrideCheck(Judgement judgement, HistoryFold history) {
        this.judgement = judgement;
        this.history = history;
    }

    void take(Leaf leaf, Seen at) {
        Set<Integer> valid = new HashSet<>();
        for (Leaf.By by : leaf.by()) {
            boolean holds = history.member(by.member())
                    .filter(member -> Verifier.verify(member.identity(), TYPE, leaf.statementBytes(), by.signature()))
                    .isPresent();
            judgement.expect(
                    holds && valid.add(by.member()),
                    Claim.OVERRIDES,
                    at,
                    "the signature of member " + by.member() + " does not hold, or counts already");
        }
        judgement.saw(Claim.OVERRIDES);
        if (leaf.statement().record() instanceof LogRecord.Overridden) {
            judgement.expect(
                    valid.size() >= SIGNERS,
                    Claim.OVERRIDES,
                    at,
                    "a rule is set aside with the signatures of " + valid.size() + " members, fewer than " + SIGNERS);
        }
    }
}
