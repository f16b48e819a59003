// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import org.cordon.member.PeerVerifier;
import org.cordon.member.PinnedAuthority;
import org.cordon.member.TlsIdentity;

/** TLS 1.3 and no key exchange but X25519MLKEM768, with or without our certificate. */
final class ClientTls {
    private ClientTls() {}

    static SslContext context(TlsIdentity identity, PeerVerifier verifier, String host) throws SSLException {
        OpenSsl.ensureAvailability();
        SslContextBuilder builder = SslContextBuilder.forClient()
                .keyManager(identity.privateKey(), identity.chain().toArray(new X509Certificate[0]))
                .trustManager(CoordinatorTrust.of(verifier, identity.trustAnchor(), host));
        return build(builder);
    }

    /** For the consortium port, which asks for no certificate. */
    static SslContext context(PinnedAuthority authority, String host) throws SSLException {
        OpenSsl.ensureAvailability();
        return build(SslContextBuilder.forClient().trustManager(CoordinatorTrust.of(authority, host)));
    }

    private static SslContext build(SslContextBuilder builder) throws SSLException {
        builder.option(OpenSslContextOption.GROUPS, new String[] {"X25519MLKEM768"});
        return GrpcSslContexts.configure(builder, SslProvider.OPENSSL)
                .protocols("TLSv1.3")
                .build();
    }
}
