// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import org.cordon.member.VerifiedManifest;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;

/** Later epochs run under the same manifest or a later one: what claims otherwise counts signatures by the wrong number. */
final class EpochOrder {
    private EpochOrder() {}

    /**
     * Demands that receipts of an epoch can have been signed under the manifest.
     *
     * @param record what this member knows: the newest epoch it sent keys for, and its manifest
     */
    static void require(Scope where, Optional<VerifiedManifest> manifest, SessionRecord record) {
        if (manifest.isEmpty()) {
            throw new ProtocolViolation(
                    Violation.MANIFEST_UNKNOWN,
                    Scope.COORDINATOR,
                    where.from(Scope.COORDINATOR),
                    "the members have not signed the manifest of the receipts");
        }
        int order = Integer.compare(where.epoch(), record.guard().epoch());
        int versions = Integer.compare(manifest.orElseThrow().manifest().version(), record.epoch().version());
        boolean fits = order == 0 ? versions == 0 : order > 0 ? versions >= 0 : versions <= 0;
        if (!fits && record.epoch().version() > 0) {
            throw new ProtocolViolation(
                    Violation.WRONG_MANIFEST,
                    Scope.COORDINATOR,
                    where.from(Scope.COORDINATOR),
                    "the receipts name another manifest than the epoch ran under");
        }
    }
}
