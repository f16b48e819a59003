// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.cli.CommandFailure;
import org.cordon.disk.StoreFailure;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;
import org.cordon.participant.data.TableSource;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.participant.event.EventSource;

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

    /** Where the rows are made of events: what keeps the next start from making them; empty where they are there. */
    private static Optional<Finding> toMake(ParticipantConfig.Data data, EventsConfig events) {
        try {
            EventRows rows = EventRows.of(data).orElseThrow();
            EventRows.State state = rows.state();
            if (state == EventRows.State.MADE) {
                return Optional.empty();
            }
            Optional<String> notOwn = rows.notOwn(state);
            if (notOwn.isPresent()) {
                return notOwn.map(sentence -> Finding.failed(sentence, EventRows.MEND_NOT_OWN));
            }
            Optional<Path> unreadable = events.files()
                    .filter(file -> events.setAside().filter(file::equals).isEmpty() && !Files.isReadable(file))
                    .findFirst();
            if (unreadable.isPresent()) {
                return Optional.of(Finding.failed(
                        unreadable.get() + " must be a readable file, but is none", "Correct it under data.events"));
            }
            String source = EventSource.of(events.source()).name();
            return Optional.of(
                    Finding.passed("rows are made of " + source + " at the next start, as of " + events.cutOff()));
        } catch (CommandFailure | StoreFailure failed) {
            return Optional.of(
                    Finding.failed(String.valueOf(failed.getMessage()), "Correct data.events in the configuration"));
        }
    }

    private static Finding examine(ParticipantConfig.Data data) {
        Optional<Finding> toMake = data.events().flatMap(events -> toMake(data, events));
        if (toMake.isPresent()) {
            return toMake.get();
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
                            + data.labelColumn()
                                    .map(label -> ", label " + label)
                                    .orElse(""));
        } catch (UnreadableTable unreadable) {
            return Finding.failed(
                    String.valueOf(unreadable.getMessage()), "Correct data.file in the configuration, or the file");
        }
    }
}
