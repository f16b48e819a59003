// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.cordon.member.PeerOutcome;
import org.cordon.member.PeerVerifier;

/** Accepts the coordinator of the manifest under the host that was dialled, and nobody else. */
final class CoordinatorTrust extends X509ExtendedTrustManager {
    private final PeerVerifier verifier;
    private final X509Certificate authority;
    private final String host;

    CoordinatorTrust(PeerVerifier verifier, X509Certificate authority, String host) {
        this.verifier = verifier;
        this.authority = authority;
        this.host = host;
    }

    /** Why the handshake was ended here; found again in the causes of the failure that gRPC reports. */
    static final class NotTheCoordinator extends CertificateException {
        private static final long serialVersionUID = 1L;

        NotTheCoordinator(PeerOutcome.Refused refused) {
            super(refused.sentence());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (verifier.coordinator(List.of(chain), host) instanceof PeerOutcome.Refused refused) {
            throw new NotTheCoordinator(refused);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a participant only dials out");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {authority};
    }
}
