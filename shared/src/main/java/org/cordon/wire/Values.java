// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.List;
import org.cordon.proto.v1.MerkleNode;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signature;
import org.cordon.suite.VerifyKey;

/** The leaves of every mapping: scopes, digests, byte strings, signatures, Merkle paths. */
final class Values {
    private Values() {}

    static org.cordon.proto.v1.Scope scope(Scope scope) {
        return org.cordon.proto.v1.Scope.newBuilder()
                .setSession(digest(scope.session()))
                .setEpoch(scope.epoch())
                .setRound(scope.round())
                .setAttempt(scope.attempt())
                .setSender(scope.sender())
                .build();
    }

    static Scope scope(org.cordon.proto.v1.Scope scope) {
        return new Scope(
                digest(scope.getSession()), scope.getEpoch(), scope.getRound(), scope.getAttempt(), scope.getSender());
    }

    static ByteString digest(Digest digest) {
        return UnsafeByteOperations.unsafeWrap(digest.toByteArray());
    }

    static Digest digest(ByteString bytes) {
        return Digest.of(bytes.toByteArray());
    }

    static ByteString bytes(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
    }

    static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }

    static ByteString signature(Signature signature) {
        return UnsafeByteOperations.unsafeWrap(signature.toByteArray());
    }

    static Signature signature(ByteString bytes) {
        return Signature.of(bytes.toByteArray());
    }

    static List<MerkleNode> path(List<Digest> path) {
        return path.stream()
                .map(node -> MerkleNode.newBuilder().setHash(digest(node)).build())
                .toList();
    }

    static List<Digest> digests(List<MerkleNode> path) {
        return path.stream().map(node -> digest(node.getHash())).toList();
    }

    static ByteString key(VerifyKey key) {
        return UnsafeByteOperations.unsafeWrap(key.toByteArray());
    }

    static VerifyKey key(ByteString bytes) {
        return VerifyKey.of(bytes.toByteArray());
    }
}
