// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ByteString;
import org.cordon.proto.v1.ArchivedInput;
import org.cordon.proto.v1.Certificate;
import org.cordon.proto.v1.SignedCohort;
import org.cordon.proto.v1.SignedOpen;
import org.cordon.proto.v1.SignedRoster;
import org.cordon.proto.v1.SignedSurvivors;
import org.cordon.record.InputList;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.OpenedSecrets;
import org.cordon.sum.round.RoundBody;

/**
 * The blobs that records of the protocol log name; an entry of the history is {@link HistoryCodec}'s, a charter {@link
 * CharterCodec}'s, a state its computation's and a vector the ring's.
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}: one encoding only, bounds first, {@link MalformedBody} for everything else; what
 * was signed keeps its exact bytes.
 *
 * <p><b>Does not check</b> signatures.
 *
 * <p>Source: proto/cordon/v1/log.proto. Stateless, safe for concurrent use.
 */
public final class BlobCodec {
    private static final Form<Signed<EpochBody.Roster>, SignedRoster> ROSTER = Form.of(
            Signed.class,
            SignedRoster.getDefaultInstance(),
            signed -> SignedRoster.newBuilder()
                    .setBody(body(signed))
                    .setSignature(Values.signature(signed.signature()))
                    .build(),
            message -> EpochForms.ROSTER.signed(message.getBody(), message.getSignature()));
    private static final Form<Signed<RoundBody.Open>, SignedOpen> OPEN = Form.of(
            Signed.class,
            SignedOpen.getDefaultInstance(),
            signed -> SignedOpen.newBuilder()
                    .setBody(body(signed))
                    .setSignature(Values.signature(signed.signature()))
                    .build(),
            message -> RoundForms.OPEN.signed(message.getBody(), message.getSignature()));
    private static final Form<Signed<RoundBody.Cohort>, SignedCohort> COHORT = Form.of(
            Signed.class,
            SignedCohort.getDefaultInstance(),
            signed -> SignedCohort.newBuilder()
                    .setBody(body(signed))
                    .setSignature(Values.signature(signed.signature()))
                    .build(),
            message -> RoundForms.COHORT.signed(message.getBody(), message.getSignature()));
    private static final Form<Signed<RoundBody.Survivors>, SignedSurvivors> SURVIVORS = Form.of(
            Signed.class,
            SignedSurvivors.getDefaultInstance(),
            signed -> SignedSurvivors.newBuilder()
                    .setBody(body(signed))
                    .setSignature(Values.signature(signed.signature()))
                    .build(),
            message -> RoundForms.SURVIVORS.signed(message.getBody(), message.getSignature()));
    private static final Form<CoordinatorMessage.Certificate, Certificate> CERTIFICATE = Form.of(
            CoordinatorMessage.Certificate.class,
            Certificate.getDefaultInstance(),
            value -> Certificate.newBuilder()
                    .setScope(Values.scope(value.scope()))
                    .addAllEndorsements(value.endorsements().stream()
                            .map(RoundForms::endorsement)
                            .toList())
                    .build(),
            message -> new CoordinatorMessage.Certificate(
                    Values.scope(message.getScope()),
                    message.getEndorsementsList().stream()
                            .map(RoundForms::endorsement)
                            .toList()));
    private static final Form<OpenedSecrets, org.cordon.proto.v1.OpenedSecrets> SECRETS = Form.of(
            OpenedSecrets.class,
            org.cordon.proto.v1.OpenedSecrets.getDefaultInstance(),
            value -> org.cordon.proto.v1.OpenedSecrets.newBuilder()
                    .addAllSelfMasks(ResultForm.selfMasks(value.selfMasks()))
                    .addAllDropped(ResultForm.dropped(value.dropped()))
                    .build(),
            message -> new OpenedSecrets(
                    ResultForm.selfMaskValues(message.getSelfMasksList()),
                    ResultForm.droppedValues(message.getDroppedList())));
    private static final Form<InputList, org.cordon.proto.v1.InputList> INPUTS = Form.of(
            InputList.class,
            org.cordon.proto.v1.InputList.getDefaultInstance(),
            value -> org.cordon.proto.v1.InputList.newBuilder()
                    .addAllInputs(value.inputs().stream()
                            .map(input -> ArchivedInput.newBuilder()
                                    .setMember(input.member())
                                    .setContent(LogForms.hash(input.content()))
                                    .build())
                            .toList())
                    .build(),
            message -> new InputList(message.getInputsList().stream()
                    .map(input -> new InputList.Input(input.getMember(), LogForms.hash(input.getContent())))
                    .toList()));

    private BlobCodec() {}

    private static ByteString body(Signed<?> signed) {
        return Values.bytes(signed.exact());
    }

    public static Bytes roster(Signed<EpochBody.Roster> roster) {
        return ROSTER.encode(roster);
    }

    public static Signed<EpochBody.Roster> roster(Bytes blob) {
        return ROSTER.decode(blob);
    }

    public static Bytes open(Signed<RoundBody.Open> open) {
        return OPEN.encode(open);
    }

    public static Signed<RoundBody.Open> open(Bytes blob) {
        return OPEN.decode(blob);
    }

    public static Bytes cohort(Signed<RoundBody.Cohort> cohort) {
        return COHORT.encode(cohort);
    }

    public static Signed<RoundBody.Cohort> cohort(Bytes blob) {
        return COHORT.decode(blob);
    }

    public static Bytes survivors(Signed<RoundBody.Survivors> survivors) {
        return SURVIVORS.encode(survivors);
    }

    public static Signed<RoundBody.Survivors> survivors(Bytes blob) {
        return SURVIVORS.decode(blob);
    }

    public static Bytes certificate(CoordinatorMessage.Certificate certificate) {
        return CERTIFICATE.encode(certificate);
    }

    public static CoordinatorMessage.Certificate certificate(Bytes blob) {
        return CERTIFICATE.decode(blob);
    }

    public static Bytes secrets(OpenedSecrets secrets) {
        return SECRETS.encode(secrets);
    }

    public static OpenedSecrets secrets(Bytes blob) {
        return SECRETS.decode(blob);
    }

    public static Bytes inputs(InputList list) {
        return INPUTS.encode(list);
    }

    public static InputList inputs(Bytes blob) {
        return INPUTS.decode(blob);
    }
}
