// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Chromium of the system as a child process without a window; each run has a profile of its own. */
public final class Browser {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final String HOW =
            "no Chromium is on the PATH; install one (Debian: apt-get install chromium, macOS: brew"
                    + " install --cask chromium) or name it in CORDON_CHROMIUM";

    private final String program;
    private final Path scratch;

    /** What a run printed. */
    public record Run(String out, String err) {
        /** What the page wrote to its console, errors of its security policy included. */
        public List<String> console() {
            return err.lines().filter(line -> line.contains("CONSOLE")).toList();
        }
    }

    private Browser(String program, Path scratch) {
        this.program = program;
        this.scratch = scratch;
    }

    /** Without a browser the build of the forge fails, and a test elsewhere is told how to get one. */
    public static Browser find(Path scratch) {
        Optional<String> found =
                Optional.ofNullable(System.getenv("CORDON_CHROMIUM")).or(Browser::onPath);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail(HOW);
        }
        return new Browser(found.orElseGet(() -> abort(HOW)), scratch);
    }

    private static Optional<String> onPath() {
        List<String> places =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return NAMES.stream()
                .flatMap(name -> places.stream().map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** Opens {@code url} and waits until the browser has ended. */
    public Run run(String url, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--virtual-time-budget=20000",
                "--user-data-dir=" + Files.createTempDirectory(scratch, "profile")));
        command.addAll(List.of(options));
        command.add(url);
        Path out = Files.createTempFile(scratch, "browser", ".out");
        Path err = Files.createTempFile(scratch, "browser", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s ended in time", program)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        Run run = new Run(Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        assertThat(process.exitValue()).as(run.err()).isZero();
        return run;
    }
}
