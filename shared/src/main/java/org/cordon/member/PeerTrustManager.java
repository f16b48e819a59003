// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Puts a {@link PeerVerifier} into a TLS handshake, so that a stranger never gets beyond it.
 *
 * <p><b>Guarantees.</b> A refusal is a {@link PeerRefused} with its outcome; an endpoint trusts peers of one role only, the
 * other direction is refused. The host that was dialled is checked here: no endpoint identification algorithm is needed.
 */
public final class PeerTrustManager extends X509ExtendedTrustManager {
    private final X509Certificate authority;
    private final boolean servesMembers;
    private final Function<List<X509Certificate>, PeerOutcome> verifier;

    private PeerTrustManager(
            X509Certificate authority,
            boolean servesMembers,
            Function<List<X509Certificate>, PeerOutcome> verifier) {
        this.authority = authority;
        this.servesMembers = servesMembers;
        this.verifier = verifier;
    }

    /** For the coordinator, whose TLS clients are members. */
    public static PeerTrustManager ofCoordinator(TlsIdentity own, PeerVerifier verifier) {
        return new PeerTrustManager(own.trustAnchor(), true, verifier::member);
    }

    /** For a participant, whose TLS server is the coordinator under {@code host}, the name that it dials. */
    public static PeerTrustManager ofParticipant(TlsIdentity own, PeerVerifier verifier, String host) {
        return new PeerTrustManager(own.trustAnchor(), false, chain -> verifier.coordinator(chain, host));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws PeerRefused {
        check(chain, true);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws PeerRefused {
        check(chain, true);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws PeerRefused {
        check(chain, true);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws PeerRefused {
        check(chain, false);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws PeerRefused {
        check(chain, false);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws PeerRefused {
        check(chain, false);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {authority};
    }

    private void check(X509Certificate[] chain, boolean isClient) throws PeerRefused {
        if (isClient != servesMembers) {
            throw new IllegalStateException("this endpoint must be a TLS " + (servesMembers ? "server" : "client")
                    + ", but was the other side");
        }
        if (verifier.apply(List.of(chain)) instanceof PeerOutcome.Refused refused) {
            throw new PeerRefused(refused);
        }
    }
}
