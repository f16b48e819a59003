// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.coordinator.round.CoordinatorStore.UploadFile;
import org.cordon.coordinator.round.CoordinatorStore.UploadKey;
import org.cordon.disk.DurableFiles;
import org.cordon.disk.StoreDirectory;
import org.cordon.disk.StoreFailure;
import org.cordon.suite.Digest;

/**
 * Uploads, one file each: uploads/&lt;session&gt;/&lt;epoch&gt;-&lt;round&gt;-&lt;attempt&gt;-&lt;member&gt;.part.
 *
 * <p>Several users of one upload (a member that came back while its old connection is still open) share its file and
 * its length.
 */
final class UploadFiles implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("(\\d{1,10})-(\\d{1,10})-(\\d{1,10})-(\\d{1,10})\\.part");

    private final StoreDirectory directory;
    private final Map<Path, UploadPart> open = new HashMap<>();

    UploadFiles(StoreDirectory directory) {
        this.directory = directory;
        directory.directory("uploads");
    }

    synchronized UploadFile open(Digest session, UploadKey key) {
        Path file = directory.directory(below(session)).resolve(name(key));
        UploadPart part = open.computeIfAbsent(file, UploadPart::new);
        return part.handle(() -> release(file, part));
    }

    private synchronized void release(Path file, UploadPart part) {
        if (part.released()) {
            open.remove(file, part);
            part.close();
        }
    }

    /**
     * Removes all uploads of earlier rounds; who still has one open writes to nowhere. Removing files can take the disk
     * tens of milliseconds: uploads of the open round go on meanwhile.
     */
    void dropBefore(Digest session, int epoch, int round) {
        Path below = directory.resolve(below(session));
        try {
            for (Path file : DurableFiles.list(below)) {
                Optional<UploadKey> key = parse(file);
                if (key.isPresent() && isBefore(key.get(), epoch, round)) {
                    forget(file);
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failure) {
            throw StoreFailure.of("drop uploads in", below, failure);
        }
    }

    private synchronized void forget(Path file) {
        open.remove(file);
    }

    private static boolean isBefore(UploadKey key, int epoch, int round) {
        return key.epoch() < epoch || (key.epoch() == epoch && key.round() < round);
    }

    private static String below(Digest session) {
        return "uploads/" + session.hex();
    }

    private static String name(UploadKey key) {
        return key.epoch() + "-" + key.round() + "-" + key.attempt() + "-" + key.member() + ".part";
    }

    private static Optional<UploadKey> parse(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Optional.of(new UploadKey(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3)),
                        Integer.parseInt(matcher.group(4))))
                : Optional.empty();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(UploadPart::close);
        open.clear();
    }
}
