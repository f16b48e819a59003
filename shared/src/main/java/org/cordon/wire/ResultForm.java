// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.bytes;
import static org.cordon.wire.Values.digest;
import static org.cordon.wire.Values.scope;

import java.util.List;
import java.util.Optional;
import org.cordon.proto.v1.OpenedMember;
import org.cordon.proto.v1.OpenedPair;
import org.cordon.proto.v1.OpenedSelfMask;
import org.cordon.proto.v1.ResultBody;
import org.cordon.sum.round.RoundBody;

/** The form of the body of `result`. */
final class ResultForm {
    static final Form<RoundBody.Result, ResultBody> RESULT =
            Form.of(RoundBody.Result.class, ResultBody.getDefaultInstance(), ResultForm::result, ResultForm::result);

    private ResultForm() {}

    private static ResultBody result(RoundBody.Result value) {
        ResultBody.Builder message = ResultBody.newBuilder()
                .setScope(scope(value.scope()))
                .setContext(digest(value.context()))
                .setSum(digest(value.sum()))
                .setCheckpoint(bytes(value.checkpoint()));
        value.certificate().forEach(endorsement -> message.addCertificate(RoundForms.endorsement(endorsement)));
        return message.addAllSelfMasks(selfMasks(value.selfMasks()))
                .addAllDropped(dropped(value.dropped()))
                .build();
    }

    static List<OpenedSelfMask> selfMasks(List<RoundBody.OpenedSelfMask> values) {
        return values.stream()
                .map(opened -> OpenedSelfMask.newBuilder()
                        .setMember(opened.member())
                        .setSeed(bytes(opened.seed()))
                        .build())
                .toList();
    }

    static List<OpenedMember> dropped(List<RoundBody.OpenedMember> values) {
        return values.stream()
                .map(opened -> OpenedMember.newBuilder()
                        .setMember(opened.member())
                        .addAllPairs(
                                opened.pairs().stream().map(ResultForm::pair).toList())
                        .build())
                .toList();
    }

    static List<RoundBody.OpenedSelfMask> selfMaskValues(List<OpenedSelfMask> messages) {
        return messages.stream()
                .map(opened -> new RoundBody.OpenedSelfMask(opened.getMember(), bytes(opened.getSeed())))
                .toList();
    }

    static List<RoundBody.OpenedMember> droppedValues(List<OpenedMember> messages) {
        return messages.stream()
                .map(opened -> new RoundBody.OpenedMember(
                        opened.getMember(),
                        opened.getPairsList().stream().map(ResultForm::pair).toList()))
                .toList();
    }

    private static RoundBody.Result result(ResultBody message) {
        return new RoundBody.Result(
                scope(message.getScope()),
                digest(message.getContext()),
                digest(message.getSum()),
                message.getCertificateList().stream()
                        .map(RoundForms::endorsement)
                        .toList(),
                selfMaskValues(message.getSelfMasksList()),
                droppedValues(message.getDroppedList()),
                bytes(message.getCheckpoint()));
    }

    private static OpenedPair pair(RoundBody.OpenedPair pair) {
        OpenedPair.Builder message = OpenedPair.newBuilder()
                .setReceiver(pair.receiver())
                .setCiphertext(digest(pair.ciphertext()))
                .setSelfShare(digest(pair.selfShare()))
                .setRecoveryShare(digest(pair.recoveryShare()));
        pair.premask().ifPresent(seed -> message.getOpenedBuilder().setSeed(bytes(seed)));
        pair.premaskHash().ifPresent(hash -> message.getClosedBuilder().setHash(digest(hash)));
        return message.build();
    }

    private static RoundBody.OpenedPair pair(OpenedPair message) {
        return new RoundBody.OpenedPair(
                message.getReceiver(),
                message.hasOpened() ? Optional.of(bytes(message.getOpened().getSeed())) : Optional.empty(),
                message.hasClosed() ? Optional.of(digest(message.getClosed().getHash())) : Optional.empty(),
                digest(message.getCiphertext()),
                digest(message.getSelfShare()),
                digest(message.getRecoveryShare()));
    }
}
