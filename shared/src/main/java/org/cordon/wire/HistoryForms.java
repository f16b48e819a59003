// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.cordon.member.Amendment;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Entry;
import org.cordon.member.Member;
import org.cordon.member.Possession;
import org.cordon.proto.v1.Admission;
import org.cordon.proto.v1.AmendmentBody;
import org.cordon.proto.v1.ApproverReplaced;
import org.cordon.proto.v1.Founding;
import org.cordon.proto.v1.HistoryEntry;
import org.cordon.proto.v1.MemberEntry;
import org.cordon.proto.v1.PolicyChange;
import org.cordon.proto.v1.Removal;
import org.cordon.proto.v1.Rotation;
import org.cordon.suite.VerifyKey;

/** The forms of amendments, entries and approvals. */
final class HistoryForms {
    private HistoryForms() {}

    static AmendmentBody amendment(Amendment value) {
        AmendmentBody.Builder body = AmendmentBody.newBuilder();
        if (value instanceof Amendment.Founding founding) {
            return body.setFounding(founding(founding)).build();
        } else if (value instanceof Amendment.Admission admission) {
            return body.setAdmission(Admission.newBuilder()
                            .setPrevious(Values.digest(admission.previous()))
                            .setMember(member(admission.member())))
                    .build();
        } else if (value instanceof Amendment.Removal removal) {
            return body.setRemoval(Removal.newBuilder()
                            .setPrevious(Values.digest(removal.previous()))
                            .setIndex(removal.index())
                            .setReason(Codes.REMOVAL.toCode(removal.reason())))
                    .build();
        } else if (value instanceof Amendment.Rotation rotation) {
            return body.setRotation(Rotation.newBuilder()
                            .setPrevious(Values.digest(rotation.previous()))
                            .setIndex(rotation.index())
                            .setIdentityKey(key(rotation.identity()))
                            .setCertificateKey(Values.digest(rotation.certificateKey())))
                    .build();
        } else if (value instanceof Amendment.ApproverReplaced replaced) {
            return body.setApproverReplaced(ApproverReplaced.newBuilder()
                            .setPrevious(Values.digest(replaced.previous()))
                            .setIndex(replaced.index())
                            .setApproverKey(key(replaced.approver())))
                    .build();
        }
        Amendment.PolicyChange change = (Amendment.PolicyChange) value;
        return body.setPolicyChange(PolicyChange.newBuilder()
                        .setPrevious(Values.digest(change.previous()))
                        .setMinMembers(change.minMembers())
                        .setMinApprovals(change.minApprovals()))
                .build();
    }

    static Amendment amendment(AmendmentBody body) {
        return switch (body.getAmendmentCase()) {
            case FOUNDING -> founding(body.getFounding());
            case ADMISSION ->
                new Amendment.Admission(
                        Values.digest(body.getAdmission().getPrevious()),
                        member(body.getAdmission().getMember()));
            case REMOVAL ->
                new Amendment.Removal(
                        Values.digest(body.getRemoval().getPrevious()),
                        body.getRemoval().getIndex(),
                        Codes.REMOVAL.toValue(body.getRemoval().getReason()));
            case ROTATION ->
                new Amendment.Rotation(
                        Values.digest(body.getRotation().getPrevious()),
                        body.getRotation().getIndex(),
                        key(body.getRotation().getIdentityKey()),
                        Values.digest(body.getRotation().getCertificateKey()));
            case APPROVER_REPLACED ->
                new Amendment.ApproverReplaced(
                        Values.digest(body.getApproverReplaced().getPrevious()),
                        body.getApproverReplaced().getIndex(),
                        key(body.getApproverReplaced().getApproverKey()));
            case POLICY_CHANGE ->
                new Amendment.PolicyChange(
                        Values.digest(body.getPolicyChange().getPrevious()),
                        body.getPolicyChange().getMinMembers(),
                        body.getPolicyChange().getMinApprovals());
            case AMENDMENT_NOT_SET -> throw new IllegalArgumentException("amendment must be set, but was missing");
        };
    }

    private static Founding founding(Amendment.Founding value) {
        return Founding.newBuilder()
                .setConsortium(value.consortium())
                .setMinMembers(value.minMembers())
                .setMinApprovals(value.minApprovals())
                .setCoordinator(member(value.coordinator()))
                .setAuthority(Values.digest(value.authority()))
                .addAllFounders(
                        value.founders().stream().map(HistoryForms::member).toList())
                .setFoundedS(value.at().getEpochSecond())
                .build();
    }

    private static Amendment.Founding founding(Founding message) {
        return new Amendment.Founding(
                message.getConsortium(),
                message.getMinMembers(),
                message.getMinApprovals(),
                member(message.getCoordinator()),
                Values.digest(message.getAuthority()),
                message.getFoundersList().stream().map(HistoryForms::member).toList(),
                Instant.ofEpochSecond(message.getFoundedS()));
    }

    static HistoryEntry entry(Entry entry) {
        return HistoryEntry.newBuilder()
                .setBody(Values.bytes(entry.exact()))
                .addAllApprovals(
                        entry.approvals().stream().map(HistoryForms::approval).toList())
                .addAllPossessions(entry.possessions().stream()
                        .map(HistoryForms::possession)
                        .toList())
                .build();
    }

    static org.cordon.proto.v1.Approvals approvals(Approvals value) {
        return org.cordon.proto.v1.Approvals.newBuilder()
                .setManifest(Values.digest(value.manifest()))
                .addAllApprovals(
                        value.approvals().stream().map(HistoryForms::approval).toList())
                .build();
    }

    static Approvals approvals(org.cordon.proto.v1.Approvals message) {
        return new Approvals(Values.digest(message.getManifest()), approvals(message.getApprovalsList()));
    }

    static List<Approval> approvals(List<org.cordon.proto.v1.Approval> messages) {
        return messages.stream().map(HistoryForms::approval).toList();
    }

    static org.cordon.proto.v1.Approval approval(Approval value) {
        return org.cordon.proto.v1.Approval.newBuilder()
                .setApprover(value.approver())
                .setSignature(Values.signature(value.signature()))
                .build();
    }

    static Approval approval(org.cordon.proto.v1.Approval message) {
        return new Approval(message.getApprover(), Values.signature(message.getSignature()));
    }

    static org.cordon.proto.v1.Possession possession(Possession value) {
        return org.cordon.proto.v1.Possession.newBuilder()
                .setKey(key(value.key()))
                .setSignature(Values.signature(value.signature()))
                .build();
    }

    static Possession possession(org.cordon.proto.v1.Possession message) {
        return new Possession(key(message.getKey()), Values.signature(message.getSignature()));
    }

    static MemberEntry member(Member member) {
        return MemberEntry.newBuilder()
                .setIndex(member.index())
                .setName(member.name())
                .setIdentityKey(key(member.identity()))
                .setCertificateKey(Values.digest(member.certificateKey()))
                .setApproverKey(key(member.approver()))
                .build();
    }

    static Member member(MemberEntry entry) {
        return new Member(
                entry.getIndex(),
                entry.getName(),
                key(entry.getIdentityKey()),
                Values.digest(entry.getCertificateKey()),
                key(entry.getApproverKey()));
    }

    private static ByteString key(VerifyKey key) {
        return ByteString.copyFrom(key.toByteArray());
    }

    private static VerifyKey key(ByteString bytes) {
        return VerifyKey.of(bytes.toByteArray());
    }
}
