// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.privacy.accountant.Normal;
import org.cordon.privacy.audit.OneRunAudit;

/** Rows about audits: canary scores are the quantiles of two normal distributions, one of them shifted. */
final class AuditRows {
    private static final Pattern COUNTS = Pattern.compile("(?<in>\\d+) in\\s*/\\s*(?<out>\\d+) out\\b.*");
    private static final int MOST = 1_000_000;

    private AuditRows() {}

    static double value(ReferenceRow row) throws ReferenceRow.BadField {
        Matcher counts = COUNTS.matcher(row.lower("mechanism"));
        if (!counts.matches()) {
            throw row.bad(
                    "mechanism",
                    "mechanism must say how many canaries were in and out, but was " + row.text("mechanism"),
                    "write it such as 1000 in / 1000 out canary scores, deterministic normal quantiles, shift 1");
        }
        ReferenceRow.Parameters given = row.parameters();
        int in = count(row, String.valueOf(counts.group("in")));
        int out = count(row, String.valueOf(counts.group("out")));
        OneRunAudit audit = new OneRunAudit(quantiles(in, given.of("shift")), quantiles(out, 0));
        double significance = given.of("significance");
        double delta = row.number("delta", Double.NaN);
        boolean gaussian = row.lower("quantity").matches(".*(f-?dp|mahloujifar).*");
        return gaussian ? audit.epsilonOfGaussian(significance, delta) : audit.epsilon(significance, delta);
    }

    private static int count(ReferenceRow row, String text) throws ReferenceRow.BadField {
        double count = row.number("mechanism", "count", text);
        if (count < 1 || count > MOST) {
            throw row.bad("mechanism", "canaries must be 1 to " + MOST + ", but were " + text, "write fewer");
        }
        return (int) count;
    }

    private static double[] quantiles(int count, double shift) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Normal.quantile((i + 0.5) / count) + shift;
        }
        return values;
    }
}
