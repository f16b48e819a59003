// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cordon.log.BundleReader;
import org.cordon.log.Hash;
import org.cordon.log.LogRefused;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.TrustPolicy;
import org.cordon.suite.Bytes;

/**
 * A log's directory as an auditor reads it.
 *
 * <p><b>Does not check</b> signatures or the tree. The content of a blob is checked against its name when it is read.
 */
public final class Bundle {
    private static final String POLICY = "trust-policy";

    private final Path directory;
    private final BundleReader reader;
    private final SignedCheckpoint checkpoint;

    private Bundle(Path directory, BundleReader reader, SignedCheckpoint checkpoint) {
        this.directory = directory;
        this.reader = reader;
        this.checkpoint = checkpoint;
    }

    /** Opens a bundle: its checkpoint must be there and readable. */
    public static Bundle open(Path directory) throws AuditRefused {
        if (!Files.isDirectory(directory)) {
            throw AuditRefused.unreadable(directory + " must be the directory of a log, but is not");
        }
        BundleReader reader = new BundleReader(directory);
        try {
            byte[] note = reader.checkpoint()
                    .orElseThrow(() -> AuditRefused.unreadable(
                            directory.resolve("checkpoint") + " must be the log's signed checkpoint, but is missing"));
            return new Bundle(directory, reader, SignedCheckpoint.parse(note));
        } catch (LogRefused refused) {
            throw AuditRefused.unreadable(String.valueOf(refused.getMessage()));
        } catch (MalformedLog malformed) {
            throw AuditRefused.unreadable(directory.resolve("checkpoint") + ": " + malformed.getMessage());
        }
    }

    public Path directory() {
        return directory;
    }

    public BundleReader reader() {
        return reader;
    }

    /** The signed checkpoint that the directory stands at; nothing of it is verified. */
    public SignedCheckpoint checkpoint() {
        return checkpoint;
    }

    /** The bundle's own trust policy. */
    public TrustPolicy policy() throws AuditRefused {
        Path file = directory.resolve(POLICY);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > TrustPolicy.MAX_BYTES) {
                throw AuditRefused.unreadable(file + " must be a trust policy of at most " + TrustPolicy.MAX_BYTES
                        + " bytes, but is not; pin one with --policy");
            }
            return TrustPolicy.parse(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw AuditRefused.unreadable(file + " must be readable, but: " + failure);
        } catch (MalformedLog malformed) {
            throw AuditRefused.unreadable(file + ": " + malformed.getMessage());
        }
    }

    /** The content of a blob of at most {@code limit} bytes; empty where it is not there. */
    public Optional<Bytes> blob(Hash name, int limit) throws LogRefused {
        Path file = directory.resolve("blobs/sha256").resolve(name.hex());
        try {
            if (Files.isRegularFile(file) && Files.size(file) > limit) {
                throw new LogRefused(file + " must be at most " + limit + " bytes, but was " + Files.size(file));
            }
        } catch (IOException failure) {
            throw new LogRefused(file + " must be readable, but: " + failure, failure);
        }
        return reader.blob(name).map(Bytes::wrap);
    }
}
