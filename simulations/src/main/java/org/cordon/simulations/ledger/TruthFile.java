// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is true of the events of scripts, as CSV; nothing is overwritten. */
public final class TruthFile implements AutoCloseable {
    private static final String HEADER = "event,label,labelled_at,incident,actor,exchange,step,mark\n";

    private final BufferedWriter out;

    private TruthFile(BufferedWriter out) {
        this.out = out;
    }

    /** A file that is not there yet. */
    public static TruthFile create(Path file) throws IOException {
        BufferedWriter out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        out.write(HEADER);
        return new TruthFile(out);
    }

    /** Adds a line if the event is part of a script. */
    public void add(Ledger.Located located) throws IOException {
        add(located.exchange().name(), located.entry());
    }

    void add(String exchange, Entry entry) throws IOException {
        if (entry.truth().isPresent()) {
            Truth one = entry.truth().orElseThrow();
            out.write(label(entry)
                    + ','
                    + one.incident()
                    + ','
                    + one.actor()
                    + ','
                    + exchange
                    + ','
                    + one.step()
                    + ','
                    + one.mark()
                    + '\n');
        }
    }

    /** A line of a labels file, without its end. */
    static String label(Entry entry) {
        return entry.event().id() + (entry.isAttack() ? ",1," : ",0,") + EventText.time(entry.labelledAtMicros());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
