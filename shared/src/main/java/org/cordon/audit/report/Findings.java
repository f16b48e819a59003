// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.audit.AuditOptions;
import org.cordon.audit.AuditRefused;
import org.cordon.audit.AuditReport;
import org.cordon.audit.AuditVerify;
import org.cordon.audit.Bundle;
import org.cordon.audit.Claim;
import org.cordon.audit.Verdict;

/**
 * What a report is made from: the verdicts, the facts beside them, and what the auditor had pinned.
 *
 * @param report what the claims came to
 * @param facts of members and charters
 * @param options what the auditor brought along
 */
record Findings(AuditReport report, BundleFacts facts, AuditOptions options) {
    /** Verifies a bundle, and reads what a report needs beside the verdicts. */
    static Findings of(Bundle bundle, AuditOptions options) throws AuditRefused {
        return new Findings(AuditVerify.run(bundle, options), FactReader.read(bundle), options);
    }

    /** The verdict on the whole, in one sentence without a full stop. */
    String verdict() {
        long failed = report.count(Verdict.FAIL);
        return switch (report.exitCode()) {
            case OK -> "Nothing failed: every claim that could be checked holds";
            case CHECK_FAILED -> Parts.count(failed, "claim does not hold", "claims do not hold");
            case EVIDENCE_MISSING -> "No claim failed, but evidence that others need is missing";
            default -> "The log could not be verified";
        };
    }

    /** Whether the auditor knew beforehand whose log this must be. */
    boolean isAnchored() {
        return options.policy().isPresent() || options.consortium().isPresent();
    }

    /** Whether records and history are those that the signed checkpoint stands for. */
    boolean isVouchedFor() {
        return Stream.of(Claim.CHECKPOINT_SIGNED, Claim.TREE_REBUILT, Claim.HISTORY_SIGNED)
                .allMatch(claim -> report.claim(claim).verdict() == Verdict.PASS);
    }

    /** Whom the verdict takes on trust. */
    String anchor() {
        if (options.policy().isPresent()) {
            return options.consortium().isPresent()
                    ? "the trust policy and the consortium's id that the auditor pinned"
                    : "the trust policy that the auditor pinned";
        }
        return options.consortium().isPresent()
                ? "the consortium's id that the auditor pinned"
                : "nothing but the bundle itself: its own trust policy and its own founding";
    }

    /** When the newest cosignature was given. */
    Optional<Instant> newest() {
        return report.witnesses().stream().map(AuditReport.WitnessSeen::at).max(Comparator.naturalOrder());
    }

    /** Since when as many as a quorum have stood behind the checkpoint; empty where fewer do. */
    Optional<Instant> quorumSince() {
        List<Instant> times = report.witnesses().stream()
                .map(AuditReport.WitnessSeen::at)
                .sorted()
                .toList();
        int quorum = report.quorum();
        return quorum > 0 && times.size() >= quorum ? Optional.of(times.get(quorum - 1)) : Optional.empty();
    }

    /** What people call a task: its name, or the first digits of its session. */
    String task(String session) {
        return report.tasks().stream()
                .filter(task -> task.session().equals(session) && !task.name().isEmpty())
                .map(AuditReport.TaskLine::name)
                .findFirst()
                .orElse(Parts.shortHex(session));
    }

    /** What people call a member: its name, with its index. */
    String member(int index) {
        return facts.manifest()
                .flatMap(manifest -> manifest.find(index))
                .map(member -> member.name() + " (" + index + ")")
                .orElse("member " + index);
    }
}
