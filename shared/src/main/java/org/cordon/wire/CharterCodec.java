// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cordon.proto.v1.CharterBody;
import org.cordon.proto.v1.Column;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;
import org.cordon.task.Charter;
import org.cordon.task.Stage;
import org.cordon.task.Timing;

/**
 * Charters as protocol buffers: the exact bytes that the operator signs with type "charter" and whose digest is the
 * session.
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}.
 *
 * <p><b>Does not check</b> the signature: {@link org.cordon.task.SignedCharter#verify} does.
 *
 * <p>Source: proto/cordon/v1/task.proto. Stateless, safe for concurrent use.
 */
public final class CharterCodec {
    private static final Form<Charter, CharterBody> CHARTER =
            Form.of(Charter.class, CharterBody.getDefaultInstance(), CharterCodec::message, CharterCodec::value);

    private static final Form<Signed<Charter>, org.cordon.proto.v1.SignedCharter> SIGNED = Form.of(
            Signed.class,
            org.cordon.proto.v1.SignedCharter.getDefaultInstance(),
            signed -> org.cordon.proto.v1.SignedCharter.newBuilder()
                    .setBody(Values.bytes(signed.exact()))
                    .setSignature(Values.signature(signed.signature()))
                    .build(),
            message -> CHARTER.signed(message.getBody(), message.getSignature()));

    private CharterCodec() {}

    /** The exact bytes of a charter. */
    public static Bytes encode(Charter charter) {
        return CHARTER.encode(charter);
    }

    /** Reads exact bytes, or throws {@link MalformedBody}. */
    public static Charter decode(Bytes exact) {
        return CHARTER.decode(exact);
    }

    /** A charter with its signature, as files keep it. */
    public static Bytes encodeSigned(Signed<Charter> signed) {
        return SIGNED.encode(signed);
    }

    /** Reads a charter with its signature, or throws {@link MalformedBody}. */
    public static Signed<Charter> decodeSigned(Bytes bytes) {
        return SIGNED.decode(bytes);
    }

    private static CharterBody message(Charter charter) {
        return CharterBody.newBuilder()
                .setManifest(Values.digest(charter.manifest()))
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
                .build();
    }

    private static Charter value(CharterBody message) {
        return new Charter(
                Values.digest(message.getManifest()),
                message.getName(),
                message.getPurpose(),
                message.getLegalBasis(),
                message.getStagesList().stream().map(CharterCodec::stage).toList(),
                message.getMinSurvivors(),
                message.getMinHonest(),
                message.getColumnsList().stream().map(Column::getName).toList(),
                nonEmpty(message.getLabel()),
                Values.digest(message.getInitialState()),
                nonEmpty(message.getPrivacyWaiver()),
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
