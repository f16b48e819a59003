// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.round.RoundBody;

/** Signatures of members under records, many of them verified at once before the fold asks for one after the other. */
final class Signatures {
    private final AuditWorkers workers;
    private final IdentityHashMap<Signed<? extends RoundBody>, Held> ahead = new IdentityHashMap<>();

    /** A body, and who may have signed it. */
    record Asked(Roll roll, Signed<? extends RoundBody> signed) {}

    private record Held(Roll roll, boolean holds) {}

    Signatures(AuditWorkers workers) {
        this.workers = workers;
    }

    /** Verifies these, and forgets those before. */
    void verify(List<Asked> asked) {
        ahead.clear();
        List<Boolean> holds = workers.map(asked, one -> one.roll().isSigned(one.signed()));
        for (int i = 0; i < asked.size(); i++) {
            ahead.put(asked.get(i).signed(), new Held(asked.get(i).roll(), holds.get(i)));
        }
    }

    /** As {@link Roll#isSigned}: what was not verified before is now. */
    boolean holds(Roll roll, Signed<? extends RoundBody> signed) {
        return Optional.ofNullable(ahead.get(signed))
                .filter(held -> held.roll().equals(roll))
                .map(Held::holds)
                .orElseGet(() -> roll.isSigned(signed));
    }
}
