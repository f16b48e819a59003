// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.bytes;
import static org.cordon.wire.Values.signature;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import org.cordon.log.Hash;
import org.cordon.proto.v1.Cosignature;
import org.cordon.proto.v1.LogLeaf;
import org.cordon.record.HeadCosignature;
import org.cordon.sum.round.CoordinatorMessage;

/** The forms of what travels of the protocol log beside the messages of the protocol. */
final class LogForms {
    static final Form<HeadCosignature, Cosignature> COSIGNATURE =
            Form.of(HeadCosignature.class, Cosignature.getDefaultInstance(), LogForms::message, LogForms::value);

    private LogForms() {}

    static Cosignature message(HeadCosignature value) {
        return Cosignature.newBuilder()
                .setSize(value.size())
                .setAtS(value.atSeconds())
                .setSignature(signature(value.signature()))
                .build();
    }

    static HeadCosignature value(Cosignature message) {
        return new HeadCosignature(message.getSize(), message.getAtS(), signature(message.getSignature()));
    }

    static org.cordon.proto.v1.LogUpdate message(CoordinatorMessage.LogUpdate value) {
        org.cordon.proto.v1.LogUpdate.Builder message = org.cordon.proto.v1.LogUpdate.newBuilder()
                .setFrom(value.from())
                .setCheckpoint(bytes(value.checkpoint()))
                .setCosigned(bytes(value.cosigned()));
        value.leaves().forEach(leaf -> message.addLeaves(LogLeaf.newBuilder().setLeaf(bytes(leaf))));
        return message.build();
    }

    static CoordinatorMessage.LogUpdate value(org.cordon.proto.v1.LogUpdate message) {
        return new CoordinatorMessage.LogUpdate(
                message.getFrom(),
                message.getLeavesList().stream()
                        .map(leaf -> bytes(leaf.getLeaf()))
                        .toList(),
                bytes(message.getCheckpoint()),
                bytes(message.getCosigned()));
    }

    static ByteString hash(Hash hash) {
        return UnsafeByteOperations.unsafeWrap(hash.toByteArray());
    }

    static Hash hash(ByteString bytes) {
        return Hash.of(bytes.toByteArray());
    }
}
