// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.cordon.member.TlsIdentity;

/**
 * TLS 1.3 and no key exchange but X25519MLKEM768, with or without client certificates. A private key in hardware signs
 * there, within the handshake: netty asks {@link java.security.Signature} where a key has no encoding.
 */
final class ServerTls {
    static final String PROTOCOL = "TLSv1.3";
    static final String GROUP = "X25519MLKEM768";

    private ServerTls() {}

    static SslContext context(TlsIdentity identity, Admittance admittance) throws SSLException {
        OpenSsl.ensureAvailability();
        SslContextBuilder builder = SslContextBuilder.forServer(
                        identity.privateKey(), identity.chain().toArray(new X509Certificate[0]))
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(new MemberTrust(admittance, identity.trustAnchor()));
        return build(builder, identity);
    }

    /** For callers without certificates; shows the authority, too, as they may know it by its digest only. */
    static SslContext withoutClients(TlsIdentity identity) throws SSLException {
        OpenSsl.ensureAvailability();
        List<X509Certificate> chain = new ArrayList<>(identity.chain());
        chain.add(identity.trustAnchor());
        return build(
                SslContextBuilder.forServer(identity.privateKey(), chain.toArray(new X509Certificate[0]))
                        .clientAuth(ClientAuth.NONE),
                identity);
    }

    private static SslContext build(SslContextBuilder builder, TlsIdentity identity) throws SSLException {
        builder.option(OpenSslContextOption.USE_JDK_PROVIDER_SIGNATURES, identity.isInHardware());
        builder.option(OpenSslContextOption.GROUPS, new String[] {GROUP});
        return GrpcSslContexts.configure(builder, SslProvider.OPENSSL)
                .protocols(PROTOCOL)
                .build();
    }
}
