// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import org.cordon.suite.Bytes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.VerifyKey;

/**
 * What an invited node asks to be admitted with.
 *
 * @param invitation what the operator signed
 * @param certificateRequest PKCS#10 in DER, see {@link org.cordon.member.CertificateRequest}
 * @param identity the node's identity key
 * @param approver the key of the exchange's person
 * @param identityPossession goes into the history when the node is admitted
 * @param approverPossession likewise
 */
public record JoinBody(
        Signed<Invitation> invitation,
        Bytes certificateRequest,
        VerifyKey identity,
        VerifyKey approver,
        Signature identityPossession,
        Signature approverPossession) {}
