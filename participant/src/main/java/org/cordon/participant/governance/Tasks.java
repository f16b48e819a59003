// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.governance.Answer.TaskStanding;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.task.Charter;
import org.cordon.wire.CharterCodec;

/** The approved tasks, as the coordinator says they stand. */
final class Tasks {
    private Tasks() {}

    /**
     * One of them.
     *
     * @param exact the charter's bytes
     */
    record Task(Charter charter, Bytes exact, TaskStanding standing) {
        Digest session() {
            return Hashes.blob(exact);
        }

        Line line() {
            return new Line(
                    charter.name(),
                    charter.version(),
                    session().hex(),
                    standing.phase().name().toLowerCase(Locale.ROOT),
                    standing.progress().epoch(),
                    standing.progress().round(),
                    standing.progress().takingPart(),
                    standing.progress().refusals(),
                    charter.expiry().toString());
        }
    }

    /** What {@code --json} prints of each. */
    record Line(
            String task,
            int version,
            String session,
            String phase,
            int epoch,
            int round,
            int takingPart,
            Map<String, Integer> refusals,
            String expiry) {}

    /** All of them, by name and version. */
    static List<Task> approved(Person person) {
        return Calls.of(() -> person.link().tasks(person.asker(), Calls.DEADLINE)).stream()
                .map(standing -> new Task(CharterCodec.decode(standing.charter()), standing.charter(), standing))
                .sorted(Comparator.comparing((Task task) -> task.charter().name())
                        .thenComparing(task -> task.charter().version()))
                .toList();
    }

    /** The newest version of the named task, or the one whose session begins so. */
    static Optional<Task> find(Person person, String named) {
        List<Task> found = approved(person).stream()
                .filter(task -> task.charter().name().equals(named)
                        || (named.length() >= 4 && task.session().hex().startsWith(named)))
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** As {@link #find}, or a failure. */
    static Task require(Person person, String named) {
        return find(person, named)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.EVIDENCE_MISSING,
                        "no approved task is named " + named,
                        "See 'cordon task list'; what waits for approval, 'cordon task approve' lists"));
    }
}
