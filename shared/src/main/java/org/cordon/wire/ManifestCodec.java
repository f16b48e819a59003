// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ByteString;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.proto.v1.ManifestBody;
import org.cordon.proto.v1.MemberEntry;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signed;
import org.cordon.suite.VerifyKey;

/**
 * Manifests as protocol buffers: the exact bytes that the operator signs with type "manifest".
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}; an identity key that {@link VerifyKey} refuses is {@link MalformedBody}.
 *
 * <p><b>Does not check</b> the signature: {@link org.cordon.member.SignedManifest#verify} does.
 *
 * <p>Source: proto/cordon/v1/member.proto. Stateless, safe for concurrent use.
 */
public final class ManifestCodec {
    private static final Form<Manifest, ManifestBody> MANIFEST =
            Form.of(Manifest.class, ManifestBody.getDefaultInstance(), ManifestCodec::message, ManifestCodec::value);

    private static final Form<Signed<Manifest>, org.cordon.proto.v1.SignedManifest> SIGNED = Form.of(
            Signed.class,
            org.cordon.proto.v1.SignedManifest.getDefaultInstance(),
            signed -> org.cordon.proto.v1.SignedManifest.newBuilder()
                    .setBody(Values.bytes(signed.exact()))
                    .setSignature(Values.signature(signed.signature()))
                    .build(),
            message -> MANIFEST.signed(message.getBody(), message.getSignature()));

    private ManifestCodec() {}

    /** The exact bytes of a manifest. */
    public static Bytes encode(Manifest manifest) {
        return MANIFEST.encode(manifest);
    }

    /** Reads exact bytes, or throws {@link MalformedBody}. */
    public static Manifest decode(Bytes exact) {
        return MANIFEST.decode(exact);
    }

    /** A manifest with its signature, as files keep it. */
    public static Bytes encodeSigned(Signed<Manifest> signed) {
        return SIGNED.encode(signed);
    }

    /** Reads a manifest with its signature, or throws {@link MalformedBody}. */
    public static Signed<Manifest> decodeSigned(Bytes bytes) {
        return SIGNED.decode(bytes);
    }

    private static ManifestBody message(Manifest manifest) {
        return ManifestBody.newBuilder()
                .setConsortium(manifest.consortium())
                .setCoordinator(entry(manifest.coordinator()))
                .addAllMembers(
                        manifest.members().stream().map(ManifestCodec::entry).toList())
                .build();
    }

    private static Manifest value(ManifestBody message) {
        return new Manifest(
                message.getConsortium(),
                message.getMembersList().stream().map(ManifestCodec::member).toList(),
                member(message.getCoordinator()));
    }

    private static MemberEntry entry(Member member) {
        return MemberEntry.newBuilder()
                .setIndex(member.index())
                .setName(member.name())
                .setIdentityKey(ByteString.copyFrom(member.identity().toByteArray()))
                .setCertificateKey(Values.digest(member.certificateKey()))
                .build();
    }

    private static Member member(MemberEntry entry) {
        return new Member(
                entry.getIndex(),
                entry.getName(),
                VerifyKey.of(entry.getIdentityKey().toByteArray()),
                Digest.of(entry.getCertificateKey().toByteArray()));
    }
}
