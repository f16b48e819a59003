// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;
import org.cordon.doctor.Finding.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check of a machine, and of what every node has, fails for real. */
class MachineChecksTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path directory;

    /** A node whose keys cannot be opened. */
    record Node(Path node, List<Path> directories, List<Path> secrets) implements NodeConfig {
        @Override
        public NodeFiles open(InstantSource clock) {
            throw new CommandFailure(ExitCode.UNREADABLE_INPUT, "node.key is missing", "Restore it");
        }
    }

    private Setting node(Path... directories) {
        return Setting.of(
                "coordinator", new Node(directory, List.of(directories), List.of()), InstantSource.fixed(NOW));
    }

    private static Finding of(Check check, Setting setting) {
        try {
            return check.examine(setting).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void failed(Finding finding, String... words) {
        assertThat(finding.status()).as(finding.toString()).isEqualTo(Status.FAILED);
        assertThat(finding.problem()).contains(words);
        assertThat(finding.mend()).isNotBlank();
    }

    @Test
    void anOldJavaFails() {
        JavaCheck check = new JavaCheck(new JavaCheck.Machine(11, 1L << 30, name -> "x"));

        failed(of(check, Setting.machine(InstantSource.system())), "version 17 or newer, but is 11");
    }

    @Test
    void aSmallHeapFails() {
        JavaCheck check = new JavaCheck(new JavaCheck.Machine(17, 100L << 20, name -> "x"));

        failed(of(check, Setting.machine(InstantSource.system())), "at least 256 MiB, but is 100 MiB");
    }

    @Test
    void missingFlagsAreAWarning() {
        Map<String, String> none = Map.of();
        Finding finding = of(
                new JavaCheck(new JavaCheck.Machine(17, 1L << 30, name -> none.getOrDefault(name, null))),
                Setting.machine(InstantSource.system()));

        assertThat(finding.status()).isEqualTo(Status.WARNING);
        assertThat(finding.problem()).contains("-Djdk.serialFilter");
    }

    @Test
    void aDatabaseDriverThatCannotOpenFails() {
        SqliteCheck check = new SqliteCheck("java.lang.String", "jdbc:nobody:here");

        failed(of(check, Setting.machine(InstantSource.system())), "No suitable driver");
    }

    @Test
    void aDiskWithoutSpaceFailsAndOneWithLittleIsAWarning() {
        failed(of(new DiskCheck(Long.MAX_VALUE, Long.MAX_VALUE), node(directory)), "free space, but has");

        Finding little = of(new DiskCheck(1, Long.MAX_VALUE), node(directory));
        assertThat(little.status()).isEqualTo(Status.WARNING);
    }

    @Test
    void aFileWhereADirectoryMustBeFails() throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "");

        failed(of(new DiskCheck(), node(file.resolve("state"))), "must be a directory, but", "is a file");
    }

    @Test
    void aDirectoryThatCannotBeWrittenFails() {
        failed(of(new DiskCheck(), node(Path.of("/proc/1"))), "cannot write durably in /proc/1");
    }

    @Test
    void keysThatOthersCanReadFail() throws IOException {
        Path key = Files.writeString(directory.resolve("unlock.key"), "");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        Finding finding = of(new PermissionsCheck(), node());
        failed(finding, "unlock.key must be its owner's alone, but its mode is rw-r-----");
        assertThat(finding.mend()).isEqualTo("Run: chmod 600 " + key);
    }

    @Test
    void directoriesThatOthersCanWriteFail() throws IOException {
        Path open = Files.createDirectory(directory.resolve("data"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));

        failed(of(new PermissionsCheck(), node(open)), "data must be its owner's alone");
    }

    @Test
    void keysOfAnotherUserAreAWarning() throws IOException {
        Path key = Files.writeString(directory.resolve("node.key"), "");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

        Finding finding = of(new PermissionsCheck("somebody"), node());
        assertThat(finding.status()).isEqualTo(Status.WARNING);
        assertThat(finding.problem()).contains("but this is somebody");
    }

    @Test
    void aClockBehindWhatWasWrittenFails() throws IOException {
        Path state = Files.createDirectory(directory.resolve("state"));
        Path file = Files.writeString(state.resolve("participant.db"), "");
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(3600)));

        failed(of(new ClockCheck(), node(state)), "participant.db was written on 2026-01-02T04:04:05Z");
    }

    @Test
    void keysThatCannotBeOpenedFail() {
        failed(of(new KeysCheck(), node()), "node.key is missing");
        assertThat(new KeysCheck().name()).isEqualTo("keys");
    }

    /** A coordinator before the founding. */
    record Waiting(Path node) implements NodeConfig {
        @Override
        public NodeFiles open(InstantSource clock) {
            throw new CommandFailure(ExitCode.EVIDENCE_MISSING, "not founded yet", "Invite the exchanges");
        }

        @Override
        public List<Path> directories() {
            return List.of();
        }

        @Override
        public List<Path> secrets() {
            return List.of();
        }
    }

    @Test
    void aConsortiumThatIsNotFoundedYetIsAWarning() {
        Finding found = of(new KeysCheck(), Setting.of("coordinator", new Waiting(directory), InstantSource.system()));

        assertThat(found.status()).isEqualTo(Status.WARNING);
    }

    @Test
    void aPortThatIsTakenFailsAndNamesItsHolder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finding finding = Ports.examine("listen.port", "localhost", taken.getLocalPort());

            failed(finding, "listen.port: cannot listen on localhost:" + taken.getLocalPort());
            assertThat(finding.problem())
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aHostThatIsNotThisMachinesFails() {
        failed(Ports.examine("listen.port", "nobody.invalid", 7443), "nobody.invalid must be an address");
        failed(Ports.examine("listen.port", "192.0.2.1", 7443), "cannot listen on 192.0.2.1:7443");
    }

    @Test
    void aFreePortPasses() {
        assertThat(Ports.examine("listen.port", "localhost", 0).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void aCheckThatBreaksDownFailsAndTheOthersRun() {
        Check broken = new Check() {
            @Override
            public Topic topic() {
                return Topic.DATA;
            }

            @Override
            public Optional<Finding> examine(Setting setting) throws IOException {
                throw new IOException("unplugged");
            }
        };
        List<Examination.Found> found = new Examination(List.of(broken, broken, new JavaCheck()))
                .examine(Setting.machine(InstantSource.system()));

        assertThat(found).extracting(Examination.Found::check).containsExactly("java", "data");
        failed(found.get(1).finding(), "unplugged");
    }
}
