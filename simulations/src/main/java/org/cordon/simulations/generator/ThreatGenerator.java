// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.participant.data.Table;

/**
 * Makes up five exchanges of unlike business that have each seen two of five attacks.
 *
 * <p>A row is an event with 24 features: amounts and velocities (log-normal, heavy-tailed), shares, ages, counts and flags.
 * Most rows are retail; each exchange has a line of business that makes up a fifth of its rows, two more that make up a
 * twentieth each, and never sees the others. Every attack shares its loud features with one honest business (a drain with
 * treasury transfers, a takeover with travellers, wash trading with market makers, a peel chain with payment processors, an
 * insider with operations) and is told apart by how features meet: a burst of withdrawals is fine to an address long known.
 * So who saw only some attacks misses the others, and who never saw a business raises false alarms on it: averaging the
 * scores of local models keeps both faults.
 *
 * <p>Attacks are 3 % of the rows, laid over retail rows. Exchange e has attacks e and e + 1 (modulo 5), each in one half of
 * its attack rows; the test set has all five alike, and all businesses.
 */
public final class ThreatGenerator {
    /** Number of exchanges. */
    public static final int EXCHANGES = 5;

    private static final List<String> NAMES = List.of("aurora", "borealis", "cascade", "delta", "equinox");
    private static final List<AttackKind> ATTACK_KINDS = List.of(AttackKind.values());
    private static final List<Business> BUSINESSES = List.of(Business.values());
    private static final int[] ROWS = {6000, 5000, 4000, 3500, 3000};
    private static final int TEST_ROWS = 12_000;
    private static final double ATTACKS = 0.03;

    private ThreatGenerator() {}

    /** The federation of {@code seed}. */
    public static GeneratedFederation generate(long seed) {
        List<GeneratedFederation.Exchange> exchanges = new ArrayList<>();
        for (int e = 0; e < EXCHANGES; e++) {
            Draws draws = new Draws(seed * 1_000_003 + e);
            List<AttackKind> seen = List.of(attack(e), attack(e + 1));
            Table rows = rows(draws, ROWS[e], seen, shares(e));
            exchanges.add(new GeneratedFederation.Exchange(NAMES.get(e), seen, rows));
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
        shares[0] = 0.7;
        shares[1 + (exchange + 3) % EXCHANGES] = 0.2;
        shares[1 + exchange] = 0.05;
        shares[1 + (exchange + 1) % EXCHANGES] = 0.05;
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
