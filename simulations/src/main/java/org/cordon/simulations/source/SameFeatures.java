// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

import java.util.ArrayList;
import java.util.List;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/** Files of one table must have the same features in the same order: a network knows them by their places only. */
public final class SameFeatures {
    private static final int SHOWN = 30;

    private SameFeatures() {}

    /** Refuses {@code found} in {@code file} unless they are those of the {@code first} file. */
    public static void require(String first, List<String> expected, String file, List<String> found, String mend) {
        if (expected.equals(found)) {
            return;
        }
        List<String> lacking = new ArrayList<>(expected);
        lacking.removeAll(found);
        List<String> beyond = new ArrayList<>(found);
        beyond.removeAll(expected);
        String how = lacking.isEmpty() && beyond.isEmpty()
                ? "has them in another order"
                : (lacking.isEmpty() ? "" : "lacks " + shown(lacking))
                        + (lacking.isEmpty() || beyond.isEmpty() ? "" : " and ")
                        + (beyond.isEmpty() ? "" : "has " + shown(beyond) + " beyond them");
        throw new CommandFailure(
                ExitCode.UNREADABLE_INPUT, file + " must have the features of " + first + ", but " + how, mend);
    }

    /** Names for a message; many are cut. */
    public static String shown(List<String> columns) {
        List<String> named = columns.stream().filter(name -> !name.isEmpty()).toList();
        return String.join(", ", named.subList(0, Math.min(SHOWN, named.size())))
                + (named.size() > SHOWN ? " and " + (named.size() - SHOWN) + " more" : "");
    }
}
