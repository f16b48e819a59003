// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import org.cordon.member.Consortium;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;

/** What a participant dials with, and whom it believes, as the consortium stands. */
public interface Credentials {
    /** The key and certificate that the newest manifest names for this participant. */
    TlsIdentity identity(Consortium newest);

    /** Knows the coordinator of the newest manifest. */
    PeerVerifier verifier(Consortium newest);
}
