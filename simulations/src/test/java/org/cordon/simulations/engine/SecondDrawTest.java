// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.junit.jupiter.api.Test;

/**
 * The attack: a coordinator that forged a block and does not like the positions drawn refuses to serve them and waits for
 * another draw. There is none: the member asks for the same positions until it gets them.
 */
class SecondDrawTest {
    @Test
    void refusedPositionsAreAskedForAgainNotDrawnAnew() throws Exception {
        List<List<Digest>> drawn = new CopyOnWriteArrayList<>();

        new LocalTask().run(100, 1, link -> {
            List<Digest> seeds = new CopyOnWriteArrayList<>();
            drawn.add(seeds);
            return new Refusing(link, seeds, 2);
        });

        assertThat(drawn).hasSize(2).anySatisfy(seeds -> assertThat(seeds).hasSize(3));
        assertThat(drawn)
                .allSatisfy(seeds -> assertThat(seeds.stream().distinct()).hasSize(1));
    }

    /** Passes everything on but the first few questions for blocks. */
    private record Refusing(CoordinatorLink link, List<Digest> seeds, int refusals) implements CoordinatorLink {
        @Override
        public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
            return link.next(timeout);
        }

        @Override
        public void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline)
                throws InterruptedException {
            seeds.add(seed);
            if (seeds.size() <= refusals) {
                throw new LinkUnavailable("not served", new IllegalStateException());
            }
            link.fetchBlocks(scope, seed, sink, deadline);
        }

        @Override
        public void witnessedBy(Witness witness) {
            link.witnessedBy(witness);
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
        public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                throws InterruptedException {
            return link.upload(statement, content, deadline);
        }

        @Override
        public void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) throws InterruptedException {
            link.fetchSum(scope, sink, deadline);
        }

        @Override
        public Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline)
                throws InterruptedException {
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
}
