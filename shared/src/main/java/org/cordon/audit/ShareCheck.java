// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import org.cordon.differencing.MemberSet;
import org.cordon.sum.round.RoundBody;

/** Claims 27 and 28. */
final class ShareCheck {
    private final Judgement judgement;

    ShareCheck(Judgement judgement) {
        this.judgement = judgement;
    }

    void take(RoundFold round, RoundBody.RevealReceipt receipt, Seen at) {
        int member = receipt.scope().sender();
        judgement.expect(
                round.fixed
                        .filter(fixed -> fixed.record().members().contains(member))
                        .isPresent(),
                Claim.REVEALERS_SURVIVED,
                at,
                "member " + member + " reveals shares, but is in no certified survivor set that was logged before");
        judgement.expect(
                round.revealers.add(member),
                Claim.REVEALERS_SURVIVED,
                at,
                "member " + member + " reveals twice in one attempt");
        round.cohortFixed.ifPresent(fixed -> judgement.expect(
                receipt.context().equals(fixed.record().context()),
                Claim.SAME_TASK,
                at,
                "a reveal receipt names another context"));
        kinds(round, receipt, at);
    }

    private void kinds(RoundFold round, RoundBody.RevealReceipt receipt, Seen at) {
        int member = receipt.scope().sender();
        round.survivors.ifPresent(survivors -> judgement.expect(
                receipt.survivors().equals(survivors.statement()),
                Claim.ONE_KIND_OF_SHARE,
                at,
                "member " + member + " reveals for another survivor set than the certified one"));
        if (round.survivorMembers().isPresent() && round.cohortMembers().isPresent()) {
            MemberSet self = MemberSet.of(member);
            MemberSet survivors = round.survivorMembers().orElseThrow();
            MemberSet dropped = round.cohortMembers().orElseThrow().minus(survivors);
            judgement.expect(
                    receipt.selfMasks().minus(self).equals(survivors.minus(self))
                            && receipt.recoveries().equals(dropped)
                            && receipt.selfMasks()
                                    .intersection(receipt.recoveries())
                                    .isEmpty(),
                    Claim.ONE_KIND_OF_SHARE,
                    at,
                    "member " + member + " reveals other shares than one kind of each participant");
        }
    }

    /** The shares of at least t members open a sum. */
    void opened(RoundFold round, Seen at) {
        round.epoch.ifPresent(epoch -> judgement.expect(
                round.revealers.size() >= epoch.threshold(),
                Claim.ONE_KIND_OF_SHARE,
                at,
                "a sum is released, but only " + round.revealers.size() + " members are on record as having revealed"));
    }
}
