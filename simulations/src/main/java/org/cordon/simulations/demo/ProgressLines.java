// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.PrintWriter;

/** Plain lines, for pipes and logs: the beginning of each stage and every quarter of it. */
final class ProgressLines implements Progress {
    private static final int PARTS = 4;

    private final PrintWriter out;
    private int steps;
    private int done;

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void stage(String name, int count) {
        steps = count;
        done = 0;
        line(name);
    }

    @Override
    public synchronized void step() {
        done++;
        if (steps >= 2 * PARTS && done * PARTS / steps > (done - 1) * PARTS / steps) {
            line("  " + done + " of " + steps);
        }
    }

    @Override
    public synchronized void say(String sentence) {
        line("  " + sentence);
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {}
}
