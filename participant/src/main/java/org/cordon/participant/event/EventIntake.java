// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.event.Event;
import org.cordon.event.EventHeader;
import org.cordon.participant.data.RecordSink;
import org.cordon.yaml.Problem;

/**
 * The one door by which rows of a source become events.
 *
 * <p><b>Guarantees.</b> Every row is passed on as an event, or counted and named with its line and columns; without a quarantine
 * one such row makes {@link #finish} refuse the source. An id that came before is refused. Messages hold no values.
 *
 * <p>Memory grows with the ids of the source: they must be unique.
 */
public final class EventIntake implements RecordSink, AutoCloseable {
    private static final int SHOWN = 100;
    private static final String WHOLE_ROW = "row";

    private final String source;
    private final IntakeRules rules;
    private final EventSink sink;
    private final Quarantine quarantine;
    private final Set<String> ids = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> byColumn = new TreeMap<>();
    private Optional<EventHeader> header = Optional.empty();
    private List<String> names = List.of();
    private long rows;
    private long events;
    private long problemCount;

    /**
     * Opens the door.
     *
     * @param source its name, for messages
     */
    public EventIntake(String source, IntakeRules rules, EventSink sink) {
        this.source = source;
        this.rules = rules;
        this.sink = sink;
        this.quarantine = Quarantine.of(rules.quarantine());
    }

    @Override
    public void columns(List<String> columns) {
        List<Problem> found = new ArrayList<>();
        names = List.copyOf(columns);
        header = EventHeader.of(columns, rules.newColumns(), found);
        found.forEach(this::note);
    }

    @Override
    public void row(List<String> values, int line) {
        if (header.isEmpty()) {
            // The header's faults stand for those of its rows, which are counted all the same.
            rows++;
            return;
        }
        List<Problem> found = new ArrayList<>(0);
        Optional<Event> event = header.get().event(values, line, found);
        if (event.isPresent() && !ids.add(event.get().id())) {
            found.add(new Problem(
                    line, "id", "column id must be unique in the source, but came before", "Keep one of the two rows"));
        }
        rows++;
        if (found.isEmpty()) {
            events++;
            sink.accept(event.orElseThrow());
        } else {
            refuse(found, values, line);
        }
    }

    @Override
    public void malformed(String sentence, int line) {
        rows++;
        refuse(
                List.of(new Problem(line, WHOLE_ROW, "row " + sentence, "Correct the row at its source")),
                List.of(),
                line);
    }

    private void refuse(List<Problem> found, List<String> values, int line) {
        found.forEach(this::note);
        found.stream().map(Problem::place).distinct().forEach(column -> byColumn.merge(column, 1L, Long::sum));
        quarantine.add(source, line, found, names, values);
    }

    private void note(Problem problem) {
        problemCount++;
        if (problems.size() < SHOWN) {
            problems.add(problem);
        }
    }

    /** What became of the rows so far. */
    public IntakeReport report() {
        return new IntakeReport(
                source,
                rows,
                events,
                rows - events,
                byColumn,
                header.map(EventHeader::extras).orElse(List.of()),
                header.map(EventHeader::leftOut).orElse(List.of()),
                problems,
                problemCount);
    }

    /** The report at the end of the source; {@link EventsRefused} where the rules do not let it pass. */
    public IntakeReport finish() {
        IntakeReport report = report();
        if (problemCount > 0 && (header.isEmpty() || rules.quarantine().isEmpty())) {
            throw new EventsRefused(report);
        }
        return report;
    }

    /** Puts what was set aside on disk. */
    @Override
    public void close() {
        quarantine.close();
    }
}
