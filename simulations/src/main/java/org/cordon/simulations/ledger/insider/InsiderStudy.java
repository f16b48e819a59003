// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.insider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.simulations.ledger.Ledger;
import org.cordon.simulations.ledger.Setting;
import org.cordon.simulations.ledger.Size;

/** The ledger of {@link InsiderPlan} for a seed: nothing but privileged actions. */
public final class InsiderStudy {
    /** A Monday. */
    private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");

    private InsiderStudy() {}

    /** The ledger; seeds to report from are {@link InsiderPlan#SEEDS_TO_REPORT}. */
    public static Ledger of(long seed) {
        Setting setting = new Setting(seed, InsiderPlan.EXCHANGES, Size.SMALL, START, InsiderPlan.WEEKS * 7);
        List<Ledger.Staged> staged = new ArrayList<>();
        for (int number = 0; number < setting.exchanges(); number++) {
            InsiderYear year = new InsiderYear(setting.exchange(number), number, setting.startMicros());
            staged.add(new Ledger.Staged(number, year, List.of()));
        }
        return Ledger.ofStaged(setting, staged);
    }
}
