// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a small clone, with a Maven and a Java that only note how they were called. */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cp",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "sort",
            "tail",
            "touch");

    @TempDir
    private Path folder;

    private Path clone;
    private Path bin;
    private Path source;

    @BeforeEach
    void makeClone() throws IOException {
        clone = Files.createDirectories(folder.resolve("clone with blanks"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Path sources = Files.createDirectories(clone.resolve("shared/src/main"));
        source = sources.resolve("A.java");
        Files.createDirectories(clone.resolve("simulations/target/lib"));
        Files.copy(Sources.root().resolve("cordon"), clone.resolve("cordon"));
        for (Path file : List.of(source, clone.resolve("pom.xml"), clone.resolve("shared/pom.xml"))) {
            Files.writeString(file, "");
            age(file);
        }
        age(sources);
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), find(tool));
        }
        stub("javac", "exit 0");
        stub(
                "java",
                "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.1\"' >&2; exit 0; }",
                "printf '%s\\n' \"$@\"",
                "exit 7");
        stub(
                "mvn",
                "echo built >> builds",
                "echo '[INFO] Building Cordon shared 0.1.0 [3/6]'",
                "echo jar > simulations/target/lib/a.jar");
    }

    @Test
    void theFirstStartBuildsAndHandsOver() throws IOException {
        Run run = start(clone.resolve("cordon"), "bench", "a b");

        assertThat(run.exitCode).as(run.err).isEqualTo(7);
        assertThat(run.out.lines()).endsWith("org.cordon.cli.Cordon", "bench", "a b");
        assertThat(run.out).contains("/lib/*", "-Djdk.serialFilter=!*", "-Dcordon.home=" + clone.toRealPath());
        assertThat(run.err).contains("Building", "build.log", "Built in");
    }

    /** The libraries of Spark are fetched, and their flags given, where they are asked for only. */
    @Test
    void theEngineOnSparkIsADistributionOfItsOwn() throws IOException {
        stub(
                "mvn",
                "echo \"$@\" >> builds",
                "mkdir -p simulations/spark/target/lib",
                "echo jar > simulations/target/lib/a.jar",
                "echo jar > simulations/spark/target/lib/a.jar");
        Run without = start(clone.resolve("cordon"), "simulate", "run", "quick");
        Run with = start(clone.resolve("cordon"), "simulate", "run", "quick", "--engine", "spark");
        Run again = start(clone.resolve("cordon"), "simulate", "run", "quick", "--engine=spark");

        assertThat(without.out).doesNotContain("spark");
        assertThat(with.out)
                .contains(".cordon/run-spark/", "@" + clone.toRealPath() + "/simulations/spark/jvm.options");
        assertThat(again.err).isEmpty();
        assertThat(Files.readString(clone.resolve("builds")).lines().map(line -> line.contains("-Pspark")))
                .containsExactly(false, true);
    }

    @Test
    void theSecondStartDoesNotBuildAndIsSilent() {
        start(clone.resolve("cordon"));
        Run second = start(clone.resolve("cordon"));

        assertThat(second.err).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void newerSourcesAreBuiltAgain() throws IOException {
        start(clone.resolve("cordon"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        start(clone.resolve("cordon"));

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void itWorksThroughSymbolicLinks() throws IOException {
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("clone with blanks", "cordon"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), first);

        assertThat(start(second, "x").exitCode).isEqualTo(7);
        assertThat(clone.resolve(".cordon/current")).exists();
    }

    @Test
    void aFailedBuildNamesItsLogAndLeavesNothing() throws IOException {
        stub("mvn", "echo '[ERROR] A.java:[1,1] broken'", "exit 1");
        Run run = start(clone.resolve("cordon"));

        assertThat(run.exitCode).isEqualTo(70);
        assertThat(run.err).contains("A.java:[1,1] broken", "The build failed.", "build.log");
        assertThat(made()).containsExactly("build.log");
    }

    @Test
    void anInterruptedBuildLeavesNothing() throws Exception {
        stub("mvn", "echo '[INFO] Building Cordon shared 0.1.0 [3/6]'", "exec sleep 60");
        Process process = builder(clone.resolve("cordon")).start();
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        assertThat(err.lines().anyMatch(line -> line.contains("[3/6]"))).isTrue();
        process.toHandle().destroy(); // unlike Process.destroy it leaves the streams open

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(made()).isSubsetOf("build.log");
    }

    @Test
    void whoOnlyWaitsForABuildLeavesItAlone() throws Exception {
        stub(
                "mvn",
                "echo '[INFO] Building Cordon shared 0.1.0 [3/6]'",
                "until [ -e go ]; do sleep 0.1; done",
                "echo jar > simulations/target/lib/a.jar");
        Process building = builder(clone.resolve("cordon")).start();
        BufferedReader built = building.errorReader(StandardCharsets.UTF_8);
        assertThat(built.lines().anyMatch(line -> line.contains("[3/6]"))).isTrue();
        Process waiting = builder(clone.resolve("cordon")).start();
        BufferedReader err = waiting.errorReader(StandardCharsets.UTF_8);
        assertThat(err.lines().anyMatch(line -> line.startsWith("  If there is none, remove")))
                .isTrue();
        waiting.toHandle().destroy();

        assertThat(waiting.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.exitValue()).isEqualTo(143);
        assertThat(err.lines()).contains("Stopped waiting; the build of the other start goes on.");
        assertThat(made()).contains("lock");
        Files.createFile(clone.resolve("go"));
        assertThat(building.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(building.exitValue()).isEqualTo(7);
        assertThat(clone.resolve(".cordon/current")).exists();
    }

    @Test
    void aLockThatNamesNobodyIsTakenOver() throws IOException {
        stub("sleep", "exit 0");
        Files.createDirectories(clone.resolve(".cordon/lock"));

        assertThat(start(clone.resolve("cordon")).exitCode).isEqualTo(7);
    }

    @Test
    void aLockWhoseOwnerIsGoneIsTakenOver() throws IOException {
        Path lock = Files.createDirectories(clone.resolve(".cordon/lock"));
        Files.writeString(lock.resolve("pid"), "99999999");

        assertThat(start(clone.resolve("cordon")).exitCode).isEqualTo(7);
    }

    @Test
    void aMissingMavenIsNamedWithItsMend() throws IOException {
        Files.delete(bin.resolve("mvn"));
        Run run = start(clone.resolve("cordon"));

        assertThat(run.exitCode).isEqualTo(69);
        assertThat(run.err).contains("there is no mvn on the PATH", "Install Maven 3.8.7");
    }

    @Test
    void anOldJavaIsNamedWithItsMend() throws IOException {
        stub("java", "echo 'openjdk version \"11.0.2\"' >&2");
        Run run = start(clone.resolve("cordon"));

        assertThat(run.exitCode).isEqualTo(69);
        assertThat(run.err).contains("is version 11", "Install a JDK 17");
    }

    @Test
    void aMissingCompilerIsNamedWithItsMend() throws IOException {
        Files.delete(bin.resolve("javac"));
        Run run = start(clone.resolve("cordon"));

        assertThat(run.exitCode).isEqualTo(69);
        assertThat(run.err).contains("no javac", "JAVA_HOME");
    }

    private record Run(int exitCode, String out, String err) {}

    private Run start(Path script, String... arguments) {
        try {
            Path err = Files.createTempFile(folder, "err", "");
            Process process =
                    builder(script, arguments).redirectError(err.toFile()).start();
            String out;
            try (InputStream stream = process.getInputStream()) {
                out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            return new Run(process.waitFor(), out, Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(bin.resolve("bash").toString(), script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", bin.toString());
        return builder;
    }

    private void stub(String name, String... lines) throws IOException {
        Path next = folder.resolve(name + ".next");
        Files.writeString(next, "#!" + bin.resolve("bash") + "\n" + String.join("\n", lines) + "\n");
        assertThat(next.toFile().setExecutable(true)).isTrue();
        Files.move(next, bin.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private long builds() {
        try (Stream<String> lines = Files.lines(clone.resolve("builds"))) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> made() throws IOException {
        try (Stream<Path> files = Files.list(clone.resolve(".cordon"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(entry -> Path.of(entry, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool + " on the PATH"));
    }
}
