// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.privacy.accountant.Accountant;
import org.cordon.privacy.accountant.AnalyticAccountant;
import org.cordon.privacy.accountant.Calibration;
import org.cordon.privacy.accountant.Composition;
import org.cordon.privacy.accountant.Orders;
import org.cordon.privacy.accountant.PldAccountant;
import org.cordon.privacy.accountant.RdpAccountant;

/**
 * The accountant that a row asks for. Where it says just {@code RDP}, with {@link Orders#COMMON}: at the same orders values
 * are equal, at more they would be lower.
 */
final class RowAccountant {
    private static final Pattern ORDERS = Pattern.compile(".*\\borders\\s+(?<orders>\\d.*)");
    private static final PldAccountant PLD = new PldAccountant();

    private final Accountant accountant;
    private final Orders orders;
    private final Optional<Double> constant;

    /** Releases that may turn out to be badly described. */
    @FunctionalInterface
    interface Releases {
        Composition read() throws ReferenceRow.BadField;
    }

    /** The same for a noise multiplier that is looked for. */
    @FunctionalInterface
    interface ReleasesWith {
        Composition read(double multiplier) throws ReferenceRow.BadField;
    }

    private RowAccountant(Accountant accountant, Orders orders, Optional<Double> constant) {
        this.accountant = accountant;
        this.orders = orders;
        this.constant = constant;
    }

    static RowAccountant of(ReferenceRow row, ReferenceRow.Parameters given) throws ReferenceRow.BadField {
        String named = row.lower("accountant");
        Orders orders = orders(row);
        if (row.lower("mechanism").contains("constant rdp")) {
            return new RowAccountant(new RdpAccountant(orders), orders, Optional.of(given.of("rdp")));
        }
        if (named.startsWith("rdp")) {
            return new RowAccountant(new RdpAccountant(orders), orders, Optional.empty());
        }
        Accountant other = named.startsWith("analytic") ? new AnalyticAccountant() : PLD;
        return new RowAccountant(other, orders, Optional.empty());
    }

    private static Orders orders(ReferenceRow row) throws ReferenceRow.BadField {
        for (String column : new String[] {"accountant", "mechanism"}) {
            Matcher listed = ORDERS.matcher(row.lower(column));
            if (listed.matches()) {
                try {
                    return Orders.parse(String.valueOf(listed.group("orders")));
                } catch (IllegalArgumentException wrong) {
                    throw row.bad(
                            column,
                            String.valueOf(wrong.getMessage()),
                            "write them such as 1.1..10.9 step .1 + 12..63");
                }
            }
        }
        return Orders.COMMON;
    }

    double epsilon(Releases releases, double delta) throws ReferenceRow.BadField {
        if (constant.isPresent()) {
            return RdpAccountant.epsilon(same(), orders, delta).epsilon();
        }
        return accountant.epsilon(releases.read(), delta).epsilon();
    }

    double delta(Releases releases, double epsilon) throws ReferenceRow.BadField {
        if (constant.isPresent()) {
            return RdpAccountant.delta(same(), orders, epsilon);
        }
        return accountant.delta(releases.read(), epsilon);
    }

    private DoubleUnaryOperator same() {
        double value = constant.orElseThrow();
        return order -> value;
    }

    double calibrate(ReleasesWith releases, double epsilon, double delta) throws ReferenceRow.BadField {
        // What the row gets wrong is wrong for every multiplier: found here, before the search.
        Composition unused = releases.read(1);
        return new Calibration(accountant)
                .noiseMultiplier(
                        multiplier -> {
                            try {
                                return releases.read(multiplier);
                            } catch (ReferenceRow.BadField bad) {
                                throw new IllegalArgumentException(bad.getMessage(), bad);
                            }
                        },
                        epsilon,
                        delta)
                .noiseMultiplier();
    }

    static double divergence(Composition releases, double order) {
        return new RdpAccountant(Orders.COMMON).divergence(releases, order);
    }
}
