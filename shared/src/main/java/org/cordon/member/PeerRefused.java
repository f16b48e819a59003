// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.security.cert.CertificateException;

/** Ends a TLS handshake with the reason why the peer was refused. */
public final class PeerRefused extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient PeerOutcome.Refused outcome;

    PeerRefused(PeerOutcome.Refused outcome) {
        super(outcome.sentence());
        this.outcome = outcome;
    }

    public PeerOutcome.Refused outcome() {
        return outcome;
    }
}
