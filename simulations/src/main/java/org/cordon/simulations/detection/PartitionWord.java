// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.partition.Partitions;

/**
 * {@code --partition}: a word with its parameters after colons.
 *
 * @param written as on the command line
 * @param partition what it means
 * @param column that it decides by, unless that is the label
 */
record PartitionWord(String written, Partition partition, Optional<String> column) {
    /**
     * Parses a word.
     *
     * @param label column of labels
     */
    static PartitionWord parse(String written, String label) {
        List<String> parts = List.of(written.split(":", 2));
        String rest = parts.size() > 1 ? parts.get(1) : "";
        try {
            return switch (parts.get(0)) {
                case "iid" -> of(written, new Partitions.Iid(), parts.size() == 1, Optional.empty());
                case "dirichlet" -> dirichlet(written, rest, label);
                case "shards" ->
                    of(
                            written,
                            new Partitions.Shards(Integer.parseInt(rest), Optional.empty()),
                            true,
                            Optional.empty());
                case "quantity" ->
                    of(written, new Partitions.Quantity(Double.parseDouble(rest)), true, Optional.empty());
                case "column" -> of(written, new Partitions.Column(rest), !rest.isEmpty(), Optional.of(rest));
                case "attackKind" -> attackKind(written, rest);
                default -> throw unknown(written, "", Optional.empty());
            };
        } catch (NumberFormatException noNumber) {
            throw unknown(written, "", Optional.of(noNumber));
        } catch (IllegalArgumentException outOfRange) {
            throw unknown(written, ": " + outOfRange.getMessage(), Optional.of(outOfRange));
        }
    }

    private static PartitionWord of(String written, Partition partition, boolean whole, Optional<String> column) {
        if (!whole) {
            throw unknown(written, "", Optional.empty());
        }
        return new PartitionWord(written, partition, column);
    }

    private static PartitionWord dirichlet(String written, String rest, String label) {
        String[] values = rest.split(":", 2);
        Optional<String> by = values.length > 1
                ? Optional.of(values[1]).filter(name -> !name.equals(label) && !name.equals(Partitions.LABEL))
                : Optional.empty();
        Partition partition = new Partitions.Dirichlet(Double.parseDouble(values[0]), by.orElse(Partitions.LABEL));
        return of(written, partition, !by.equals(Optional.of("")), by);
    }

    private static PartitionWord attackKind(String written, String rest) {
        int colon = rest.lastIndexOf(':');
        boolean counted = colon > 0 && rest.substring(colon + 1).matches("[0-9]{1,4}");
        String column = counted ? rest.substring(0, colon) : rest;
        int kinds = counted ? Integer.parseInt(rest.substring(colon + 1)) : 1;
        return of(written, new Partitions.AttackKind(column, kinds), !column.isEmpty(), Optional.of(column));
    }

    private static CommandFailure unknown(String written, String why, Optional<Exception> cause) {
        String sentence = "--partition must be iid, dirichlet:ALPHA[:COLUMN], shards:N, quantity:SIGMA, column:NAME or "
                + "attackKind:COLUMN[:KINDS], but was " + written + why;
        String mend = "Write for example --partition dirichlet:0.3";
        return cause.map(of -> new CommandFailure(ExitCode.USAGE, sentence, mend, of))
                .orElseGet(() -> new CommandFailure(ExitCode.USAGE, sentence, mend));
    }

    /** Whether it makes one exchange of each value of a column. */
    boolean isNatural() {
        return partition instanceof Partitions.Column;
    }

    /** The section {@code partition} of an experiment. */
    String section() {
        if (partition instanceof Partitions.Dirichlet dirichlet) {
            return "{dirichlet: {alpha: " + number(dirichlet.alpha()) + ", by: " + Quoted.of(dirichlet.by()) + "}}";
        } else if (partition instanceof Partitions.Shards shards) {
            return "{shards: {perExchange: " + shards.perExchange() + "}}";
        } else if (partition instanceof Partitions.Quantity quantity) {
            return "{quantity: {sigma: " + number(quantity.sigma()) + "}}";
        } else if (partition instanceof Partitions.Column natural) {
            return "{column: {name: " + Quoted.of(natural.name()) + "}}";
        } else if (partition instanceof Partitions.AttackKind kinds) {
            return "{attackKind: {column: " + Quoted.of(kinds.column()) + ", kinds: " + kinds.kinds() + "}}";
        }
        return "{iid: {}}";
    }

    private static String number(double value) {
        return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
    }
}
