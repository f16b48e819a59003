// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A Python with NumPy: {@code python3} on the PATH, or what CORDON_PYTHON names. */
public final class NumPy {
    private NumPy() {}

    /** Its name; without one tests fail where {@code CI=true}, and are passed over elsewhere. */
    public static String required() throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("CORDON_PYTHON")).orElse("python3");
        boolean there = imports(python);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(
                    python + " must have NumPy, but has not; install python3-numpy, or set CORDON_PYTHON");
        }
        assumeTrue(there, "needs " + python + " with NumPy");
        return python;
    }

    private static boolean imports(String python) throws InterruptedException {
        try {
            return new ProcessBuilder(python, "-c", "import numpy")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Copies docs/examples/train.py into {@code directory}. */
    public static void copyExample(Path directory) throws IOException {
        Files.copy(file("docs/examples/train.py"), directory.resolve("train.py"));
    }

    /** A file of the repository. */
    public static Path file(String name) {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve(name))
                ? here.resolve(name)
                : here.resolve("..").resolve(name);
    }
}
