// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.config.NodeConfig;

/** Nobody but their owner can read keys or what the node keeps, and nobody else can replace its files. */
public final class PermissionsCheck implements Check {
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final String user;

    /** For the user that runs this. */
    public PermissionsCheck() {
        this(System.getProperty("user.name"));
    }

    PermissionsCheck(String user) {
        this.user = user;
    }

    @Override
    public Topic topic() {
        return Topic.PERMISSIONS;
    }

    @Override
    public Optional<Finding> examine(Setting setting) throws IOException {
        Optional<NodeConfig> node = setting.node().filter(config -> Files.isDirectory(config.node()));
        if (node.isEmpty()
                || !node.get()
                        .node()
                        .getFileSystem()
                        .supportedFileAttributeViews()
                        .contains("posix")) {
            return Optional.empty();
        }
        return Optional.of(
                problem(setting, node.get()).orElseGet(() -> Finding.passed("keys are their owner's alone")));
    }

    private Optional<Finding> problem(Setting setting, NodeConfig node) throws IOException {
        for (Path secret : secrets(node)) {
            Optional<Finding> open = closed(secret, OF_OTHERS, "600").or(() -> owned(secret));
            if (open.isPresent()) {
                return open;
            }
        }
        for (Path directory : node.directories()) {
            Optional<Finding> open =
                    Files.isDirectory(directory) ? closed(directory, WRITE_OF_OTHERS, "700") : Optional.empty();
            if (open.isPresent()) {
                return open;
            }
        }
        return setting.file().flatMap(file -> closed(file, WRITE_OF_OTHERS, "600"));
    }

    /** The private keys in the node directory and the one below it for earlier keys, and what unlocks them. */
    private static List<Path> secrets(NodeConfig node) throws IOException {
        try (Stream<Path> files = Files.walk(node.node(), 2)) {
            Stream<Path> keys = files.filter(file -> file.toString().endsWith(".key") && Files.isRegularFile(file));
            return Stream.concat(keys, node.secrets().stream().filter(Files::isRegularFile))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Finding> closed(Path path, Set<PosixFilePermission> forbidden, String mode) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.stream().anyMatch(forbidden::contains)
                    ? Optional.of(Finding.failed(
                            path + " must be its owner's alone, but its mode is "
                                    + PosixFilePermissions.toString(permissions),
                            "Run: chmod " + mode + " " + path))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.of(Finding.failed("cannot see the mode of " + path + ": " + gone, "Restore the file"));
        }
    }

    private Optional<Finding> owned(Path path) {
        try {
            String owner = Files.getOwner(path).getName();
            return owner.equals(user)
                    ? Optional.empty()
                    : Optional.of(Finding.warning(
                            path + " belongs to " + owner + ", but this is " + user,
                            "Examine the node as the user that runs it, or give the file to that user: chown " + user
                                    + " " + path));
        } catch (IOException gone) {
            return Optional.of(Finding.failed("cannot see the owner of " + path + ": " + gone, "Restore the file"));
        }
    }
}
