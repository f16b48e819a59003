// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.demo.Interrupt;

/** A command that plays runs into a folder of results, and may be stopped at any moment. */
public final class Stoppable {
    private static final String STOPPED = "The experiment was stopped.";

    private Stoppable() {}

    /**
     * Runs {@code work}; the process does not end before it has ended. What stops the process is told to {@code err}, as nobody
     * else has the time for it.
     *
     * @throws CommandFailure with {@link ExitCode#CHECK_FAILED} where this thread was interrupted, with
     *     {@link ExitCode#SYSTEM_REFUSED} where the folder cannot be written
     */
    public static <T> T into(Path folder, PrintWriter err, Callable<T> work) throws Exception {
        String kept = "The runs that are over are kept in " + folder
                + "; the same command, without --fresh, goes on with the others.";
        try {
            return Interrupt.guarding(work, () -> {
                err.println(STOPPED);
                err.println("  " + kept);
                err.flush();
            });
        } catch (InterruptedException stopped) {
            throw new CommandFailure(ExitCode.CHECK_FAILED, STOPPED, kept, stopped);
        } catch (UncheckedIOException failed) {
            throw unwritable(folder, Objects.requireNonNull(failed.getCause()));
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private static CommandFailure unwritable(Path folder, IOException failed) {
        return new CommandFailure(
                ExitCode.SYSTEM_REFUSED,
                folder + " must be writable, but is not: " + failed.getMessage(),
                "Make room, or name another folder with --out",
                failed);
    }
}
