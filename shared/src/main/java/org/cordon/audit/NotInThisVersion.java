// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import org.cordon.wire.LeafShape;

/** Claims that no record of this version is about, and the one that the form of leaves decides alone. */
final class NotInThisVersion {
    private NotInThisVersion() {}

    static void judge(Judgement judgement) {
        String builds =
                "the log of this version has no records of builds; a record with the digest of each node's build,"
                        + " signed by the node, would be needed";
        judgement.inapplicable(Claim.COORDINATOR_BUILD, builds);
        judgement.inapplicable(Claim.PARTICIPANT_BUILD, builds);
        judgement.inapplicable(
                Claim.INPUTS_BOUNDED, "update proofs are not part of this version; every node checks its own input");
        judgement.inapplicable(Claim.DELIVERIES, "the log of this version has no records of deliveries or deletions");
        List<String> unfit = LeafShape.unfit();
        if (!unfit.isEmpty()) {
            judgement.fail(
                    Claim.NO_FORBIDDEN_CONTENT,
                    new Failure(
                            Failure.NO_LEAF,
                            Place.LOG,
                            Failure.Weight.HARD,
                            "leaves have room for text, fractions or maps: " + String.join(", ", unfit)));
        }
    }
}
