// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.util.HashSet;
import java.util.Set;
import org.cordon.member.Amendment;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.Member;
import org.cordon.suite.VerifyKey;

/** The identity keys that a member has had. */
final class RotationHistory {
    private RotationHistory() {}

    /** All that the history ever named for {@code index}, the newest too. */
    static Set<VerifyKey> identities(Consortium consortium, int index) {
        Set<VerifyKey> identities = new HashSet<>();
        for (Entry entry : consortium.entries()) {
            Amendment amendment = entry.amendment();
            if (amendment instanceof Amendment.Founding founding) {
                founding.founders().stream()
                        .filter(member -> member.index() == index)
                        .map(Member::identity)
                        .forEach(identities::add);
            } else if (amendment instanceof Amendment.Admission admission
                    && admission.member().index() == index) {
                identities.add(admission.member().identity());
            } else if (amendment instanceof Amendment.Rotation rotation && rotation.index() == index) {
                identities.add(rotation.identity());
            }
        }
        return identities;
    }
}
