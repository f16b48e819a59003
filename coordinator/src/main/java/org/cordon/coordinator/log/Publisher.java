// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cordon.log.LogStorage;
import org.cordon.log.LogStorageFailure;
import org.cordon.log.SignedCheckpoint;
import org.cordon.member.Manifest;
import org.cordon.record.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the public files of the log up to the newest checkpoint that a quorum stands behind, on one thread and with one wish
 * waiting at the most.
 */
final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final long PATIENCE_S = 60;

    private final LogStorage storage;
    private final WitnessLines witnesses;
    private final NewestNotes notes;
    private final Optional<BundleNotes> files;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "log-publisher");
        made.setDaemon(true);
        return made;
    });
    private volatile Optional<Manifest> manifest = Optional.empty();
    private Optional<SignedCheckpoint> kept = Optional.empty();

    Publisher(LogStorage storage, WitnessLines witnesses, NewestNotes notes, Optional<Path> directory, Origin origin) {
        this.storage = storage;
        this.witnesses = witnesses;
        this.notes = notes;
        this.files = directory.map(where -> new BundleNotes(where, origin));
    }

    /** Who is in the policy from now on. */
    void count(Manifest now) {
        manifest = Optional.of(now);
    }

    /** Runs at once, and then once a day. */
    void daily(Runnable work) {
        var unused = thread.scheduleAtFixedRate(() -> attempt(work), 0, 1, TimeUnit.DAYS);
    }

    void soon() {
        if (wanted.compareAndSet(false, true) && !thread.isShutdown()) {
            thread.execute(() -> attempt(this::publish));
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (LogStorageFailure failed) {
            LOG.error("the protocol log cannot be kept up: {}", failed.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.error("the protocol log cannot be kept up; this is a fault of Cordon, please report it", unexpected);
        }
    }

    private synchronized void publish() {
        wanted.set(false);
        witnesses
                .newest()
                .filter(signed -> signed.checkpoint().size() >= storage.publishedSize())
                .ifPresent(signed -> {
                    keep(signed);
                    storage.publish(signed.checkpoint().size());
                });
        manifest.ifPresent(now -> files.ifPresent(bundle ->
                bundle.write(now, witnesses.witnesses(), notes.signer().verifyKey())));
    }

    private void keep(SignedCheckpoint signed) {
        if (kept.filter(signed::equals).isEmpty()) {
            storage.checkpoint(
                    signed.toBytes(),
                    signed.checkpoint().size(),
                    signed.checkpoint().root());
            kept = Optional.of(signed);
        }
    }

    /** What nobody has a quorum for is published by the storage as it closes: with the lines that there are. */
    private synchronized void keepLines() {
        long size = storage.size();
        if (witnesses.newest().isEmpty() && size > 0) {
            keep(witnesses.at(size));
        }
    }

    /** Publishes the newest checkpoint under a quorum; the storage's owner closes it. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean unused = thread.awaitTermination(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        attempt(this::publish);
        attempt(this::keepLines);
    }
}
