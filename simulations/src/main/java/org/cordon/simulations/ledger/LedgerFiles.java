// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A ledger as files: for each exchange NAME.events.csv (or .jsonl) and NAME.labels.csv, and truth.csv for all scripts.
 *
 * <p><b>Guarantees.</b> The same ledger gives the same bytes. Events and labels never hold what only truth.csv says. <b>Does not check</b>
 * whether the folder is empty; the caller does.
 */
public final class LedgerFiles {
    private LedgerFiles() {}

    /** What files hold events. */
    public enum Format {
        CSV,
        JSON;

        String suffix() {
            return this == CSV ? ".events.csv" : ".events.jsonl";
        }

        String line(Event event) {
            return this == CSV ? EventText.csv(event) : EventText.json(event);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was written for one exchange.
     *
     * @param exchange its name
     * @param events file of events
     * @param labels file of labels
     * @param count events in all
     * @param kinds events by kind
     * @param attacks events with label 1
     * @param scripted events of scripts, negative controls among them
     * @param leftOut events of scripts behind the end of the ledger, which no file has
     */
    public record Written(
            String exchange,
            String events,
            String labels,
            long count,
            SortedMap<String, Long> kinds,
            long attacks,
            long scripted,
            long leftOut) {}

    /** Writes everything into a folder that is there. */
    public static List<Written> write(Ledger ledger, Path folder, Format format) throws IOException {
        List<Written> written = new ArrayList<>();
        try (TruthFile truth = TruthFile.create(folder.resolve("truth.csv"))) {
            for (int number = 0; number < ledger.setting().exchanges(); number++) {
                String name = ledger.setting().exchange(number).name();
                written.add(new Pen(folder, name, format, truth).write(ledger.events(number)));
                if (Thread.interrupted()) {
                    throw new IOException("stopped after " + name);
                }
            }
        }
        return written;
    }

    /** Writes one exchange. */
    private static final class Pen {
        private final Path folder;
        private final String name;
        private final Format format;
        private final TruthFile truth;
        private final SortedMap<String, Long> kinds = new TreeMap<>();
        private long count;
        private long attacks;
        private long scripted;

        Pen(Path folder, String name, Format format, TruthFile truth) {
            this.folder = folder;
            this.name = name;
            this.format = format;
            this.truth = truth;
        }

        Written write(ExchangeEvents entries) throws IOException {
            String events = name + format.suffix();
            String labels = name + ".labels.csv";
            try (BufferedWriter toEvents = Files.newBufferedWriter(folder.resolve(events));
                    BufferedWriter toLabels = Files.newBufferedWriter(folder.resolve(labels))) {
                if (format == Format.CSV) {
                    toEvents.write(EventText.header() + "\n");
                }
                toLabels.write("event,label,labelled_at\n");
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    toEvents.write(format.line(entry.event()));
                    toEvents.write('\n');
                    toLabels.write(TruthFile.label(entry));
                    toLabels.write('\n');
                    tally(entry);
                }
            }
            long leftOut = entries.scriptedBehindTheEnd();
            return new Written(name, events, labels, count, kinds, attacks, scripted, leftOut);
        }

        private void tally(Entry entry) throws IOException {
            count++;
            attacks += entry.isAttack() ? 1 : 0;
            kinds.merge(entry.event().kind().text(), 1L, Long::sum);
            scripted += entry.truth().isPresent() ? 1 : 0;
            truth.add(name, entry);
        }
    }
}
