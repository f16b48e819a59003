// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.List;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Consortium;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;

/**
 * A charter with the approvals that came with it, as it travels and lies on disk.
 *
 * <p><b>Does not check</b> anything, nor that the exact bytes encode the charter: only codecs and signers pair the two.
 * {@link ApprovedCharter#verify} checks the approvals.
 *
 * @param exact the charter's bytes; relayed and hashed as they are and never serialised again
 */
public record OfferedCharter(Charter charter, Bytes exact, Approvals approvals) {
    /** A charter that nobody has approved yet, under the newest manifest. */
    public static OfferedCharter unapproved(Charter charter, Bytes exact, Consortium consortium) {
        return new OfferedCharter(
                charter, exact, new Approvals(consortium.current().digest(), List.of()));
    }

    /** The same charter with these approvals. */
    public OfferedCharter approved(Approvals by) {
        return new OfferedCharter(charter, exact, by);
    }

    /** H("blob"; exact): the session, and what approvals name. */
    public Digest session() {
        return Hashes.blob(exact);
    }

    /** What an approver signs under the manifest that the approvals name. */
    public Approval.Subject subject() {
        return new Approval.Subject(charter.consortium(), Approval.Kind.CHARTER, approvals.manifest(), session());
    }
}
