// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The Java machine: its version, its memory, and the flags without which a node is slower or less safe. */
public final class JavaCheck implements Check {
    private static final int OLDEST = 17;
    private static final long LEAST_HEAP = 256L << 20;
    private static final String MEND = "Start cordon with the launcher script, or give java the flags that it gives";

    private final Machine machine;

    /** The machine that this runs on. */
    public JavaCheck() {
        this(new Machine(Runtime.version().feature(), Runtime.getRuntime().maxMemory(), System::getProperty));
    }

    JavaCheck(Machine machine) {
        this.machine = machine;
    }

    /** What is asked of a Java machine. */
    record Machine(int version, long heapBytes, UnaryOperator<String> properties) {
        Optional<String> property(String name) {
            return Optional.ofNullable(properties.apply(name));
        }
    }

    @Override
    public Topic topic() {
        return Topic.JAVA;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        if (machine.version() < OLDEST) {
            return Optional.of(Finding.failed(
                    "Java must be version " + OLDEST + " or newer, but is " + machine.version(),
                    "Install a JDK 17 or newer, and set JAVA_HOME to it"));
        }
        if (machine.heapBytes() < LEAST_HEAP) {
            return Optional.of(Finding.failed(
                    "Java's memory must be at least " + Disk.readable(LEAST_HEAP) + ", but is "
                            + Disk.readable(machine.heapBytes()),
                    "Give it more: CORDON_JAVA_OPTS=-Xmx1g, or a machine with more memory"));
        }
        return Optional.of(flags().orElseGet(
                        () -> Finding.passed(machine.property("java.version").orElse("") + ", at most "
                                + Disk.readable(machine.heapBytes()) + " of memory, "
                                + machine.property("os.name").orElse("") + " "
                                + machine.property("os.arch").orElse(""))));
    }

    private Optional<Finding> flags() {
        List<String> missing = List.of("jdk.serialFilter").stream()
                .filter(name -> machine.property(name).isEmpty())
                .map(name -> "-D" + name + "=!*")
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning("Java was started without " + String.join(", ", missing), MEND));
    }
}
