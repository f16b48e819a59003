// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.util.stream.Stream;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.member.AmendmentRejected;
import org.cordon.task.CharterRejected;

/** What the rules of history and charters refuse, under the reason of the same name. */
final class Rejections {
    private Rejections() {}

    static ConsortiumRefused of(AmendmentRejected rejected) {
        return new ConsortiumRefused(reason(rejected.violation().name()), String.valueOf(rejected.getMessage()));
    }

    static ConsortiumRefused of(CharterRejected rejected) {
        return new ConsortiumRefused(reason(rejected.violation().name()), String.valueOf(rejected.getMessage()));
    }

    private static Reason reason(String name) {
        return Stream.of(Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(Reason.UNFIT);
    }
}
