// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.cordon.member.PeerOutcome;
import org.cordon.member.PeerVerifier;
import org.cordon.member.PinnedAuthority;

/** Accepts the coordinator under the host that was dialled, and nobody else. */
final class CoordinatorTrust extends X509ExtendedTrustManager {
    private final Function<List<X509Certificate>, Optional<PeerOutcome.Refused>> check;
    private final List<X509Certificate> issuers;

    private CoordinatorTrust(
            Function<List<X509Certificate>, Optional<PeerOutcome.Refused>> check, List<X509Certificate> issuers) {
        this.check = check;
        this.issuers = issuers;
    }

    /** Trusts the coordinator of the manifest. */
    static CoordinatorTrust of(PeerVerifier verifier, X509Certificate authority, String host) {
        return new CoordinatorTrust(
                chain -> verifier.coordinator(chain, host) instanceof PeerOutcome.Refused refused
                        ? Optional.of(refused)
                        : Optional.empty(),
                List.of(authority));
    }

    /** Trusts a node of the pinned authority. */
    static CoordinatorTrust of(PinnedAuthority authority, String host) {
        return new CoordinatorTrust(chain -> authority.check(chain, host), List.of());
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
        Optional<PeerOutcome.Refused> refused = check.apply(List.of(chain));
        if (refused.isPresent()) {
            throw new NotTheCoordinator(refused.get());
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
        return issuers.toArray(new X509Certificate[0]);
    }
}
