// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.data.UnreadableTable;

/** The rows can be read: columns for charters, and labels where the configuration names their column. */
public final class DataCheck implements Check {
    private static final int FEW = 100;

    @Override
    public Topic topic() {
        return Topic.DATA;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.config(ParticipantConfig.class).map(config -> examine(config.data()));
    }

    private static Finding examine(ParticipantConfig.Data data) {
        if (EventRows.of(data).filter(rows -> !rows.isMade()).isPresent()) {
            return Finding.passed("rows are made of " + data.events().get().source() + " at the next start, as of "
                    + data.events().get().cutOff());
        }
        try {
            List<String> columns = TableSource.columns(data.file());
            Set<String> offered = data.offered(columns);
            if (offered.isEmpty()) {
                return Finding.failed(
                        data.file() + " must have a column that is not dropped, but has none",
                        "Give it a header, or correct data.drop in the configuration");
            }
            for (String named : List.of(data.labelColumn(), data.distinct()).stream()
                    .flatMap(Optional::stream)
                    .toList()) {
                if (!columns.contains(named)) {
                    return Finding.failed(
                            data.file() + " must have the column " + named + ", but has " + columns,
                            "Correct data.label or data.distinct in the configuration, or the file");
                }
            }
            int rows = TableSource.countRows(data.file(), data.labelColumn());
            return rows < FEW
                    ? Finding.warning(
                            data.file() + " must have " + FEW + " rows to be of use, but has " + rows,
                            "Check that the export is whole")
                    : Finding.passed(rows + " rows, " + offered.size() + " columns that charters may read"
                            + data.labelColumn().map(label -> ", label " + label).orElse(""));
        } catch (UnreadableTable unreadable) {
            return Finding.failed(
                    String.valueOf(unreadable.getMessage()), "Correct data.file in the configuration, or the file");
        }
    }
}
