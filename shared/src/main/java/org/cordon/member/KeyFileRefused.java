// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a node directory that is missing, unsafe or damaged; the message names the file, the cause and the mend. */
public final class KeyFileRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong with the file. */
    public enum Reason {
        /** No such file. */
        MISSING,
        /** It exists and would be overwritten. */
        EXISTS,
        /** The file system has no POSIX permissions, so that nothing can keep others from reading. */
        NO_POSIX_PERMISSIONS,
        /** Its group or others have access. */
        OPEN_TO_OTHERS,
        /** Something other than a key file. */
        NOT_A_KEY_FILE,
        /** Written by a later version. */
        UNSUPPORTED_VERSION,
        /** Shorter than it was when it was written. */
        TRUNCATED,
        /** Its checksum does not match, or it is malformed. */
        ALTERED,
        /** It holds keys of another kind of node. */
        WRONG_KIND,
        /** It was locked with a passphrase but a key file was given, or the other way round. */
        WRONG_LOCK,
        /** The passphrase does not open it. */
        WRONG_PASSPHRASE,
        /** The key file does not open it. */
        WRONG_UNLOCK_KEY,
        /** A certificate or public key that cannot be read, or that does not belong to the private key. */
        BAD_CERTIFICATE,
        /** The keys are in a PKCS#11 token, or in locked files, and the other was asked for. */
        IN_TOKEN,
        /** An approver's key lies in a node's directory. */
        APPROVER_ON_NODE
    }

    KeyFileRefused(Reason reason, Path file, String causeAndMend) {
        super(file + " " + causeAndMend);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
