// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.bytes;
import static org.cordon.wire.Values.digest;
import static org.cordon.wire.Values.scope;
import static org.cordon.wire.Values.signature;

import org.cordon.differencing.MemberSet;
import org.cordon.proto.v1.CohortBody;
import org.cordon.proto.v1.ComplaintBody;
import org.cordon.proto.v1.Deadlines;
import org.cordon.proto.v1.EndorsementBody;
import org.cordon.proto.v1.OpenBody;
import org.cordon.proto.v1.ReadyBody;
import org.cordon.proto.v1.ReceiptBody;
import org.cordon.proto.v1.RevealBody;
import org.cordon.proto.v1.RevealReceiptBody;
import org.cordon.proto.v1.SignedEndorsement;
import org.cordon.proto.v1.SignedReady;
import org.cordon.proto.v1.SignedUpload;
import org.cordon.proto.v1.SurvivorsBody;
import org.cordon.proto.v1.UploadBody;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;

/** The forms of the bodies of a round, in step order; the result has a class of its own. */
final class RoundForms {
    static final Form<RoundBody.Open, OpenBody> OPEN =
            Form.of(RoundBody.Open.class, OpenBody.getDefaultInstance(), RoundForms::open, RoundForms::open);

    static final Form<RoundBody.Ready, ReadyBody> READY = Form.of(
            RoundBody.Ready.class, ReadyBody.getDefaultInstance(), RoundForms::readyBody, RoundForms::readyBody);

    static final Form<RoundBody.Cohort, CohortBody> COHORT = Form.of(
            RoundBody.Cohort.class,
            CohortBody.getDefaultInstance(),
            value -> CohortBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setOpen(digest(value.open()))
                    .addAllHeaders(
                            value.headers().stream().map(RoundForms::ready).toList())
                    .build(),
            message -> new RoundBody.Cohort(
                    scope(message.getScope()),
                    digest(message.getOpen()),
                    message.getHeadersList().stream().map(RoundForms::ready).toList()));

    static final Form<RoundBody.Complaint, ComplaintBody> COMPLAINT = Form.of(
            RoundBody.Complaint.class,
            ComplaintBody.getDefaultInstance(),
            value -> ComplaintBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setOpen(digest(value.open()))
                    .setAccused(value.accused())
                    .setReason(Codes.COMPLAINT.toCode(value.reason()))
                    .build(),
            message -> new RoundBody.Complaint(
                    scope(message.getScope()),
                    digest(message.getOpen()),
                    message.getAccused(),
                    Codes.COMPLAINT.toValue(message.getReason())));

    static final Form<RoundBody.Upload, UploadBody> UPLOAD = Form.of(
            RoundBody.Upload.class,
            UploadBody.getDefaultInstance(),
            value -> UploadBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setContext(digest(value.context()))
                    .setRoot(digest(value.root()))
                    .build(),
            message -> new RoundBody.Upload(
                    scope(message.getScope()), digest(message.getContext()), digest(message.getRoot())));

    static final Form<RoundBody.Survivors, SurvivorsBody> SURVIVORS = Form.of(
            RoundBody.Survivors.class,
            SurvivorsBody.getDefaultInstance(),
            value -> SurvivorsBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setContext(digest(value.context()))
                    .addAllStatements(
                            value.statements().stream().map(RoundForms::upload).toList())
                    .setCheckpoint(bytes(value.checkpoint()))
                    .build(),
            message -> new RoundBody.Survivors(
                    scope(message.getScope()),
                    digest(message.getContext()),
                    message.getStatementsList().stream().map(RoundForms::upload).toList(),
                    bytes(message.getCheckpoint())));

    static final Form<RoundBody.Endorsement, EndorsementBody> ENDORSEMENT = Form.of(
            RoundBody.Endorsement.class,
            EndorsementBody.getDefaultInstance(),
            value -> EndorsementBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setSurvivors(digest(value.survivors()))
                    .build(),
            message -> new RoundBody.Endorsement(scope(message.getScope()), digest(message.getSurvivors())));

    static final Form<RoundBody.Reveal, RevealBody> REVEAL =
            Form.of(RoundBody.Reveal.class, RevealBody.getDefaultInstance(), RoundForms::reveal, RoundForms::reveal);

    static final Form<RoundBody.Receipt, ReceiptBody> RECEIPT = Form.of(
            RoundBody.Receipt.class,
            ReceiptBody.getDefaultInstance(),
            value -> ReceiptBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setContext(digest(value.context()))
                    .setSum(digest(value.sum()))
                    .setModel(digest(value.model()))
                    .setManifest(digest(value.manifest()))
                    .setCheckpoint(bytes(value.checkpoint()))
                    .build(),
            message -> new RoundBody.Receipt(
                    scope(message.getScope()),
                    digest(message.getContext()),
                    digest(message.getSum()),
                    digest(message.getModel()),
                    digest(message.getManifest()),
                    bytes(message.getCheckpoint())));

    static final Form<RoundBody.RevealReceipt, RevealReceiptBody> REVEAL_RECEIPT = Form.of(
            RoundBody.RevealReceipt.class,
            RevealReceiptBody.getDefaultInstance(),
            value -> RevealReceiptBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setContext(digest(value.context()))
                    .setSurvivors(digest(value.survivors()))
                    .setSelfMasks(bytes(value.selfMasks().encode()))
                    .setRecoveries(bytes(value.recoveries().encode()))
                    .build(),
            message -> new RoundBody.RevealReceipt(
                    scope(message.getScope()),
                    digest(message.getContext()),
                    digest(message.getSurvivors()),
                    MemberSet.decode(bytes(message.getSelfMasks())),
                    MemberSet.decode(bytes(message.getRecoveries()))));

    private RoundForms() {}

    private static OpenBody open(RoundBody.Open value) {
        return OpenBody.newBuilder()
                .setScope(scope(value.scope()))
                .setModel(digest(value.model()))
                .setConfiguration(digest(value.configuration()))
                .setRoster(digest(value.roster()))
                .setCheckpoint(bytes(value.checkpoint()))
                .setDeadlines(Deadlines.newBuilder()
                        .setReadyMs(value.deadlines().readyMillis())
                        .setUploadMs(value.deadlines().uploadMillis())
                        .setSurvivorsMs(value.deadlines().survivorsMillis())
                        .setRevealMs(value.deadlines().revealMillis()))
                .build();
    }

    private static RoundBody.Open open(OpenBody message) {
        Deadlines deadlines = message.getDeadlines();
        return new RoundBody.Open(
                scope(message.getScope()),
                digest(message.getModel()),
                digest(message.getConfiguration()),
                digest(message.getRoster()),
                bytes(message.getCheckpoint()),
                new RoundBody.Deadlines(
                        deadlines.getReadyMs(),
                        deadlines.getUploadMs(),
                        deadlines.getSurvivorsMs(),
                        deadlines.getRevealMs()));
    }

    private static ReadyBody readyBody(RoundBody.Ready value) {
        return ReadyBody.newBuilder()
                .setScope(scope(value.scope()))
                .setOpen(digest(value.open()))
                .setSelfMask(digest(value.selfMask()))
                .setRecoveryKey(digest(value.recoveryKey()))
                .setPairsRoot(digest(value.pairsRoot()))
                .setBundle(digest(value.bundle()))
                .setCommitment(bytes(value.commitment()))
                .build();
    }

    private static RoundBody.Ready readyBody(ReadyBody message) {
        return new RoundBody.Ready(
                scope(message.getScope()),
                digest(message.getOpen()),
                digest(message.getSelfMask()),
                digest(message.getRecoveryKey()),
                digest(message.getPairsRoot()),
                digest(message.getBundle()),
                bytes(message.getCommitment()));
    }

    private static RevealBody reveal(RoundBody.Reveal value) {
        RevealBody.Builder message = RevealBody.newBuilder()
                .setScope(scope(value.scope()))
                .setContext(digest(value.context()))
                .setOwnSelfMask(bytes(value.ownSelfMask()));
        value.selfMasks()
                .forEach(share ->
                        message.addSelfMasksBuilder().setMember(share.member()).setShare(bytes(share.share())));
        value.recoveries()
                .forEach(share -> message.addRecoveriesBuilder()
                        .setMember(share.member())
                        .setShare(bytes(share.share()))
                        .setPremask(bytes(share.premask())));
        return message.build();
    }

    private static RoundBody.Reveal reveal(RevealBody message) {
        return new RoundBody.Reveal(
                scope(message.getScope()),
                digest(message.getContext()),
                bytes(message.getOwnSelfMask()),
                message.getSelfMasksList().stream()
                        .map(share -> new RoundBody.SelfMaskShare(share.getMember(), bytes(share.getShare())))
                        .toList(),
                message.getRecoveriesList().stream()
                        .map(share -> new RoundBody.RecoveryShare(
                                share.getMember(), bytes(share.getShare()), bytes(share.getPremask())))
                        .toList());
    }

    static SignedReady ready(Signed<RoundBody.Ready> signed) {
        return SignedReady.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    static Signed<RoundBody.Ready> ready(SignedReady message) {
        return READY.signed(message.getBody(), message.getSignature());
    }

    static SignedUpload upload(Signed<RoundBody.Upload> signed) {
        return SignedUpload.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    static Signed<RoundBody.Upload> upload(SignedUpload message) {
        return UPLOAD.signed(message.getBody(), message.getSignature());
    }

    static SignedEndorsement endorsement(Signed<RoundBody.Endorsement> signed) {
        return SignedEndorsement.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    static Signed<RoundBody.Endorsement> endorsement(SignedEndorsement message) {
        return ENDORSEMENT.signed(message.getBody(), message.getSignature());
    }
}
