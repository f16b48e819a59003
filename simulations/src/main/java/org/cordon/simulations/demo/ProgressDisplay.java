// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal, one for each stage; sentences stay above it. */
final class ProgressDisplay implements Progress {
    private static final int WIDTH = 79;
    private static final int NAME_WIDTH = 30;
    private static final int UPDATE_MILLIS = 100;

    private final PrintStream terminal;
    private Optional<ProgressBar> bar = Optional.empty();
    private String name = "";
    private int steps;

    ProgressDisplay(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void stage(String next, int count) {
        close();
        name = next;
        steps = count;
        bar = Optional.of(open(0));
    }

    private ProgressBar open(long from) {
        ProgressBar opened = new ProgressBarBuilder()
                .setTaskName(String.format("%-" + NAME_WIDTH + "s", name))
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setMaxRenderedLength(WIDTH)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                .build();
        opened.stepTo(from);
        return opened;
    }

    @Override
    public synchronized void step() {
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public synchronized void say(String sentence) {
        Optional<Long> at = bar.map(ProgressBar::getCurrent);
        close();
        terminal.println("  " + sentence);
        bar = at.map(this::open);
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
