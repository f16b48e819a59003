// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

/**
 * What the auditor's process said of the protocol log; the five counts add up to all claims.
 *
 * @param verified whether its exit code was 0
 * @param bundle where the log lies
 */
record AuditVerdict(
        boolean verified, int passed, int failed, int attested, int noEvidence, int notApplicable, String bundle) {
    int claims() {
        return passed + failed + attested + noEvidence + notApplicable;
    }
}
