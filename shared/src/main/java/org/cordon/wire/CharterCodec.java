// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.proto.v1.CharterBody;
import org.cordon.proto.v1.Column;
import org.cordon.proto.v1.Controller;
import org.cordon.proto.v1.ImpactAssessment;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.Stage;
import org.cordon.task.Timing;

/**
 * Charters as protocol buffers: the exact bytes whose digest is the session and what members
 * approve.
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}.
 *
 * <p><b>Does not check</b> approvals: {@link org.cordon.task.ApprovedCharter#verify} does.
 *
 * <p>Source: proto/cordon/v1/task.proto. Stateless, safe for concurrent use.
 */
public final class CharterCodec {
    private static final Form<Charter, CharterBody> CHARTER =
            Form.of(Charter.class, CharterBody.getDefaultInstance(), CharterCodec::message, CharterCodec::value);

    private static final Form<OfferedCharter, org.cordon.proto.v1.ApprovedCharter> OFFERED = Form.of(
            OfferedCharter.class,
            org.cordon.proto.v1.ApprovedCharter.getDefaultInstance(),
            offered -> org.cordon.proto.v1.ApprovedCharter.newBuilder()
                    .setBody(Values.bytes(offered.exact()))
                    .setApprovals(HistoryForms.approvals(offered.approvals()))
                    .build(),
            message -> new OfferedCharter(
                    CHARTER.parse(message.getBody()),
                    Values.bytes(message.getBody()),
                    HistoryForms.approvals(message.getApprovals())));

    private CharterCodec() {}

    /** The exact bytes of a charter. */
    public static Bytes encode(Charter charter) {
        return CHARTER.encode(charter);
    }

    /** Reads exact bytes, or throws {@link MalformedBody}. */
    public static Charter decode(Bytes exact) {
        return CHARTER.decode(exact);
    }

    /** A charter with its approvals, as files keep it. */
    public static Bytes encodeOffered(OfferedCharter offered) {
        return OFFERED.encode(offered);
    }

    /** Reads a charter with its approvals, or throws {@link MalformedBody}. */
    public static OfferedCharter decodeOffered(Bytes bytes) {
        return OFFERED.decode(bytes);
    }

    /** A charter that every approver of a draft approves, under the newest manifest. */
    public static OfferedCharter approve(Charter charter, Consortium consortium, ConsortiumDraft draft) {
        OfferedCharter offered = OfferedCharter.unapproved(charter, encode(charter), consortium);
        return offered.approved(new Approvals(
                consortium.current().digest(),
                draft.approve(consortium.electorate(Approval.Kind.CHARTER, offered.session()))));
    }

    private static CharterBody message(Charter charter) {
        CharterBody.Builder body = CharterBody.newBuilder()
                .setConsortium(Values.digest(charter.consortium()))
                .setName(charter.name())
                .setPurpose(charter.purpose())
                .setLegalBasis(charter.legalBasis())
                .addAllStages(charter.stages().stream().map(CharterCodec::stage).toList())
                .setInitialState(Values.digest(charter.initialState()))
                .setMinSurvivors(charter.minSurvivors())
                .setMinHonest(charter.minHonest())
                .addAllColumns(charter.columns().stream()
                        .map(name -> Column.newBuilder().setName(name).build())
                        .toList())
                .setLabel(charter.label().orElse(""))
                .setPrivacyWaiver(charter.privacyWaiver().orElse(""))
                .setTiming(timing(charter.timing()))
                .setNotBeforeS(charter.notBefore().getEpochSecond())
                .setExpiresS(charter.expiry().getEpochSecond())
                .setVersion(charter.version())
                .addAllControllers(charter.controllers().stream()
                        .map(name -> Controller.newBuilder().setName(name).build())
                        .toList())
                .setSchema(charter.schema())
                .setRetentionS(charter.retention().toSeconds());
        charter.dpia()
                .ifPresent(digest -> body.setDpia(ImpactAssessment.newBuilder().setDigest(Values.digest(digest))));
        charter.privacy().ifPresent(terms -> body.setPrivacy(PrivacyForms.terms(terms)));
        return body.build();
    }

    private static Charter value(CharterBody message) {
        return new Charter(
                Values.digest(message.getConsortium()),
                message.getName(),
                message.getVersion(),
                message.getPurpose(),
                message.getLegalBasis(),
                message.getControllersList().stream().map(Controller::getName).toList(),
                message.hasDpia() ? Optional.of(Values.digest(message.getDpia().getDigest())) : Optional.empty(),
                message.getSchema(),
                message.getStagesList().stream().map(CharterCodec::stage).toList(),
                message.getMinSurvivors(),
                message.getMinHonest(),
                message.getColumnsList().stream().map(Column::getName).toList(),
                nonEmpty(message.getLabel()),
                Values.digest(message.getInitialState()),
                message.hasPrivacy() ? Optional.of(PrivacyForms.terms(message.getPrivacy())) : Optional.empty(),
                nonEmpty(message.getPrivacyWaiver()),
                Duration.ofSeconds(message.getRetentionS()),
                timing(message.getTiming()),
                Instant.ofEpochSecond(message.getNotBeforeS()),
                Instant.ofEpochSecond(message.getExpiresS()));
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static org.cordon.proto.v1.Stage stage(Stage stage) {
        return org.cordon.proto.v1.Stage.newBuilder()
                .setComputation(stage.computation())
                .setParameters(Values.bytes(stage.parameters()))
                .setMaxRounds(stage.maxRounds())
                .build();
    }

    private static Stage stage(org.cordon.proto.v1.Stage message) {
        return new Stage(message.getComputation(), Values.bytes(message.getParameters()), message.getMaxRounds());
    }

    private static org.cordon.proto.v1.Timing timing(Timing timing) {
        return org.cordon.proto.v1.Timing.newBuilder()
                .setReadyMs(millis(timing.ready()))
                .setUploadMs(millis(timing.upload()))
                .setSurvivorsMs(millis(timing.survivors()))
                .setRevealMs(millis(timing.reveal()))
                .setReceiptMs(millis(timing.result()))
                .build();
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private static Timing timing(org.cordon.proto.v1.Timing message) {
        return new Timing(
                Duration.ofMillis(message.getReadyMs()),
                Duration.ofMillis(message.getUploadMs()),
                Duration.ofMillis(message.getSurvivorsMs()),
                Duration.ofMillis(message.getRevealMs()),
                Duration.ofMillis(message.getReceiptMs()));
    }
}
