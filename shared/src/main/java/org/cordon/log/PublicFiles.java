// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a log that everybody may read, as one writer keeps them: tiles first, then the note among the earlier ones, then
 * {@code checkpoint}, and only then the partial tiles go that no checkpoint needs any more. So at every moment, also after a
 * crash, what {@code checkpoint} speaks of is there.
 */
final class PublicFiles {
    static final String CHECKPOINT = "checkpoint";
    static final String HISTORY = "checkpoint-history";
    static final String TILES = "tile";

    private final Path root;

    PublicFiles(Path root) {
        this.root = root;
    }

    /** The leaves of a bundle. */
    List<byte[]> leaves(TilePath bundle) throws IOException, LogRefused {
        Path file = root.resolve(bundle.toString());
        byte[] bytes = Files.readAllBytes(file);
        try {
            return EntryBundle.decode(bytes, bundle.width());
        } catch (LogRefused malformed) {
            throw new LogRefused(file + ": " + malformed.getMessage(), malformed);
        }
    }

    Optional<byte[]> history(long size) throws IOException {
        Path file = root.resolve(HISTORY).resolve(Long.toString(size));
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Writes all of a publication but for what becomes outdated by it. */
    void write(Publication publication) throws IOException, LogRefused {
        LogFiles files = new LogFiles();
        writeBundles(publication, files);
        for (var tile : publication.tiles().entrySet()) {
            files.put(root.resolve(tile.getKey().toString()), tile.getValue());
        }
        files.sync();
        byte[] note = publication.note().bytes();
        files.put(root.resolve(HISTORY).resolve(Long.toString(publication.note().size())), note);
        files.sync();
        files.put(root.resolve(CHECKPOINT), note);
        files.sync();
    }

    private void writeBundles(Publication publication, LogFiles files) throws IOException, LogRefused {
        long from = publication.from();
        long to = publication.note().size();
        int taken = 0;
        for (long first = from - from % TilePath.FULL; first < to && to > from; first += TilePath.FULL) {
            long index = first / TilePath.FULL;
            List<byte[]> leaves = new ArrayList<>();
            if (first < from) {
                leaves.addAll(leaves(TilePath.entries(index, (int) (from - first))));
            }
            int more = (int) (Math.min(first + TilePath.FULL, to) - Math.max(first, from));
            leaves.addAll(publication.leaves().subList(taken, taken + more));
            taken += more;
            TilePath path = TilePath.entries(index, leaves.size());
            files.put(root.resolve(path.toString()), EntryBundle.encode(leaves));
        }
    }

    /** Removes the partial files of an earlier size. */
    void removeOutdated(long before, long now) throws IOException {
        for (int level = 0; level < TilePath.LEVELS; level++) {
            int width = TilePath.partialWidth(level, before);
            if (width > 0) {
                long index = TilePath.countAt(level + 1, before);
                removeOutdated(TilePath.hashes(level, index, width), now);
                if (level == 0) {
                    removeOutdated(TilePath.entries(index, width), now);
                }
            }
        }
    }

    private void removeOutdated(TilePath path, long now) throws IOException {
        if (!path.belongsTo(now)) {
            remove(root.resolve(path.toString()));
        }
    }

    private static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        Path directory = LogFiles.directoryOf(file);
        if (directory.toString().endsWith(".p")) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException newer) {
                // a newer partial tile is in it
            }
        }
    }

    /** Removes what a crash left: files of a size beyond {@code published}, or before it, whose leaves the log has. */
    void removeLeftovers(long published, HashTree known) throws IOException, LogRefused {
        Files.deleteIfExists(root.resolve(CHECKPOINT + LogFiles.TEMPORARY));
        for (Path file : filesBelow(root.resolve(TILES))) {
            String name = root.relativize(file).toString().replace('\\', '/');
            Optional<TilePath> path = TilePath.parse(name);
            if (name.endsWith(LogFiles.TEMPORARY)) {
                remove(file);
            } else if (path.isEmpty()) {
                throw new LogRefused(
                        "the log's directory must hold files of the log only, but has " + file + "; move it elsewhere");
            } else if (!path.get().belongsTo(published)) {
                refuseLost(file, end(path.get()), known);
                remove(file);
            }
        }
        for (Path file : filesBelow(root.resolve(HISTORY))) {
            removeLaterNote(file, published, known);
        }
    }

    private static void removeLaterNote(Path file, long published, HashTree known) throws IOException, LogRefused {
        String name = file.getFileName().toString();
        if (name.endsWith(LogFiles.TEMPORARY)) {
            Files.delete(file);
        } else if (name.matches("0|[1-9][0-9]{0,17}")) {
            long size = Long.parseLong(name);
            if (size > published) {
                refuseLost(file, size, known);
                Files.delete(file);
            }
        } else {
            throw new LogRefused(
                    "the log's directory must hold files of the log only, but has " + file + "; move it elsewhere");
        }
    }

    private static void refuseLost(Path file, long end, HashTree known) throws LogRefused {
        if (end > known.size()) {
            throw new LogRefused("the log ends at leaf " + known.size() + ", but " + file + " is of " + end
                    + " leaves: the newest checkpoint or the journal is lost; take the log from a mirror or a backup");
        }
    }

    /** The first size at which the tile has all that is in it. */
    private static long end(TilePath path) {
        return (path.index() * TilePath.FULL + path.width()) << (TilePath.HEIGHT * path.level());
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(path -> !Files.isDirectory(path)).toList();
        }
    }
}
