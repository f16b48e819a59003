// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.cordon.audit.AuditWorkers;
import org.cordon.log.BundleOutcome;
import org.cordon.log.BundleReader;
import org.cordon.log.Checkpoint;
import org.cordon.log.DirectoryLog;
import org.cordon.log.Hash;
import org.cordon.log.LogRefused;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.VerifierKey;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signed;
import org.cordon.suite.Verifier;
import org.cordon.sum.round.RoundBody;
import org.cordon.wire.LeafCodec;

/**
 * Times what an auditor does with a log of many records: the tree rebuilt from bytes, and apart from it the members' signatures,
 * on all processors; beside both, in the same run, SHA-256 over the same bytes on one.
 *
 * <p>The files are in the page cache for all of them. The first runs warm the compiler; the medians of those after them are told.
 */
final class AuditBench {
    /** Rebuilds until the compiler has settled. */
    private static final int WARM_UPS = 5;

    private static final int RUNS = 5;
    private static final int SIGNATURE_RUNS = 3;
    /** Records whose signatures are enough for the compiler to settle. */
    private static final long WARM_RECORDS = 20_000;

    private static final int BATCH = 4096;

    /**
     * What {@code --json} prints.
     *
     * @param bytes of all leaves
     * @param treeSeconds from entry bundles to every tile and the root, compared with the files
     * @param sha256Seconds one SHA-256 over the bytes of all leaves, one thread
     * @param ratio treeSeconds / sha256Seconds
     * @param signatureSeconds Ed25519 over every member's record, on all processors
     * @param verifySeconds everything: tree, strict parse, signatures
     * @param peakHeapMb highest use of the heap
     */
    record Figures(
            long records,
            long bytes,
            double leafBytesMean,
            double treeSeconds,
            double sha256Seconds,
            double ratio,
            double signatureSeconds,
            double verifySeconds,
            double peakHeapMb) {}

    private record Pass(double parse, double signatures) {}

    private final AuditBenchLog log = new AuditBenchLog();
    private final Path root;
    private final long records;

    AuditBench(Path root, long records) {
        this.root = root;
        this.records = records;
    }

    Figures run() throws IOException, LogRefused {
        write();
        BundleReader reader = new BundleReader(root);
        List<Double> tree = new ArrayList<>();
        List<Double> sha256 = new ArrayList<>();
        List<Double> parse = new ArrayList<>();
        List<Double> signatures = new ArrayList<>();
        long bytes = 0;
        for (int run = 0; run < WARM_UPS + RUNS; run++) {
            System.gc();
            long start = System.nanoTime();
            bytes = rebuilt(reader);
            double rebuilt = (System.nanoTime() - start) / 1e9;
            double hashed = hash();
            if (run >= WARM_UPS) {
                tree.add(rebuilt);
                sha256.add(hashed);
            }
        }
        Pass unused = pass(reader, Math.min(records, WARM_RECORDS));
        for (int run = 0; run < SIGNATURE_RUNS; run++) {
            Pass pass = pass(reader, records);
            parse.add(pass.parse());
            signatures.add(pass.signatures());
        }
        double treeSeconds = median(tree);
        double shaSeconds = median(sha256);
        return new Figures(
                records,
                bytes,
                (double) bytes / records,
                treeSeconds,
                shaSeconds,
                treeSeconds / shaSeconds,
                median(signatures),
                treeSeconds + median(parse) + median(signatures),
                peakHeap() / 1e6);
    }

    private void write() throws LogRefused {
        VerifierKey key = NoteKeys.log(log.origin(), log.coordinator().key().verifyKey());
        try (DirectoryLog storage = DirectoryLog.open(root)) {
            List<byte[]> waiting = new ArrayList<>();
            log.write(records, batch -> {
                waiting.addAll(batch);
                if (waiting.size() >= BATCH) {
                    commit(storage, key, waiting);
                }
            });
            commit(storage, key, waiting);
        }
    }

    private void commit(DirectoryLog storage, VerifierKey key, List<byte[]> leaves) {
        storage.commit(leaves, (size, head) -> note(key, size, head));
        leaves.clear();
    }

    private byte[] note(VerifierKey key, long size, Hash head) {
        return SignedCheckpoint.sign(
                        new Checkpoint(log.origin().log(), size, head),
                        NoteKeys.signer(key, log.coordinator().key()))
                .toBytes();
    }

    private long rebuilt(BundleReader reader) throws LogRefused {
        BundleOutcome outcome = reader.rebuild(records);
        if (outcome instanceof BundleOutcome.Rebuilt rebuilt) {
            return rebuilt.leafBytes();
        }
        throw new LogRefused("the log of the bench must verify, but gave " + outcome);
    }

    /** The leaves are in memory, piece by piece, before the clock runs: only hashing is timed. */
    private double hash() throws IOException {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
        long nanos = 0;
        for (Path bundle : bundles()) {
            byte[] content = Files.readAllBytes(bundle);
            long start = System.nanoTime();
            sha.update(content);
            nanos += System.nanoTime() - start;
        }
        long start = System.nanoTime();
        sha.digest();
        return (nanos + System.nanoTime() - start) / 1e9;
    }

    private List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("tile").resolve("entries"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Parses every leaf on one thread; signatures of a batch are then verified as an audit does it, on all processors. */
    private Pass pass(BundleReader reader, long most) throws LogRefused {
        long[] nanos = new long[2];
        List<Leaf> batch = new ArrayList<>(BATCH);
        try (AuditWorkers workers = new AuditWorkers()) {
            for (long from = 0; from < most; from += BATCH) {
                long start = System.nanoTime();
                reader.forEachLeaf(
                        records,
                        from,
                        Math.min(records, from + BATCH),
                        (index, leaf) -> batch.add(LeafCodec.decode(Bytes.wrap(leaf))));
                long parsed = System.nanoTime();
                verify(batch, workers);
                nanos[0] += parsed - start;
                nanos[1] += System.nanoTime() - parsed;
                batch.clear();
            }
        }
        return new Pass(nanos[0] / 1e9, nanos[1] / 1e9);
    }

    private void verify(List<Leaf> batch, AuditWorkers workers) throws LogRefused {
        if (workers.map(batch, this::isSigned).contains(false)) {
            throw new LogRefused("the signatures of the bench must verify, but one does not");
        }
    }

    private boolean isSigned(Leaf leaf) {
        LogRecord record = leaf.statement().record();
        if (record instanceof LogRecord.UploadReceipt receipt) {
            return isSigned(receipt.signed());
        } else if (record instanceof LogRecord.RevealReceipt receipt) {
            return isSigned(receipt.signed());
        } else if (record instanceof LogRecord.ResultReceipt receipt) {
            return isSigned(receipt.signed());
        }
        return true;
    }

    private boolean isSigned(Signed<? extends RoundBody> signed) {
        return Verifier.verify(
                log.key(signed.body().scope().sender()), signed.body().type(), signed);
    }

    private static double median(List<Double> seconds) {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
