// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;

/**
 * A manifest that the members' own approvals made: only a {@link Consortium} hands one out.
 *
 * <p><b>Guarantees.</b> Equal manifests have equal digests on every machine, and different ones different digests.
 */
public final class VerifiedManifest {
    private final Manifest manifest;
    private final Bytes exact;
    private final Digest digest;

    VerifiedManifest(Manifest manifest) {
        this.manifest = manifest;
        this.exact = manifest.exact();
        this.digest = Hashes.blob(exact);
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The bytes that the digest is of. */
    public Bytes exact() {
        return exact;
    }

    /** H("blob"; exact bytes): what adverts and approvals name. */
    public Digest digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifiedManifest verified && verified.digest.equals(digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "VerifiedManifest[" + digest.shortHex() + "]";
    }
}
