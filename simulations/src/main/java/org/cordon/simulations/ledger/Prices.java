// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Map;
import org.cordon.simulations.engine.Seeds;

/**
 * Prices without memory: a level for each asset and waves of a week, a day, three hours and twenty minutes over it, the same at all
 * exchanges of a ledger.
 *
 * <p><b>Does not check</b> any market: levels are round numbers and only relative moves carry meaning.
 */
public final class Prices {
    private static final Map<String, Double> LEVELS =
            Map.of("BTC", 60_000.0, "ETH", 2_500.0, "SOL", 150.0, "XRP", 0.5, "TRX", 0.15, "BNB", 550.0);
    private static final double[] PERIODS_HOURS = {168, 24, 3, 1.0 / 3};
    private static final double[] AMPLITUDES = {0.05, 0.02, 0.005, 0.002};

    private final long seed;

    Prices(long seed) {
        this.seed = seed;
    }

    /** US dollars for one unit. */
    public double of(String asset, long timeMicros) {
        double level = LEVELS.getOrDefault(asset, 0.001 * (1 + Math.floorMod(Seeds.of(seed, asset), 5_000L)));
        double move = 0;
        for (int wave = 0; wave < AMPLITUDES.length; wave++) {
            double phase = (Seeds.of(seed, asset, wave) >>> 11) * 0x1.0p-53;
            double turns = timeMicros / (PERIODS_HOURS[wave] * Clock.HOUR) + phase;
            move += AMPLITUDES[wave] * StrictMath.sin(2 * StrictMath.PI * (turns - StrictMath.floor(turns)));
        }
        return level * StrictMath.exp(move);
    }
}
