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
import javax.net.ssl.SSLException;
import org.cordon.member.TlsIdentity;

/** TLS 1.3 with client certificates, and no key exchange but X25519MLKEM768. */
final class ServerTls {
    static final String PROTOCOL = "TLSv1.3";
    static final String GROUP = "X25519MLKEM768";

    private ServerTls() {}

    static SslContext context(TlsIdentity identity, Admittance admittance) throws SSLException {
        OpenSsl.ensureAvailability();
        SslContextBuilder builder = SslContextBuilder.forServer(
                        identity.privateKey(), identity.chain().toArray(new X509Certificate[0]))
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(new MemberTrust(admittance, identity.trustAnchor()))
                .option(OpenSslContextOption.GROUPS, new String[] {GROUP});
        return GrpcSslContexts.configure(builder, SslProvider.OPENSSL)
                .protocols(PROTOCOL)
                .build();
    }
}
