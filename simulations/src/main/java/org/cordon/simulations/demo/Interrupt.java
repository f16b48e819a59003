// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C while a command works: its thread is interrupted, and the process waits until it has cleared away. */
public final class Interrupt {
    private static final int CLEARED_WITHIN_SECONDS = 20;

    private final CountDownLatch cleared = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean pulled;

    private Interrupt() {
        Thread demo = Thread.currentThread();
        hook = new Thread(() -> stop(demo), "demo-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(Thread demo) {
        pulled = true;
        demo.interrupt();
        try {
            boolean unused = cleared.await(CLEARED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs {@code work}; the process does not end before it has ended. */
    public static <T> T guarding(Callable<T> work) throws Exception {
        return guarding(work, () -> {});
    }

    /** The same; {@code stopped} is run at the end where the process is being stopped. */
    public static <T> T guarding(Callable<T> work, Runnable stopped) throws Exception {
        Interrupt interrupt = new Interrupt();
        try {
            return work.call();
        } finally {
            if (interrupt.pulled) {
                stopped.run();
            }
            interrupt.close();
        }
    }

    private void close() {
        cleared.countDown();
        if (!pulled) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException goingDown) {
                pulled = true;
            }
        }
    }
}
