// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.event.Label;
import org.cordon.event.LabelColumns;
import org.cordon.participant.data.RecordFile;
import org.cordon.participant.data.RecordSink;
import org.cordon.yaml.Problem;

/** Labels of a file of {@code event, label, labelled_at}; one row that is no label makes it refused as a whole. */
public final class LabelFile {
    private LabelFile() {}

    /** All labels, in the order of the file; {@link EventsRefused} names what is wrong. */
    public static List<Label> read(Path file) {
        Rows rows = new Rows();
        RecordFile.read(file, rows);
        if (!rows.problems.isEmpty()) {
            long refused = rows.count - rows.labels.size();
            Map<String, Long> byColumn = new TreeMap<>();
            rows.problems.forEach(problem -> byColumn.merge(problem.place(), 1L, Long::sum));
            throw new EventsRefused(new IntakeReport(
                    file.toString(),
                    rows.count,
                    rows.labels.size(),
                    0,
                    refused,
                    byColumn,
                    List.of(),
                    List.of(),
                    rows.problems,
                    rows.problems.size()));
        }
        return List.copyOf(rows.labels);
    }

    private static final class Rows implements RecordSink {
        private final List<Label> labels = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<LabelColumns> columns = Optional.empty();
        private long count;

        @Override
        public void columns(List<String> names) {
            columns = LabelColumns.of(names, problems);
        }

        @Override
        public void row(List<String> values, int line) {
            count++;
            columns.flatMap(known -> known.label(values, line, problems)).ifPresent(labels::add);
        }

        @Override
        public void malformed(String sentence, int line) {
            count++;
            problems.add(new Problem(line, "row", "row " + sentence, "Correct the row at its source"));
        }
    }
}
