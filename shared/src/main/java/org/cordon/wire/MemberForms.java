// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.bytes;
import static org.cordon.wire.Values.digest;
import static org.cordon.wire.Values.signature;

import java.util.Optional;
import org.cordon.proto.v1.PairLeaf;
import org.cordon.proto.v1.Ready;
import org.cordon.proto.v1.Refusal;
import org.cordon.proto.v1.Reveal;
import org.cordon.proto.v1.SignedAccepted;
import org.cordon.proto.v1.SignedComplaint;
import org.cordon.proto.v1.SignedConfirm;
import org.cordon.proto.v1.SignedReceipt;
import org.cordon.proto.v1.SignedReveal;
import org.cordon.proto.v1.SignedRevealReceipt;
import org.cordon.proto.v1.Submission;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;

/** The form of what a member submits. */
final class MemberForms {
    static final Form<Submitted, Submission> SUBMISSION =
            Form.of(Submitted.class, Submission.getDefaultInstance(), MemberForms::submission, MemberForms::submitted);

    private MemberForms() {}

    private static Submission submission(Submitted submitted) {
        MemberMessage value = submitted.message();
        Submission.Builder submission = Submission.newBuilder();
        submitted.cosignature().ifPresent(c -> submission.setCosignature(LogForms.message(c)));
        if (value instanceof MemberMessage.Advert advert) {
            submission.setAdvert(EpochForms.advert(advert.signed()));
        } else if (value instanceof MemberMessage.Encapsulation encapsulation) {
            submission.setEncapsulation(EpochForms.batch(encapsulation.batch()));
        } else if (value instanceof MemberMessage.Confirm confirm) {
            submission.setConfirm(confirm(confirm.signed()));
        } else if (value instanceof MemberMessage.Accepted accepted) {
            submission.setAccepted(accepted(accepted.signed()));
        } else if (value instanceof MemberMessage.Ready ready) {
            submission.setReady(ready(ready));
        } else if (value instanceof MemberMessage.Complaint complaint) {
            submission.setComplaint(complaint(complaint.signed()));
        } else if (value instanceof MemberMessage.Endorsement endorsement) {
            submission.setEndorsement(RoundForms.endorsement(endorsement.signed()));
        } else if (value instanceof MemberMessage.Reveal reveal) {
            submission.setReveal(reveal(reveal));
        } else if (value instanceof MemberMessage.Receipt receipt) {
            submission.setReceipt(receipt(receipt.signed()));
        } else if (value instanceof MemberMessage.Refusal refusal) {
            submission.setRefusal(Refusal.newBuilder()
                    .setScope(Values.scope(refusal.scope()))
                    .setReason(Codes.REFUSAL.toCode(refusal.reason())));
        } else {
            throw new IllegalArgumentException("message must have a form, but was " + value.getClass());
        }
        return submission.build();
    }

    private static Submitted submitted(Submission submission) {
        return new Submitted(
                message(submission),
                submission.hasCosignature()
                        ? Optional.of(LogForms.value(submission.getCosignature()))
                        : Optional.empty());
    }

    private static MemberMessage message(Submission submission) {
        return switch (submission.getSubmissionCase()) {
            case ADVERT -> new MemberMessage.Advert(EpochForms.advert(submission.getAdvert()));
            case ENCAPSULATION -> new MemberMessage.Encapsulation(EpochForms.batch(submission.getEncapsulation()));
            case CONFIRM ->
                new MemberMessage.Confirm(EpochForms.CONFIRM.signed(
                        submission.getConfirm().getBody(),
                        submission.getConfirm().getSignature()));
            case ACCEPTED ->
                new MemberMessage.Accepted(EpochForms.ACCEPTED.signed(
                        submission.getAccepted().getBody(),
                        submission.getAccepted().getSignature()));
            case READY -> ready(submission.getReady());
            case COMPLAINT ->
                new MemberMessage.Complaint(RoundForms.COMPLAINT.signed(
                        submission.getComplaint().getBody(),
                        submission.getComplaint().getSignature()));
            case ENDORSEMENT -> new MemberMessage.Endorsement(RoundForms.endorsement(submission.getEndorsement()));
            case REVEAL ->
                new MemberMessage.Reveal(
                        RoundForms.REVEAL.signed(
                                submission.getReveal().getReveal().getBody(),
                                submission.getReveal().getReveal().getSignature()),
                        RoundForms.REVEAL_RECEIPT.signed(
                                submission.getReveal().getReceipt().getBody(),
                                submission.getReveal().getReceipt().getSignature()));
            case RECEIPT -> new MemberMessage.Receipt(receipt(submission.getReceipt()));
            case REFUSAL ->
                new MemberMessage.Refusal(
                        Values.scope(submission.getRefusal().getScope()),
                        Codes.REFUSAL.toValue(submission.getRefusal().getReason()));
            case SUBMISSION_NOT_SET -> throw new IllegalArgumentException("submission must be set, but was missing");
        };
    }

    private static Ready ready(MemberMessage.Ready value) {
        return Ready.newBuilder()
                .setHeader(RoundForms.ready(value.header()))
                .addAllPairs(value.pairs().stream().map(MemberForms::leaf).toList())
                .setBundle(bytes(value.bundle()))
                .build();
    }

    private static MemberMessage.Ready ready(Ready message) {
        return new MemberMessage.Ready(
                RoundForms.ready(message.getHeader()),
                message.getPairsList().stream().map(MemberForms::leaf).toList(),
                bytes(message.getBundle()));
    }

    static PairLeaf leaf(MemberMessage.PairLeaf leaf) {
        return PairLeaf.newBuilder()
                .setReceiver(leaf.receiver())
                .setPremask(digest(leaf.premask()))
                .setSelfShare(digest(leaf.selfShare()))
                .setRecoveryShare(digest(leaf.recoveryShare()))
                .setCiphertext(bytes(leaf.ciphertext()))
                .build();
    }

    static MemberMessage.PairLeaf leaf(PairLeaf message) {
        return new MemberMessage.PairLeaf(
                message.getReceiver(),
                digest(message.getPremask()),
                digest(message.getSelfShare()),
                digest(message.getRecoveryShare()),
                bytes(message.getCiphertext()));
    }

    private static SignedConfirm confirm(Signed<EpochBody.Confirm> signed) {
        return SignedConfirm.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    private static SignedAccepted accepted(Signed<EpochBody.Accepted> signed) {
        return SignedAccepted.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    private static SignedComplaint complaint(Signed<RoundBody.Complaint> signed) {
        return SignedComplaint.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    private static Reveal reveal(MemberMessage.Reveal reveal) {
        return Reveal.newBuilder()
                .setReveal(SignedReveal.newBuilder()
                        .setBody(bytes(reveal.signed().exact()))
                        .setSignature(signature(reveal.signed().signature())))
                .setReceipt(SignedRevealReceipt.newBuilder()
                        .setBody(bytes(reveal.receipt().exact()))
                        .setSignature(signature(reveal.receipt().signature())))
                .build();
    }

    static SignedReceipt receipt(Signed<RoundBody.Receipt> signed) {
        return SignedReceipt.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    static Signed<RoundBody.Receipt> receipt(SignedReceipt message) {
        return RoundForms.RECEIPT.signed(message.getBody(), message.getSignature());
    }
}
