// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.simulations.nodes.HostsGuide.Await;
import org.cordon.simulations.nodes.HostsGuide.Command;
import org.cordon.simulations.nodes.HostsGuide.Step;
import org.cordon.simulations.nodes.HostsGuide.Write;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows docs/operators.md literally: each host is a directory, {@code scp} copies between them, the coordinator's name is
 * loopback and its ports are free ones. The one job in the background of a host is its node.
 */
@Tag("long")
class OperatorsGuideTest {
    private static final int REMOVED = 77;
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration TASK = Duration.ofMinutes(3);
    private static final String GUIDE = "docs/operators.md";

    @TempDir
    private Path root;

    private final Map<String, CordonProcess> nodes = new LinkedHashMap<>();
    private int members;

    /** The port of people is one above that of members. */
    @BeforeEach
    void takePorts() throws IOException {
        for (int tries = 0; tries < 50 && members == 0; tries++) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second =
                            new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
                members = second.getLocalPort() - 1;
            } catch (BindException taken) {
                // The next one.
            }
        }
    }

    @AfterEach
    void stopWhatIsLeft() {
        nodes.values().forEach(CordonProcess::close);
    }

    @Test
    void theGuideIsFollowedToItsEnd() throws Exception {
        List<Step> steps = HostsGuide.read(guide());
        install(HostsGuide.hosts(steps));
        String last = "";
        for (Step step : steps) {
            if (step instanceof Write file) {
                Files.writeString(host(file.host()).resolve(file.name()), file.content());
            } else if (step instanceof Await awaited) {
                node(awaited.host()).await(awaited.text(), TASK);
            } else if (step instanceof Command command) {
                last = follow(command);
            }
        }
        assertThat(last).contains("ash", "birch", "cedar", "oak").doesNotContain("elm", "fir ");
        assertThat(nodes.keySet()).doesNotContain("fir.example");
    }

    private String follow(Command command) throws Exception {
        String line = local(command.line());
        if (line.equals("kill %cordon")) {
            CordonProcess node = node(command.host());
            node.terminate();
            assertThat(node.exitCode(COMMAND)).describedAs(node.toString()).isZero();
            nodes.remove(command.host());
            return "";
        }
        if (line.equals("wait %cordon")) {
            assertThat(node(command.host()).exitCode(COMMAND)).isEqualTo(REMOVED);
            nodes.remove(command.host());
            return "";
        }
        if (line.endsWith(" &")) {
            CordonProcess node =
                    CordonProcess.start(host(command.host()), "exec " + line.substring(0, line.length() - 2));
            nodes.put(command.host(), node);
            node.await(line.contains("coordinator serve") ? "listening" : "started in", COMMAND);
            return "";
        }
        try (CordonProcess process = CordonProcess.start(host(command.host()), line)) {
            assertThat(process.exitCode(COMMAND))
                    .describedAs(command.host() + ": " + process)
                    .isZero();
            return process.output();
        }
    }

    /** The names of hosts are those of directories, but where the coordinator is dialled. */
    private String local(String line) {
        String dialled = line.startsWith("cordon ") ? line.replace("coordinator.example", "localhost") : line;
        return dialled.contains("consortium init") ? dialled + " --port " + members : dialled;
    }

    private CordonProcess node(String host) {
        return Optional.ofNullable(nodes.get(host)).orElseThrow(() -> new IllegalStateException("no node on " + host));
    }

    private Path host(String name) {
        return root.resolve(name);
    }

    private void install(List<String> hosts) throws IOException {
        CordonProcess.install(root);
        Path scp = Files.writeString(
                root.resolve("bin/scp"),
                "#!/usr/bin/env bash\n[ \"$1\" != -r ] || shift\nexec cp -a \"$1\" \"../${2%%:*}/${2#*:}\"\n");
        Files.setPosixFilePermissions(scp, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String host : hosts) {
            Files.createDirectory(host(host));
            Files.createSymbolicLink(host(host).resolve("bin"), root.resolve("bin"));
        }
    }

    private static Path guide() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve(GUIDE))
                ? here.resolve(GUIDE)
                : here.resolve("..").resolve(GUIDE);
    }
}
