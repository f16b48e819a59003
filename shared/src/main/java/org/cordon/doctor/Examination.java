// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.cordon.cli.CommandFailure;
import org.cordon.doctor.Finding.Status;

/** Runs checks in the order of their topics; one that breaks down fails and does not keep the others from running. */
final class Examination {
    private final List<Check> checks;

    Examination(Iterable<Check> all) {
        this.checks = StreamSupport.stream(all.spliterator(), false)
                .sorted(Comparator.comparing(Check::topic).thenComparing(Check::detail))
                .toList();
    }

    /** The checks of all modules. */
    static Examination installed() {
        return new Examination(ServiceLoader.load(Check.class));
    }

    /** A check's finding; the four fields are what {@code --json} prints. */
    record Result(String check, Status status, String problem, String mend) {}

    /** What was found, and what of it people are told where all is well. */
    record Found(String check, Finding finding) {
        Result result() {
            return new Result(check, finding.status(), finding.problem(), finding.mend());
        }
    }

    List<Found> examine(Setting setting) {
        Map<String, Found> found = new LinkedHashMap<>();
        for (Check check : checks) {
            if (!found.containsKey(check.name())) {
                examine(check, setting).ifPresent(finding -> found.put(check.name(), new Found(check.name(), finding)));
            }
        }
        return List.copyOf(found.values());
    }

    private static Optional<Finding> examine(Check check, Setting setting) {
        try {
            return check.examine(setting);
        } catch (CommandFailure failure) {
            return Optional.of(Finding.failed(failure));
        } catch (IOException | RuntimeException | LinkageError broken) {
            return Optional.of(Finding.failed(
                    "the check broke down: " + broken, "Correct what it names; if it names nothing, please report it"));
        }
    }
}
