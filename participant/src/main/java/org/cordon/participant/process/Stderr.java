// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Passes on what a process writes to stderr, line by line; the rest of a long line, and lines beyond the most, are left out. */
final class Stderr implements Runnable {
    private static final int LONGEST = 400;
    private static final int MOST = 200;
    private static final int CHUNK = 8192;

    private final InputStream in;
    private final Consumer<String> told;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private volatile String last = "";
    private int lines;

    Stderr(InputStream in, Consumer<String> told) {
        this.in = in;
        this.told = told;
    }

    /** The last line that was not blank: of a Python program that failed, its error. */
    String last() {
        return last;
    }

    /** Lines are counted anew for the next request. */
    synchronized void again() {
        lines = 0;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                for (int k = 0; k < read; k++) {
                    take(chunk[k]);
                }
            }
        } catch (IOException closed) {
            // the process is over
        }
        end();
    }

    private void take(byte next) {
        if (next == '\n') {
            end();
        } else if (line.size() < LONGEST) {
            line.write(next);
        }
    }

    private synchronized void end() {
        String text = Printable.of(line.toByteArray(), LONGEST).stripTrailing();
        line.reset();
        if (text.isBlank()) {
            return;
        }
        last = text;
        lines++;
        if (lines <= MOST) {
            told.accept(text);
        } else if (lines == MOST + 1) {
            told.accept("further lines are left out until the next request");
        }
    }
}
