// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.log.Checkpoint;
import org.cordon.log.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon audit diff}. */
@Command(
        name = "diff",
        description = {
            "Say whether two logs, or two signed checkpoints of one log, split.",
            "Exit code 1 when they do: both signed checkpoints are printed, which is evidence against the log. 0 when one extends the"
                    + " other."
        },
        footer = {
            "",
            "Example:",
            "  cordon audit diff coordinator/log/ ash/log/",
            "  cordon audit diff log/ checkpoint-of-a-member"
        })
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A log's directory, or a file with a signed checkpoint.")
    private Path first = Path.of(".");

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private Path second = Path.of(".");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A trust policy that you pinned; without it those of the directories.")
    private Optional<Path> policy = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * What {@code --json} prints.
     *
     * @param firstLeaf that differs, where both have leaves
     */
    record Compared(boolean split, boolean signed, Optional<Long> firstLeaf, String a, String b) {}

    @Override
    public Integer call() {
        LogSide a = LogSide.read(first);
        LogSide b = LogSide.read(second);
        Checkpoint one = a.signed().checkpoint();
        Checkpoint other = b.signed().checkpoint();
        if (!one.origin().equals(other.origin())) {
            throw Inputs.unreadable("A and B must be of one log, but are of two origins");
        }
        boolean signed = signed(a, b);
        LogSide.Comparison comparison = a.compare(b)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.EVIDENCE_MISSING,
                        "checkpoints of " + one.size() + " and " + other.size()
                                + " leaves cannot be compared without the leaves of the larger",
                        "Name the directory of the log with more leaves"));
        Compared compared = new Compared(comparison.split(), signed, comparison.firstLeaf(), note(a), note(b));
        PrintWriter out = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(out, compared);
        } else {
            print(out, compared, one.size(), other.size());
        }
        return (compared.split() ? ExitCode.CHECK_FAILED : ExitCode.OK).value();
    }

    private static String note(LogSide side) {
        return new String(side.signed().toBytes(), StandardCharsets.UTF_8);
    }

    private void print(PrintWriter out, Compared compared, long one, long other) {
        if (!compared.split()) {
            out.println(
                    one == other
                            ? "A and B are the same log of " + one + " leaves"
                            : (one < other ? "B extends A" : "A extends B") + ", from " + Math.min(one, other) + " to "
                                    + Math.max(one, other) + " leaves");
        } else {
            out.println("A and B split: no log that only grows can have signed both");
            compared.firstLeaf().ifPresent(leaf -> out.println("the first leaf that differs is " + leaf));
            out.println(
                    compared.signed()
                            ? "both checkpoints are signed by the log's key; together they are evidence"
                            : "the signatures were not checked: neither has the consortium's history, and no --policy names the log's key");
            out.println();
            out.println("A, " + first + ":");
            out.println(compared.a());
            out.println("B, " + second + ":");
            out.println(compared.b());
        }
        out.flush();
    }

    /**
     * Whether both are signed by the log, each with whichever of its keys; false where nothing says what these are. A bundle's own policy
     * says nothing: whoever forges a log writes that too. Its history does, as it proves itself from the founding in the log's name.
     */
    private boolean signed(LogSide a, LogSide b) {
        Set<VerifierKey> keys = new LinkedHashSet<>();
        policy.ifPresentOrElse(
                pinned -> keys.addAll(LogKeys.of(
                        Inputs.policy(pinned), a.signed().checkpoint().origin())),
                () -> List.of(a, b).forEach(side -> keys.addAll(side.historyKeys())));
        for (LogSide side : List.of(a, b)) {
            if (policy.isPresent() && side.isSignedBy(keys)) {
                addHistory(keys, a, b, side);
            }
        }
        if (keys.isEmpty()) {
            return false;
        }
        requireSigned(a, first, keys);
        requireSigned(b, second, keys);
        return true;
    }

    /** Where a policy does not know every key, the history does: a pinned policy vouches for one that its own keys are over. */
    private static void addHistory(Set<VerifierKey> keys, LogSide a, LogSide b, LogSide side) {
        if (!a.isSignedBy(keys) || !b.isSignedBy(keys)) {
            keys.addAll(side.historyKeys());
        }
    }

    private static void requireSigned(LogSide side, Path path, Set<VerifierKey> keys) {
        if (!side.isSignedBy(keys)) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "the checkpoint of " + path + " is not signed by a key that the log is known to have had",
                    "What the log did not sign is no evidence against it: name two checkpoints that it signed, or a policy with"
                            + " all keys that it has had");
        }
    }
}
