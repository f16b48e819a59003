// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Asks a person before something is signed, as a picocli mixin; scripts say {@code --yes}.
 *
 * <p><b>Guarantees.</b> What is to be signed is printed before the question is, on standard output, or on standard error
 * where standard output carries JSON; anything but {@code yes} is a no, and so is the end of the input.
 */
public final class Consent {
    @Option(names = "--yes", description = "Sign without asking; for scripts that compared the digests themselves.")
    private boolean given;

    /** Shows {@code lines} and asks; a no is a {@link CommandFailure}. */
    public void require(PrintWriter out, List<String> lines, String question) {
        lines.forEach(out::println);
        if (given) {
            out.flush();
            return;
        }
        out.print(question + " Type yes to sign: ");
        out.flush();
        if (!"yes".equals(answer().strip())) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "nothing was signed: the answer was not yes",
                    "Run it again once you are sure");
        }
    }

    private static String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        } catch (IOException unreadable) {
            return "";
        }
    }
}
