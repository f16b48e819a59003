// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;

/**
 * This machine's clock is not behind what it has itself written, nor before or after the validity of the authority.
 *
 * <p><b>Does not check</b> the true time: no server outside the consortium is asked. That the coordinator's certificate
 * is valid by this clock, and ours by the coordinator's, the check of the peers tells.
 */
public final class ClockCheck implements Check {
    /** What the protocol's timing bears without effect. */
    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    private static final String MEND =
            "Set this machine's clock, and keep it right with NTP (timedatectl set-ntp true)";

    @Override
    public Topic topic() {
        return Topic.CLOCK;
    }

    @Override
    public Optional<Finding> examine(Setting setting) throws IOException {
        Instant now = setting.clock().instant();
        Optional<NodeConfig> node = setting.node();
        if (node.isEmpty()) {
            return Optional.of(Finding.passed(now + " (nothing to compare it with)"));
        }
        Optional<Path> newest = newest(node.get());
        if (newest.isPresent()) {
            Instant written = Files.getLastModifiedTime(newest.get()).toInstant();
            if (written.isAfter(now.plus(TOLERANCE))) {
                return Optional.of(Finding.failed(
                        "the clock must not be behind what was written, but it is " + now + " and " + newest.get()
                                + " was written on " + written,
                        MEND));
            }
        }
        return Optional.of(authority(setting, node.get(), now).orElseGet(() -> Finding.passed(now.toString())));
    }

    private static Optional<Finding> authority(Setting setting, NodeConfig node, Instant now) {
        try (NodeFiles files = node.open(setting.clock())) {
            Instant begin = files.identity().trustAnchor().getNotBefore().toInstant();
            return now.isBefore(begin)
                    ? Optional.of(Finding.failed(
                            "the clock must not be before the consortium's founding on " + begin + ", but it is " + now,
                            MEND))
                    : Optional.empty();
        } catch (CommandFailure unopened) {
            return Optional.empty(); // the check of the keys says it
        }
    }

    private static Optional<Path> newest(NodeConfig node) throws IOException {
        Comparator<Path> byTime = Comparator.comparing(file -> file.toFile().lastModified());
        Optional<Path> newest = Optional.empty();
        for (Path directory : node.directories()) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    newest = Stream.concat(newest.stream(), files.filter(Files::isRegularFile))
                            .max(byTime);
                }
            }
        }
        return newest;
    }
}
