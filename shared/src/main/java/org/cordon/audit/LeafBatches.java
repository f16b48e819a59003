// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.log.LeafSink;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.wire.LeafCodec;

/**
 * Takes leaves to the fold a batch at a time: what does not depend on the leaves before, reading them and verifying the
 * signatures of members, is done for a batch on all processors, and the fold then goes through it alone and in order.
 *
 * <p>Keys of members are known from the epochs before; so the record of an epoch ends what is verified at once.
 */
final class LeafBatches implements LeafSink {
    /** Leaves in memory; of 16 KiB each at the most. */
    private static final int BATCH = 1024;

    private final LogFold fold;
    private final Signatures signatures;
    private final AuditWorkers workers;
    private final List<byte[]> waiting = new ArrayList<>();
    private long first;

    /** What the bytes of a leaf are: the one or the other. */
    record Read(Optional<Leaf> leaf, String malformed) {
        static Read of(byte[] bytes) {
            try {
                return new Read(Optional.of(LeafCodec.decode(Bytes.wrap(bytes))), "");
            } catch (MalformedBody malformed) {
                return new Read(Optional.empty(), String.valueOf(malformed.getMessage()));
            }
        }

        private boolean isEpoch() {
            return leaf.filter(read -> read.statement().record() instanceof LogRecord.EpochOpened)
                    .isPresent();
        }
    }

    LeafBatches(LogFold fold, Signatures signatures, AuditWorkers workers) {
        this.fold = fold;
        this.signatures = signatures;
        this.workers = workers;
    }

    @Override
    public void accept(long index, byte[] leaf) {
        if (waiting.isEmpty()) {
            first = index;
        }
        waiting.add(leaf);
        if (waiting.size() >= BATCH) {
            flush();
        }
    }

    /** Takes what waits to the fold. */
    void flush() {
        List<Read> batch = workers.map(waiting, Read::of);
        waiting.clear();
        int from = 0;
        for (int i = 0; i <= batch.size(); i++) {
            if (i == batch.size() || batch.get(i).isEpoch()) {
                fold(batch, from, i);
                from = i;
            }
        }
    }

    private void fold(List<Read> batch, int from, int to) {
        if (from < to && batch.get(from).isEpoch()) {
            fold.accept(first + from, batch.get(from));
            fold(batch, from + 1, to);
            return;
        }
        List<Read> part = batch.subList(from, to);
        signatures.verify(part.stream()
                .flatMap(read -> read.leaf().stream())
                .flatMap(leaf -> fold.signed(leaf.statement().record()).stream())
                .toList());
        for (int i = from; i < to; i++) {
            fold.accept(first + i, batch.get(i));
        }
    }
}
