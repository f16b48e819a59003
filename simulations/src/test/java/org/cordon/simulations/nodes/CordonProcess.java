// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell command in a directory whose {@code cordon} is the classes under test; its output is watched, never polled. */
final class CordonProcess implements AutoCloseable {
    private final String command;
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private CordonProcess(String command, Process process) {
        this.command = command;
        this.process = process;
        this.reader = new Thread(this::read, "output of " + command);
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /** Puts a {@code cordon} into {@code directory/bin} that runs the class path of this test. */
    static void install(Path directory) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(
                bin.resolve("cordon"),
                "#!/usr/bin/env bash\nexec " + java + " -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' org.cordon.cli.Cordon \"$@\"\n");
        Files.setPosixFilePermissions(bin.resolve("cordon"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static CordonProcess start(Path directory, String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().merge("PATH", directory.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().put("OMP_NUM_THREADS", "1");
        return new CordonProcess(command, builder.start());
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(line -> {
                synchronized (this) {
                    lines.add(line);
                    notifyAll();
                }
            });
        } catch (IOException closed) {
            // The process is gone.
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    /** Waits until a line contains {@code text} and returns the line. */
    synchronized String await(String text, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < lines.size(); seen++) {
                if (lines.get(seen).contains(text)) {
                    return lines.get(seen);
                }
            }
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                throw new AssertionError(
                        (ended ? "ended" : "waited " + patience) + " without \"" + text + "\": " + this);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits for the end and returns the exit code. */
    int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + patience + ": " + this);
        }
        reader.join(patience.toMillis());
        return process.exitValue();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    synchronized String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return command + "\n" + output();
    }
}
