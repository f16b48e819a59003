// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.TrustPolicy;
import org.cordon.suite.Digest;

/**
 * What an auditor brings along.
 *
 * @param policy the pinned trust policy; empty: the bundle's own, which the report then says
 * @param consortium the pinned digest of the founding statement; empty: the log's own
 * @param since the signed checkpoint of the last visit
 * @param from leaves before it by claimed time are folded, but failures of them are not told again
 * @param to leaves at it or later by claimed time are not judged
 * @param at the cut-off
 * @param maxAge how long before the cut-off a quorum must have cosigned
 */
public record AuditOptions(
        Optional<TrustPolicy> policy,
        Optional<Digest> consortium,
        Optional<SignedCheckpoint> since,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Instant> at,
        Duration maxAge) {
    /** A day. */
    public static final Duration MAX_AGE = Duration.ofDays(1);

    /** Nothing but the bundle. */
    public static final AuditOptions NONE = new AuditOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            MAX_AGE);

    public AuditOptions {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("max-age must be at least 0, but was " + maxAge);
        }
    }

    /** With a pinned trust policy. */
    public AuditOptions withPolicy(TrustPolicy pinned) {
        return new AuditOptions(Optional.of(pinned), consortium, since, from, to, at, maxAge);
    }

    /** With a pinned consortium. */
    public AuditOptions withConsortium(Digest pinned) {
        return new AuditOptions(policy, Optional.of(pinned), since, from, to, at, maxAge);
    }

    /** With the checkpoint of the last visit. */
    public AuditOptions withSince(SignedCheckpoint last) {
        return new AuditOptions(policy, consortium, Optional.of(last), from, to, at, maxAge);
    }

    /** With a period by claimed times. */
    public AuditOptions withPeriod(Optional<Instant> begin, Optional<Instant> end) {
        return new AuditOptions(policy, consortium, since, begin, end, at, maxAge);
    }

    /** With a cut-off. */
    public AuditOptions withCutOff(Instant moment) {
        return new AuditOptions(policy, consortium, since, from, to, Optional.of(moment), maxAge);
    }

    /** With the age that is allowed at the cut-off. */
    public AuditOptions withMaxAge(Duration age) {
        return new AuditOptions(policy, consortium, since, from, to, at, age);
    }
}
