// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tokens of SoftHSM2, kept in a temporary directory of this process alone.
 *
 * <p>SoftHSM2 reads the variable SOFTHSM2_CONF of its process when it starts, so there is one directory per process.
 */
public final class SoftHsm {
    /** The user PIN of every token. */
    public static final String PIN = "482913";

    private static final String MEND =
            "SoftHSM2 must be installed for this test, but is not: apt-get install -y softhsm2 (macOS: brew install softhsm)";
    private static final List<Path> LIBRARIES = Stream.of(
                    "/usr/lib/softhsm/libsofthsm2.so",
                    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
                    "/usr/lib64/pkcs11/libsofthsm2.so",
                    "/opt/homebrew/lib/softhsm/libsofthsm2.so")
            .map(Path::of)
            .toList();
    private static final Path DIRECTORY = directory();

    private SoftHsm() {}

    /** SoftHSM2's library. */
    public static Path library() {
        return LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow(() -> new AssertionError(MEND));
    }

    /** A new token with a label of its own. */
    public static TokenAddress token(String label) {
        run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "73519284");
        return new TokenAddress(library(), label);
    }

    /** Another PIN than {@link #PIN} as well. */
    public static Pin pin(String text) {
        return Pin.of(text.toCharArray());
    }

    public static Token open(TokenAddress address) throws TokenRefused {
        try (Pin pin = pin(PIN)) {
            return Token.open(address, pin);
        }
    }

    /** Where this process's tokens lie. */
    public static Path tokens() {
        return DIRECTORY.resolve("tokens");
    }

    /** Names of the directories in {@link #tokens()}, one per token. */
    public static List<String> directories() {
        try (Stream<Path> files = Files.list(tokens())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The configuration file, for the environment of a child process. */
    public static Path configuration() {
        return DIRECTORY.resolve("softhsm2.conf");
    }

    private static void run(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("SOFTHSM2_CONF", configuration().toString());
            File log = DIRECTORY.resolve("softhsm2-util.log").toFile();
            Process process = builder.redirectOutput(log).start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("softhsm2-util failed: " + Files.readString(log.toPath()));
            }
        } catch (IOException missing) {
            throw new AssertionError(MEND, missing);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("cordon-softhsm");
            Files.createDirectory(directory.resolve("tokens"));
            Path configuration = directory.resolve("softhsm2.conf");
            Files.writeString(
                    configuration,
                    "directories.tokendir = " + directory.resolve("tokens")
                            + "\nobjectstore.backend = file\nlog.level = ERROR\n",
                    StandardCharsets.UTF_8);
            Function setenv = NativeLibrary.getInstance(null).getFunction("setenv");
            if (setenv.invokeInt(new Object[] {"SOFTHSM2_CONF", configuration.toString(), 1}) != 0) {
                throw new AssertionError("SOFTHSM2_CONF cannot be set");
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            // A temporary directory that stays is the system's to clear.
        }
    }
}
