// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/** How the rows of a file are spread over exchanges. */
sealed interface Cut {
    /** At random, in equal parts. */
    record Iid() implements Cut {}

    /** For every value of a column, shares of the exchanges drawn from a Dirichlet distribution. */
    record Dirichlet(double alpha, String column) implements Cut {}

    /** By the values of a column. */
    record Column(String name) implements Cut {}

    /** The column that decides; no feature. */
    default Optional<String> by() {
        if (this instanceof Dirichlet dirichlet) {
            return Optional.of(dirichlet.column());
        }
        return this instanceof Column column ? Optional.of(column.name()) : Optional.empty();
    }

    /** Reads {@code iid}, {@code dirichlet:ALPHA:COLUMN} or {@code column:NAME}. */
    static Cut parse(String text) {
        String[] parts = text.split(":", 3);
        if (text.equals("iid")) {
            return new Iid();
        }
        if (parts[0].equals("column") && text.length() > "column:".length()) {
            return new Column(text.substring("column:".length()).strip());
        }
        if (parts[0].equals("dirichlet") && parts.length == 3 && !parts[2].isBlank()) {
            return new Dirichlet(alpha(parts[1]), parts[2].strip());
        }
        throw refused(text);
    }

    private static double alpha(String text) {
        try {
            double alpha = Double.parseDouble(text);
            if (alpha >= 0.01 && alpha <= 1000) {
                return alpha;
            }
        } catch (NumberFormatException notANumber) {
            // refused below
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                "alpha in --partition must be a number in [0.01, 1000], but was " + text,
                "The smaller it is, the more unlike the exchanges; try dirichlet:0.3:COLUMN.");
    }

    private static CommandFailure refused(String text) {
        return new CommandFailure(
                ExitCode.USAGE,
                "--partition must be iid, dirichlet:ALPHA:COLUMN or column:NAME, but was " + text,
                "For unlike exchanges try dirichlet:0.3:COLUMN with the column of labels.");
    }
}
