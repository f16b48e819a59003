// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.bytes;
import static org.cordon.wire.Values.digest;
import static org.cordon.wire.Values.scope;
import static org.cordon.wire.Values.signature;

import org.cordon.proto.v1.AcceptedBody;
import org.cordon.proto.v1.AdvertBody;
import org.cordon.proto.v1.Ciphertext;
import org.cordon.proto.v1.ConfirmBody;
import org.cordon.proto.v1.ConfirmTag;
import org.cordon.proto.v1.DeliveredEncapsulation;
import org.cordon.proto.v1.EncapsulationBody;
import org.cordon.proto.v1.RosterBody;
import org.cordon.proto.v1.SignedAdvert;
import org.cordon.proto.v1.SignedEncapsulation;
import org.cordon.proto.v1.SummonsBody;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;

/** The forms of the bodies of epoch set-up, in step order. */
final class EpochForms {
    static final Form<EpochBody.Summons, SummonsBody> SUMMONS = Form.of(
            EpochBody.Summons.class,
            SummonsBody.getDefaultInstance(),
            value -> SummonsBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setManifest(digest(value.manifest()))
                    .build(),
            message -> new EpochBody.Summons(scope(message.getScope()), digest(message.getManifest())));

    static final Form<EpochBody.Advert, AdvertBody> ADVERT = Form.of(
            EpochBody.Advert.class,
            AdvertBody.getDefaultInstance(),
            value -> AdvertBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setX25519(bytes(value.x25519()))
                    .setMlkem768(bytes(value.mlkem768()))
                    .setManifest(digest(value.manifest()))
                    .setWitnessKey(bytes(value.witnessKey()))
                    .build(),
            message -> new EpochBody.Advert(
                    scope(message.getScope()),
                    bytes(message.getX25519()),
                    bytes(message.getMlkem768()),
                    digest(message.getManifest()),
                    bytes(message.getWitnessKey())));

    static final Form<EpochBody.Roster, RosterBody> ROSTER = Form.of(
            EpochBody.Roster.class,
            RosterBody.getDefaultInstance(),
            value -> RosterBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .addAllAdverts(
                            value.adverts().stream().map(EpochForms::advert).toList())
                    .build(),
            message -> new EpochBody.Roster(
                    scope(message.getScope()),
                    message.getAdvertsList().stream().map(EpochForms::advert).toList()));

    static final Form<EpochBody.Encapsulation, EncapsulationBody> ENCAPSULATION = Form.of(
            EpochBody.Encapsulation.class,
            EncapsulationBody.getDefaultInstance(),
            value -> EncapsulationBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setRoster(digest(value.roster()))
                    .setBatchRoot(digest(value.batchRoot()))
                    .build(),
            message -> new EpochBody.Encapsulation(
                    scope(message.getScope()), digest(message.getRoster()), digest(message.getBatchRoot())));

    static final Form<EpochBody.Confirm, ConfirmBody> CONFIRM = Form.of(
            EpochBody.Confirm.class,
            ConfirmBody.getDefaultInstance(),
            value -> ConfirmBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setRoster(digest(value.roster()))
                    .addAllTags(value.tags().stream().map(EpochForms::tag).toList())
                    .build(),
            message -> new EpochBody.Confirm(
                    scope(message.getScope()),
                    digest(message.getRoster()),
                    message.getTagsList().stream().map(EpochForms::tag).toList()));

    static final Form<EpochBody.Accepted, AcceptedBody> ACCEPTED = Form.of(
            EpochBody.Accepted.class,
            AcceptedBody.getDefaultInstance(),
            value -> AcceptedBody.newBuilder()
                    .setScope(scope(value.scope()))
                    .setRoster(digest(value.roster()))
                    .build(),
            message -> new EpochBody.Accepted(scope(message.getScope()), digest(message.getRoster())));

    private EpochForms() {}

    static SignedAdvert advert(Signed<EpochBody.Advert> signed) {
        return SignedAdvert.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    static Signed<EpochBody.Advert> advert(SignedAdvert message) {
        return ADVERT.signed(message.getBody(), message.getSignature());
    }

    static ConfirmTag tag(EpochBody.Tag tag) {
        return ConfirmTag.newBuilder()
                .setPeer(tag.peer())
                .setTag(bytes(tag.value()))
                .build();
    }

    static EpochBody.Tag tag(ConfirmTag message) {
        return new EpochBody.Tag(message.getPeer(), bytes(message.getTag()));
    }

    static org.cordon.proto.v1.EncapsulationBatch batch(EpochBody.EncapsulationBatch batch) {
        return org.cordon.proto.v1.EncapsulationBatch.newBuilder()
                .setHeader(encapsulation(batch.header()))
                .addAllCiphertexts(batch.ciphertexts().stream()
                        .map(one -> Ciphertext.newBuilder()
                                .setReceiver(one.receiver())
                                .setCiphertext(bytes(one.ciphertext()))
                                .build())
                        .toList())
                .build();
    }

    static EpochBody.EncapsulationBatch batch(org.cordon.proto.v1.EncapsulationBatch message) {
        return new EpochBody.EncapsulationBatch(
                encapsulation(message.getHeader()),
                message.getCiphertextsList().stream()
                        .map(one -> new EpochBody.Sealed(one.getReceiver(), bytes(one.getCiphertext())))
                        .toList());
    }

    static DeliveredEncapsulation delivered(EpochBody.Delivered delivered) {
        return DeliveredEncapsulation.newBuilder()
                .setHeader(encapsulation(delivered.header()))
                .setCiphertext(bytes(delivered.ciphertext()))
                .addAllPath(Values.path(delivered.path()))
                .build();
    }

    static EpochBody.Delivered delivered(DeliveredEncapsulation message) {
        return new EpochBody.Delivered(
                encapsulation(message.getHeader()),
                bytes(message.getCiphertext()),
                Values.digests(message.getPathList()));
    }

    private static SignedEncapsulation encapsulation(Signed<EpochBody.Encapsulation> signed) {
        return SignedEncapsulation.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    private static Signed<EpochBody.Encapsulation> encapsulation(SignedEncapsulation message) {
        return ENCAPSULATION.signed(message.getBody(), message.getSignature());
    }
}
