// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.participant.data.Table;

/**
 * Makes up five exchanges of unlike business that have each seen two of five attacks.
 *
 * <p>A row is an event with 24 features: amounts and velocities (log-normal, heavy-tailed), shares, ages, counts and
 * flags. Every attack shares its loud features with one honest business (a drain with treasury transfers, a takeover
 * with travellers, wash trading with market makers, a peel chain with payment processors, an insider with operations)
 * and is told apart by how features meet: a burst of withdrawals is fine to an address long known.
 *
 * <p>Exchange e sees attacks e and e + 1 and the businesses that resemble attacks e + 2 and e + 3 (modulo 5), each with
 * 15 % of its honest rows; the rest is retail. So nobody has an attack together with the business that resembles it:
 * who learns alone misses three attacks and raises false alarms on the businesses it never met, and an average of such
 * scores keeps both faults. Only a model that learned from all can tell them apart.
 *
 * <p>Attacks are 3 % of the rows, laid over retail rows, half of them of either kind. The test set has 12,000 rows, all
 * five attacks alike, and half of its honest rows are retail.
 */
public final class ThreatGenerator {
    /** Number of exchanges. */
    public static final int EXCHANGES = 5;

    private static final List<String> NAMES = List.of("aurora", "borealis", "cascade", "delta", "equinox");
    private static final List<AttackKind> ATTACK_KINDS = List.of(AttackKind.values());
    private static final List<Business> BUSINESSES = List.of(Business.values());
    private static final int[] ROWS = {12_000, 10_000, 8_000, 7_000, 6_000};
    private static final int TEST_ROWS = 12_000;
    private static final double ATTACKS = 0.03;

    private ThreatGenerator() {}

    /** The federation of {@code seed}. */
    public static GeneratedFederation generate(long seed) {
        return generate(seed, ROWS);
    }

    /** The federation of {@code seed}, with as many rows at every exchange. */
    public static GeneratedFederation generate(long seed, int rowsOfEach) {
        int[] rows = new int[EXCHANGES];
        Arrays.fill(rows, rowsOfEach);
        return generate(seed, rows);
    }

    private static GeneratedFederation generate(long seed, int[] rows) {
        List<GeneratedFederation.Exchange> exchanges = new ArrayList<>();
        for (int e = 0; e < EXCHANGES; e++) {
            Draws draws = new Draws(seed * 1_000_003 + e);
            List<AttackKind> seen = List.of(attack(e), attack(e + 1));
            Table own = rows(draws, rows[e], seen, shares(e));
            exchanges.add(new GeneratedFederation.Exchange(NAMES.get(e), seen, own));
        }
        double[] everything = {0.5, 0.1, 0.1, 0.1, 0.1, 0.1};
        Table test = rows(new Draws(seed * 1_000_003 + EXCHANGES), TEST_ROWS, ATTACK_KINDS, everything);
        return new GeneratedFederation(exchanges, test);
    }

    private static AttackKind attack(int index) {
        return ATTACK_KINDS.get(index % EXCHANGES);
    }

    /** Shares of the businesses at an exchange, retail first. */
    private static double[] shares(int exchange) {
        double[] shares = new double[1 + EXCHANGES];
        shares[0] = 0.70;
        shares[1 + (exchange + 2) % EXCHANGES] = 0.15;
        shares[1 + (exchange + 3) % EXCHANGES] = 0.15;
        return shares;
    }

    private static Table rows(Draws draws, int count, List<AttackKind> kinds, double[] shares) {
        int width = Feature.count();
        float[] values = new float[count * width];
        float[] labels = new float[count];
        for (int row = 0; row < count; row++) {
            if (draws.chance(ATTACKS)) {
                labels[row] = 1f;
                AttackKind kind = kinds.get(draws.below(kinds.size()));
                EventRow.honest(draws, Business.RETAIL).with(kind).writeTo(values, row * width);
            } else {
                EventRow.honest(draws, business(draws, shares)).writeTo(values, row * width);
            }
        }
        return Table.of(Feature.names(), count, values, Optional.of(labels));
    }

    private static Business business(Draws draws, double[] shares) {
        double left = draws.unit();
        for (int i = 0; i < shares.length; i++) {
            left -= shares[i];
            if (left < 0) {
                return BUSINESSES.get(i);
            }
        }
        return Business.RETAIL;
    }
}
