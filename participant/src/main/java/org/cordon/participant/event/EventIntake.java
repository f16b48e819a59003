// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
 * one such row makes {@link #finish} refuse the source. An id that came before is refused; only the message of a topic that says the
 * same as before, byte for byte, is counted as repeated. Messages to people hold no values.
 *
 * <p>Memory grows with the ids of the source: they must be unique.
 */
public final class EventIntake implements RecordSink, AutoCloseable {
    private static final int SHOWN = 100;
    private static final int MOST_HEADERS = 1000;
    private static final String WHOLE_ROW = "row";
    private static final String OTHERS = "others";

    private final String source;
    private final IntakeRules rules;
    private final EventSink sink;
    private final Quarantine quarantine;
    /** With the fingerprint of the message, 0 in sources without any. */
    private final Map<String, Long> ids = new HashMap<>();

    private final Map<List<String>, HeaderOfMessage> headers = new HashMap<>();
    private final Set<String> extras = new LinkedHashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Long> byColumn = new TreeMap<>();
    private Optional<EventHeader> header = Optional.empty();
    private boolean headerWrong;
    private List<String> names = List.of();
    private long rows;
    private long events;
    private long repeated;
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
        header = rules.header(columns, found);
        headerWrong = header.isEmpty();
        header.ifPresent(this::remember);
        found.forEach(this::note);
    }

    private void remember(EventHeader known) {
        remember(known.extras(), extras);
        remember(known.leftOut(), leftOut);
    }

    /** A few thousand names are enough to say; those of messages can be without end. */
    private static void remember(List<String> names, Set<String> kept) {
        names.stream().takeWhile(unused -> kept.size() < MOST_HEADERS).forEach(kept::add);
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
        if (event.isPresent() && ids.putIfAbsent(event.get().id(), 0L) != null) {
            found.add(repeatedId(line));
        }
        rows++;
        if (found.isEmpty()) {
            events++;
            sink.accept(event.orElseThrow());
        } else {
            refuse(found, values, line);
        }
    }

    private static Problem repeatedId(int line) {
        return new Problem(
                line, "id", "column id must be unique in the source, but came before", "Keep one of the two rows");
    }

    /** The header of messages with these fields, and what is wrong with it. */
    private record HeaderOfMessage(Optional<EventHeader> header, List<Problem> problems) {}

    /**
     * A message of a topic, each of which has fields of its own; {@link #pass} it on when its turn comes.
     *
     * @param place where it stands, such as partition 0, offset 17
     * @param fingerprint of its bytes
     * @return the event; empty if it was refused or is a repeated one
     */
    Optional<Event> judge(List<String> fields, List<String> values, String place, long fingerprint) {
        rows++;
        HeaderOfMessage known = header(fields);
        List<Problem> found = new ArrayList<>(known.problems());
        Optional<Event> event = known.header().flatMap(fit -> fit.event(values, 0, found));
        if (event.isPresent()) {
            Long before = ids.putIfAbsent(event.get().id(), fingerprint);
            if (before != null && before == fingerprint) {
                repeated++;
                return Optional.empty();
            }
            if (before != null) {
                found.add(repeatedId(0));
            }
        }
        if (found.isEmpty()) {
            return event;
        }
        refuse(found, fields, values, place);
        return Optional.empty();
    }

    private HeaderOfMessage header(List<String> fields) {
        HeaderOfMessage known = headers.get(fields);
        if (known == null) {
            List<Problem> found = new ArrayList<>();
            Optional<EventHeader> fit = rules.header(fields, found);
            fit.ifPresent(this::remember);
            known = new HeaderOfMessage(fit, List.copyOf(found));
            if (headers.size() < MOST_HEADERS) {
                headers.put(List.copyOf(fields), known);
            }
        }
        return known;
    }

    /** Passes on what {@link #judge} gave. */
    void pass(Event event) {
        events++;
        sink.accept(event);
    }

    /** A message that cannot be taken apart. */
    void malformed(String sentence, String place) {
        rows++;
        refuse(List.of(new Problem(0, WHOLE_ROW, sentence, "Correct its producer")), List.of(), List.of(), place);
    }

    private void refuse(List<Problem> found, List<String> fields, List<String> values, String place) {
        List<Problem> placed = found.stream()
                .map(problem -> new Problem(0, problem.place(), place + ": " + problem.sentence(), problem.mend()))
                .toList();
        count(placed);
        quarantine.add(source + ", " + place, 0, found, fields, values);
    }

    private void count(List<Problem> found) {
        found.forEach(this::note);
        found.stream()
                .map(Problem::place)
                .map(column -> byColumn.size() < MOST_HEADERS || byColumn.containsKey(column) ? column : OTHERS)
                .distinct()
                .forEach(column -> byColumn.merge(column, 1L, Long::sum));
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
        count(found);
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
                repeated,
                rows - events - repeated,
                byColumn,
                List.copyOf(extras),
                List.copyOf(leftOut),
                problems,
                problemCount);
    }

    /** The report at the end of the source; {@link EventsRefused} where the rules do not let it pass. */
    public IntakeReport finish() {
        IntakeReport report = report();
        if (problemCount > 0 && (headerWrong || rules.quarantine().isEmpty())) {
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
