// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.SignedNote;
import org.cordon.log.TrustPolicy;
import org.cordon.suite.Digest;

/** Reads what the commands are given; what cannot be read ends the command with a sentence: a {@link CommandFailure}. */
public final class Inputs {
    private static final String MEND = "Name a file or a directory as the coordinator or a member keeps it";

    private Inputs() {}

    /** The directory of a log. */
    public static Bundle bundle(Path directory) {
        try {
            return Bundle.open(directory);
        } catch (AuditRefused refused) {
            throw failure(refused);
        }
    }

    /** A trust policy, of the form of C2SP tlog-policy. */
    public static TrustPolicy policy(Path file) {
        try {
            return TrustPolicy.parse(bytes(file, TrustPolicy.MAX_BYTES));
        } catch (MalformedLog malformed) {
            throw unreadable(file + ": " + malformed.getMessage());
        }
    }

    static SignedCheckpoint checkpoint(Path file) {
        try {
            return SignedCheckpoint.parse(bytes(file, SignedNote.MAX_BYTES));
        } catch (MalformedLog malformed) {
            throw unreadable(file + ": " + malformed.getMessage());
        }
    }

    static Digest consortium(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--consortium must be 64 hexadecimal digits in lower case, but had " + hex.length()
                            + " other characters",
                    "Ask a member for the id of the consortium");
        }
        return Digest.parseHex(hex);
    }

    private static byte[] bytes(Path file, int limit) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > limit) {
                throw unreadable(file + " must be a file of at most " + limit + " bytes, but is not");
            }
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw unreadable(file + " must be readable, but: " + failure);
        }
    }

    /** A leaf that the log has. */
    static void requireLeaf(long index, long size) {
        if (index < 0 || index >= size) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "index must be below the log's size, " + size + ", and not negative, but was " + index,
                    "Name a leaf of this log; cordon audit verify tells its size");
        }
    }

    /** Ends a command with what an audit was refused for. */
    public static CommandFailure failure(AuditRefused refused) {
        return new CommandFailure(refused.exitCode(), refused.sentence(), MEND, refused);
    }

    static CommandFailure unreadable(String sentence) {
        return new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, MEND);
    }
}
