// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.List;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.wire.Attend;
import org.cordon.wire.BlockQuery;
import org.cordon.wire.StateQuery;
import org.cordon.wire.Submitted;
import org.cordon.wire.UploadPart;
import org.cordon.wire.WireSize;

/** The bytes of a message from an exchange to the coordinator by formula, with gRPC's frame. */
final class SentMessage {
    private SentMessage() {}

    static long bytes(Object message) {
        return WireSize.FRAME + body(message);
    }

    private static long body(Object message) {
        if (message instanceof Submitted submitted) {
            MemberMessage submission = submitted.message();
            return submission(submission, submission.scope())
                    + submitted.cosignature().map(WireSize::cosignature).orElse(0);
        }
        if (message instanceof UploadPart.Statement statement) {
            return WireSize.uploadStatement(statement.signed().body().scope());
        }
        if (message instanceof UploadPart.Data data) {
            int length = data.masked().remaining();
            return WireSize.uploadData(data.offset(), data.offset() + length, length);
        }
        return query(message);
    }

    private static long query(Object message) {
        if (message instanceof Attend attend) {
            return WireSize.attend(attend.logSize());
        }
        if (message instanceof Scope scope) {
            return WireSize.fetchSum(scope);
        }
        if (message instanceof HeadCosignature cosignature) {
            return WireSize.cosign(cosignature);
        }
        if (message instanceof BlockQuery blocks) {
            return WireSize.fetchBlocks(blocks.scope());
        }
        if (message instanceof StateQuery) {
            return WireSize.fetchState();
        }
        if (message instanceof Integer from) {
            return WireSize.fetchHistory(from);
        }
        throw new IllegalArgumentException("message must be one that the protocol names, but was "
                + message.getClass().getSimpleName());
    }

    private static long submission(MemberMessage message, Scope scope) {
        if (message instanceof MemberMessage.Encapsulation one) {
            List<Integer> receivers = one.batch().ciphertexts().stream()
                    .map(EpochBody.Sealed::receiver)
                    .toList();
            return WireSize.encapsulation(scope, receivers);
        }
        if (message instanceof MemberMessage.Confirm one) {
            return WireSize.confirm(
                    scope,
                    one.signed().body().tags().stream().map(EpochBody.Tag::peer).toList());
        }
        if (message instanceof MemberMessage.Ready one) {
            return WireSize.ready(
                    scope,
                    one.pairs().stream().map(MemberMessage.PairLeaf::receiver).toList());
        }
        if (message instanceof MemberMessage.Complaint one) {
            return WireSize.complaint(scope, one.signed().body().accused());
        }
        if (message instanceof MemberMessage.Reveal one) {
            RoundBody.Reveal body = one.signed().body();
            return WireSize.reveal(
                    scope,
                    body.selfMasks().stream()
                            .map(RoundBody.SelfMaskShare::member)
                            .toList(),
                    body.recoveries().stream()
                            .map(RoundBody.RecoveryShare::member)
                            .toList());
        }
        return fixed(message, scope);
    }

    private static long fixed(MemberMessage message, Scope scope) {
        if (message instanceof MemberMessage.Advert) {
            return WireSize.advert(scope);
        }
        if (message instanceof MemberMessage.Accepted) {
            return WireSize.accepted(scope);
        }
        if (message instanceof MemberMessage.Endorsement) {
            return WireSize.endorsement(scope);
        }
        return message instanceof MemberMessage.Receipt receipt
                ? WireSize.receipt(scope, receipt.signed().body().checkpoint().size())
                : WireSize.refusal(scope);
    }
}
