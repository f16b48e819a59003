// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.participant.data.Table;
import org.cordon.simulations.engine.Seeds;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.partition.Partitions;
import org.cordon.simulations.partition.Rows;
import org.cordon.simulations.source.Sample;

/**
 * Whose rows are whose in one run, raw.
 *
 * @param exchanges labelled rows of each
 * @param test labelled rows that nobody trains on
 */
public record ExchangeRows(List<Table> exchanges, Table test) {
    public ExchangeRows {
        exchanges = List.copyOf(exchanges);
    }

    /** The cut that an experiment's file of the same meaning has with this seed. */
    static ExchangeRows of(DetectionRows rows, Sample sample, int exchanges, long seed) {
        Sample cut = rows.holdout().apply(sample, Seeds.of(seed, "holdout"));
        int[] owner = rows.partition().isEmpty()
                ? cut.exchanges().stream().mapToInt(Integer::intValue).toArray()
                : rows.partition()
                        .<Partition>map(PartitionWord::partition)
                        .orElseGet(Partitions.Iid::new)
                        .assign(new Rows(cut.table(), cut.columns(), Seeds.random(seed, "partition")), exchanges);
        List<Table> each = new ArrayList<>();
        for (int exchange = 0; exchange < exchanges; exchange++) {
            int of = exchange;
            each.add(cut.table()
                    .select(IntStream.range(0, owner.length)
                            .filter(row -> owner[row] == of)
                            .toArray()));
        }
        return new ExchangeRows(each, cut.test().orElseThrow());
    }
}
