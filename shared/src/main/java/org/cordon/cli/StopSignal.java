// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into a request that a long-running command answers by closing what it has open and returning.
 *
 * <p><b>Guarantees.</b> From {@link #install()} on, the first signal only asks; the second ends the process at once, with
 * 130 or 143. Where the platform has no such signals they end the process as ever.
 */
public final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);

    private StopSignal() {}

    /** Catches the signals of this process from now on. */
    public static StopSignal install() {
        StopSignal stop = new StopSignal();
        stop.catching("INT", 130);
        stop.catching("TERM", 143);
        return stop;
    }

    /** Waits until a stop is asked for. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Waits at most {@code patience}; true once a stop is asked for. */
    public boolean await(Duration patience) throws InterruptedException {
        return asked.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether a stop is asked for. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Asks, as a signal would. */
    public void ask() {
        asked.countDown();
    }

    private void signalled(int exitCode) {
        if (isAsked()) {
            Runtime.getRuntime().halt(exitCode);
        }
        ask();
    }

    /** By reflection: the class is in the module jdk.unsupported, whose use the compiler warns about. */
    private void catching(String name, int exitCode) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object caught = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            signalled(exitCode);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), caught);
        } catch (ReflectiveOperationException | IllegalArgumentException unsupported) {
            // The platform's own handling stays: the process ends without closing, which every store survives.
        }
    }
}
