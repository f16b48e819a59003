// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cordon.log.BundleFinding.Problem;

/** Which files a bundle of a size may have; contents are looked at elsewhere, but for the sizes and roots of earlier notes. */
final class BundleLayout {
    private static final Set<String> DIRECTORIES =
            Set.of(PublicFiles.TILES, PublicFiles.HISTORY, "blobs", "evidence", BundleReader.JOURNAL);
    private static final Set<String> FILES =
            Set.of(PublicFiles.CHECKPOINT, "trust-policy", "README", BundleReader.LOCK);

    private final Path root;
    private final long size;
    private final Findings findings;
    private final Leftovers leftovers;
    private long bundles;

    BundleLayout(Path root, long size, Findings findings) {
        this.root = root;
        this.size = size;
        this.findings = findings;
        this.leftovers = new Leftovers(size);
    }

    /** What is said of a file that nothing calls for. */
    static String strange(long size) {
        return "belongs to no log of " + size + " leaves";
    }

    static boolean isSize(String name) {
        return name.matches("0|[1-9][0-9]{0,17}");
    }

    void check() {
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.toList()) {
                top(entry);
            }
        } catch (IOException failure) {
            findings.add(".", Problem.UNREADABLE, "cannot be listed: " + LogFiles.reason(failure));
        }
        if (lacksTooMuch()) {
            findings.add(
                    PublicFiles.TILES,
                    Problem.MISSING,
                    "has " + bundles + " entry bundles, but a log of " + size + " leaves has " + expectedBundles());
        }
    }

    /** Whether so many bundles are missing that the size can hardly be meant for this directory. */
    boolean lacksTooMuch() {
        return expectedBundles() - bundles > BundleReader.MOST_FINDINGS;
    }

    private long expectedBundles() {
        return size / TilePath.FULL + (size % TilePath.FULL == 0 ? 0 : 1);
    }

    private void top(Path entry) throws IOException {
        String name = entry.getFileName().toString();
        if (FILES.contains(name) || isTemporary(name, FILES::contains)) {
            if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                findings.add(name, Problem.UNREADABLE, "must be a plain file, but is not");
            }
        } else if (!DIRECTORIES.contains(name)) {
            findings.add(name, Problem.EXTRA, "belongs to no log");
        } else if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(name, Problem.UNREADABLE, "must be a directory, but is not");
        } else if (!name.equals(BundleReader.JOURNAL)) {
            Files.walkFileTree(entry, new Walk());
        }
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (!belongs(name)) {
                findings.add(name, Problem.EXTRA, strange(size));
            } else if (!attributes.isRegularFile()) {
                findings.add(name, Problem.UNREADABLE, "must be a plain file, but is not");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            String name = root.relativize(file).toString().replace('\\', '/');
            findings.add(name, Problem.UNREADABLE, "cannot be read: " + LogFiles.reason(failure));
            return FileVisitResult.CONTINUE;
        }
    }

    private boolean belongs(String name) {
        if (name.startsWith("tile/")) {
            return TilePath.parse(name).filter(this::belongs).isPresent()
                    || isTemporary(name, of -> TilePath.parse(of).isPresent());
        }
        if (name.startsWith(BlobFiles.DIRECTORY)) {
            return isBlob(name) || isTemporary(name, BundleLayout::isBlob);
        }
        if (name.startsWith("evidence/")) {
            return name.matches(
                    "evidence/(0|[1-9][0-9]{0,17})-(held|shown|unreadable)\\.note"); // a member's, of a fork; of
            // whatever size
        }
        String note = name.substring(name.indexOf('/') + 1);
        return name.startsWith(PublicFiles.HISTORY + "/")
                && (isTemporary(note, BundleLayout::isSize) || (isSize(note) && isNoteOf(Long.parseLong(note))));
    }

    private boolean belongs(TilePath tile) {
        if (!tile.belongsTo(size)) {
            return leftovers.add(tile);
        }
        if (tile.kind() == TilePath.Kind.ENTRIES) {
            bundles++;
        }
        return true;
    }

    private boolean isNoteOf(long noted) {
        if (noted > size) {
            leftovers.addNote(noted);
        }
        return true;
    }

    private static boolean isBlob(String name) {
        return name.matches(BlobFiles.DIRECTORY + "/[0-9a-f]{64}");
    }

    /** Whether a writer was about to give the file its name. */
    private static boolean isTemporary(String name, Predicate<String> isName) {
        String suffix = LogFiles.TEMPORARY;
        return name.endsWith(suffix) && isName.test(name.substring(0, name.length() - suffix.length()));
    }

    /** Looks into the files that a writer may have left. */
    void checkLeftovers(HashTree tree) {
        leftovers.check(tree, root, findings);
    }

    /** Compares the sizes and roots that earlier notes name with the tree. */
    void checkHistory(HashTree tree) {
        BundleReader reader = new BundleReader(root);
        try {
            for (long noted : reader.checkpointSizes()) {
                Optional<CheckpointHead> head = reader.checkpointAt(noted).flatMap(CheckpointHead::read);
                if (noted <= tree.size() && !head.equals(Optional.of(new CheckpointHead(noted, tree.rootAt(noted))))) {
                    findings.add(
                            PublicFiles.HISTORY + "/" + noted,
                            Problem.CHANGED,
                            "must name size " + noted + " and root "
                                    + tree.rootAt(noted).hex() + ", but does not");
                }
            }
        } catch (LogRefused unreadable) {
            findings.add(PublicFiles.HISTORY, Problem.UNREADABLE, "cannot be read: " + unreadable.getMessage());
        }
    }
}
