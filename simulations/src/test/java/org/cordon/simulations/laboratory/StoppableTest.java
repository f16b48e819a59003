// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;

/** What keeps a folder from being written is said, wherever it is found. */
class StoppableTest {
    @Test
    void aFullDiskIsSaidInTheMiddleOfARoundToo() {
        for (Exception full : new Exception[] {
            new IOException("No space left"), new UncheckedIOException(new IOException("No space left"))
        }) {
            assertThatThrownBy(() -> Stoppable.into(Path.of("results"), new PrintWriter(new StringWriter()), () -> {
                        throw full;
                    }))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("results must be writable, but is not: No space left")
                    .extracting(failure -> ((CommandFailure) failure).exitCode())
                    .isEqualTo(ExitCode.SYSTEM_REFUSED);
        }
    }
}
