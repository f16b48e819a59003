// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;

/** Passes everything on; counts what was uploaded, and cuts the exchange off when its hour has come. */
final class CountingLink implements CoordinatorLink {
    private final CoordinatorLink link;
    private final Tally tally;
    private final DropOut dropOut;

    CountingLink(CoordinatorLink link, Tally tally, DropOut dropOut) {
        this.link = link;
        this.tally = tally;
        this.dropOut = dropOut;
    }

    @Override
    public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
            throws InterruptedException {
        if (dropOut.leaves()) {
            throw new InterruptedException("the exchange is cut off");
        }
        Verdict verdict = link.upload(statement, content, deadline);
        if (verdict.held()) {
            tally.uploaded();
        }
        return verdict;
    }

    @Override
    public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
        return link.next(timeout);
    }

    @Override
    public void witnessedBy(Witness witness) {
        link.witnessedBy(witness);
    }

    @Override
    public void attendAgain() {
        link.attendAgain();
    }

    @Override
    public Verdict cosign(HeadCosignature cosignature, Duration deadline) throws InterruptedException {
        return link.cosign(cosignature, deadline);
    }

    @Override
    public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
        return link.submit(message, deadline);
    }

    @Override
    public void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) throws InterruptedException {
        link.fetchSum(scope, sink, deadline);
    }

    @Override
    public void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline)
            throws InterruptedException {
        link.fetchBlocks(scope, seed, sink, deadline);
    }

    @Override
    public Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline) throws InterruptedException {
        return link.fetchState(session, state, maxBytes, deadline);
    }

    @Override
    public List<Entry> fetchHistory(int from, Duration deadline) throws InterruptedException {
        return link.fetchHistory(from, deadline);
    }

    @Override
    public void consortiumChanged(Consortium newest) {
        link.consortiumChanged(newest);
    }

    @Override
    public void close() {
        link.close();
    }
}
