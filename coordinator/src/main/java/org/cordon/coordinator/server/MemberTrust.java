// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.cordon.member.PeerOutcome;

/**
 * Ends the handshake of a client whose certificate is not sound, with the alert that fits.
 *
 * <p>Who has a sound certificate but no fitting entry in the manifest gets through the handshake, as TLS alerts could not
 * tell it what is wrong: {@link Peers} refuses each of its calls with the sentence.
 */
final class MemberTrust extends X509ExtendedTrustManager {
    private final Admittance admittance;
    private final X509Certificate authority;

    MemberTrust(Admittance admittance, X509Certificate authority) {
        this.admittance = admittance;
        this.authority = authority;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        PeerOutcome outcome = admittance.member(List.of(chain));
        if (outcome instanceof PeerOutcome.Refused refused && !toldInCalls(refused)) {
            throw new OpenSslCertificateException(refused.sentence(), code(refused));
        }
    }

    private static boolean toldInCalls(PeerOutcome.Refused refused) {
        return refused instanceof PeerOutcome.UnknownMember
                || refused instanceof PeerOutcome.WrongCertificateKey
                || refused instanceof PeerOutcome.WrongRole;
    }

    private static int code(PeerOutcome.Refused refused) {
        if (refused instanceof PeerOutcome.Expired) {
            return CertificateVerifier.X509_V_ERR_CERT_HAS_EXPIRED;
        }
        if (refused instanceof PeerOutcome.WrongAuthority) {
            return CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
        }
        return refused instanceof PeerOutcome.NotANodeCertificate
                ? CertificateVerifier.X509_V_ERR_INVALID_PURPOSE
                : CertificateVerifier.X509_V_ERR_CERT_REJECTED;
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
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the coordinator does not dial out");
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
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {authority};
    }
}
