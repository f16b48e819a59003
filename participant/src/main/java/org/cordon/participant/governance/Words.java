// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.charter.CharterMeaning;
import org.cordon.charter.CharterText;
import org.cordon.enrol.Fingerprint;
import org.cordon.enrol.JoinRequest;
import org.cordon.member.Amendment;
import org.cordon.member.Consortium;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.VerifyKey;
import org.cordon.task.Charter;

/** What is to be approved, in words for the person who decides. */
final class Words {
    private Words() {}

    /** What a key is compared by. */
    static Fingerprint of(VerifyKey key) {
        return Fingerprint.of(Hashes.sha256(key.toByteArray()));
    }

    /** An entry with the fingerprints of all its keys. */
    static List<String> of(Member member) {
        return List.of(
                "  " + (member.isCoordinator() ? "coordinator" : member.name() + ", index " + member.index()),
                "    identity key   " + of(member.identity()),
                "    TLS key        " + Fingerprint.of(member.certificateKey()),
                (member.isCoordinator() ? "    operator key   " : "    approver key   ") + of(member.approver()));
    }

    /** One line for a list. */
    static String title(Amendment amendment, Optional<Consortium> consortium) {
        if (amendment instanceof Amendment.Founding founding) {
            return "founding of consortium " + founding.consortium() + " with "
                    + founding.founders().size() + " members";
        }
        if (amendment instanceof Amendment.Admission admission) {
            return "admission of " + admission.member().name();
        }
        if (amendment instanceof Amendment.Removal removal) {
            return name(consortium, removal.index())
                    + (removal.reason() == Amendment.Removal.Reason.LEFT ? " leaves" : " is revoked");
        }
        if (amendment instanceof Amendment.Rotation rotation) {
            return "new keys of the node of " + name(consortium, rotation.index());
        }
        if (amendment instanceof Amendment.ApproverReplaced replaced) {
            return "another approver of " + name(consortium, replaced.index());
        }
        Amendment.PolicyChange change = (Amendment.PolicyChange) amendment;
        return "rules: at least " + change.minMembers() + " members and " + change.minApprovals() + " approvals";
    }

    /** All of an amendment. */
    static List<String> of(Amendment amendment, Optional<Consortium> consortium) {
        List<String> lines = new ArrayList<>();
        lines.add(title(amendment, consortium));
        if (amendment instanceof Amendment.Founding founding) {
            lines.add("  founded at     " + founding.at());
            lines.add("  authority      " + Fingerprint.of(founding.authority()));
            lines.add("  at least       " + founding.minMembers() + " members for a task, " + founding.minApprovals()
                    + " approvals for a change");
            lines.addAll(of(founding.coordinator()));
            founding.founders().forEach(member -> lines.addAll(of(member)));
            lines.addAll(of(new Threshold(founding.founders().size())));
        } else if (amendment instanceof Amendment.Admission admission) {
            lines.addAll(of(admission.member()));
            consortium.ifPresent(now -> lines.addAll(resizing(now, 1)));
        } else if (amendment instanceof Amendment.Removal) {
            consortium.ifPresent(now -> lines.addAll(resizing(now, -1)));
        } else if (amendment instanceof Amendment.Rotation rotation) {
            lines.add("    identity key   " + of(rotation.identity()));
            lines.add("    TLS key        " + Fingerprint.of(rotation.certificateKey()));
        } else if (amendment instanceof Amendment.ApproverReplaced replaced) {
            lines.add("    approver key   " + of(replaced.approver()));
        }
        return List.copyOf(lines);
    }

    /** A request to join. */
    static List<String> of(JoinRequest request) {
        return List.of(
                request.exchange() + " asks to join consortium "
                        + request.invitation().venue().consortium(),
                "  request        " + request.fingerprint(),
                "    identity key   " + of(request.body().identity()),
                "    approver key   " + of(request.body().approver()));
    }

    /** A charter: what it means, then every field. */
    static List<String> of(Charter charter, Threshold threshold) {
        List<String> lines =
                new ArrayList<>(CharterMeaning.of(charter, threshold).lines());
        lines.add("");
        CharterText.of(charter).forEach((field, value) -> lines.add("  " + field + ": " + value));
        return List.copyOf(lines);
    }

    /** The thresholds of so many members. */
    static List<String> of(Threshold threshold) {
        return List.of(
                "  members N " + threshold.members() + ", may be faulty f " + threshold.maxFaulty() + ", threshold t "
                        + threshold.threshold() + ", drop-outs survived " + threshold.dropOutsSurvived()
                        + ", an input hides among " + threshold.honest() + " honest ones");
    }

    private static List<String> resizing(Consortium consortium, int by) {
        Manifest manifest = consortium.current().manifest();
        int members = manifest.members().size() + by;
        List<String> lines = new ArrayList<>(of(new Threshold(members)));
        if (members < manifest.minMembers()) {
            lines.add("  fewer than " + manifest.minMembers() + " members: no task runs until there are as many again");
        }
        return lines;
    }

    private static String name(Optional<Consortium> consortium, int index) {
        return consortium
                .flatMap(now -> now.current().manifest().find(index))
                .map(Member::name)
                .orElse("entry " + index);
    }

    /** Digest and fingerprint of what is signed. */
    static String signed(Digest digest) {
        return "what you sign      " + Fingerprint.of(digest);
    }
}
