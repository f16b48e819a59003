// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.demo.Interrupt;

/** A command that plays runs into a folder of results, and may be stopped at any moment. */
public final class Stoppable {
    private Stoppable() {}

    /**
     * Runs {@code work}; the process does not end before it has ended.
     *
     * @throws CommandFailure with {@link ExitCode#CHECK_FAILED} where it was stopped, with {@link ExitCode#SYSTEM_REFUSED} where the
     *     folder cannot be written
     */
    public static <T> T into(Path folder, Callable<T> work) throws Exception {
        try {
            return Interrupt.guarding(work);
        } catch (InterruptedException stopped) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "The experiment was stopped.",
                    "The runs that are over are kept in " + folder + "; the same command goes on with the others.",
                    stopped);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    folder + " must be writable, but is not: " + failed.getMessage(),
                    "Name another folder with --out",
                    failed);
        }
    }
}
