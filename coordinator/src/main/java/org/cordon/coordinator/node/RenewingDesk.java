// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.cordon.coordinator.member.HistoryDesk;
import org.cordon.coordinator.round.Desk;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.member.Entry;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;

/** The federation's desk, at which members also get their certificates renewed. */
record RenewingDesk(Desk desk, HistoryDesk issuer) implements Desk {
    @Override
    public Bytes renew(int member, Bytes certificateRequest) {
        try {
            return issuer.renew(member, certificateRequest);
        } catch (ConsortiumRefused refused) {
            throw new NotServed(refused.sentence());
        }
    }

    @Override
    public Attendance attend(int member, long logSize, EventSink sink) {
        return desk.attend(member, logSize, sink);
    }

    @Override
    public Verdict cosign(int member, HeadCosignature cosignature) {
        return desk.cosign(member, cosignature);
    }

    @Override
    public List<Entry> history(int member, int from) {
        return desk.history(member, from);
    }

    @Override
    public Verdict submit(int member, MemberMessage message) {
        return desk.submit(member, message);
    }

    @Override
    public long uploadOffset(int member, Scope scope) {
        return desk.uploadOffset(member, scope);
    }

    @Override
    public UploadAdmission upload(int member, Signed<RoundBody.Upload> statement) {
        return desk.upload(member, statement);
    }

    @Override
    public Iterator<ByteBuffer> sum(int member, Scope scope) {
        return desk.sum(member, scope);
    }

    @Override
    public Iterator<Block> blocks(int member, Scope scope, Digest seed) {
        return desk.blocks(member, scope, seed);
    }

    @Override
    public Bytes state(int member, Digest session, Digest state) {
        return desk.state(member, session, state);
    }
}
