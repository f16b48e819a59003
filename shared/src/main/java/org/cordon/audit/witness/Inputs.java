// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.log.MalformedLog;
import org.cordon.log.TrustPolicy;

/** Reads the files that these commands are given. */
final class Inputs {
    private Inputs() {}

    /** A trust policy; a {@link CommandFailure} if it is none. */
    static TrustPolicy policy(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return TrustPolicy.parse(in.readNBytes(TrustPolicy.MAX_BYTES + 1));
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "cannot read the trust policy " + file,
                    "Name a file of the form of C2SP tlog-policy, such as trust-policy in a log's directory",
                    unreadable);
        } catch (MalformedLog malformed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + ": " + malformed.getMessage(),
                    "Correct the trust policy, or fetch it again",
                    malformed);
        }
    }
}
