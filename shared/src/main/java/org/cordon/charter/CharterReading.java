// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.TextFile;
import org.cordon.member.Threshold;
import org.cordon.yaml.Binder;
import org.cordon.yaml.Lines;
import org.cordon.yaml.Node;
import org.cordon.yaml.Problem;
import org.cordon.yaml.Vocabulary;
import org.cordon.yaml.YamlTree;

/**
 * A charter's file as it was read: the charter, or everything that keeps it from being one.
 *
 * <p><b>Guarantees.</b> {@link #charter()} is there exactly if there are no problems; every problem names its line where
 * it has one, and the mend.
 *
 * <p><b>Does not check</b> what depends on the consortium and the time; {@link #against} does.
 */
public final class CharterReading {
    private final Path file;
    private final List<Problem> problems;
    private final Optional<CharterFile> charter;
    private final Lines lines;

    private CharterReading(Path file, List<Problem> problems, Optional<CharterFile> charter, Lines lines) {
        this.file = file;
        this.problems = problems.stream().distinct().sorted(Problem.IN_ORDER).toList();
        this.charter = this.problems.isEmpty() ? charter : Optional.empty();
        this.lines = lines;
    }

    /** What the keys of a charter's file mean, for files that hold parts of one. */
    public static Vocabulary vocabulary() {
        return Fields.VOCABULARY;
    }

    /** Reads {@code file}; one that cannot be read at all is a {@link CommandFailure}. */
    public static CharterReading of(Path file) {
        List<Problem> problems = new ArrayList<>();
        Optional<Node> root = YamlTree.parse(TextFile.read(file, "Name the YAML file of the charter"), problems);
        Lines lines = new Lines(root);
        Optional<CharterFile> charter = root.flatMap(
                        node -> new Binder(Fields.VOCABULARY, problems, lines).bind(CharterFile.class, node))
                .flatMap(read -> calibrated(read, lines, problems));
        return new CharterReading(file, problems, charter, lines);
    }

    private static Optional<CharterFile> calibrated(CharterFile read, Lines lines, List<Problem> problems) {
        try {
            return Optional.of(problems.isEmpty() ? NoiseCalibration.of(read) : read);
        } catch (IllegalArgumentException unreachable) {
            problems.add(new Problem(
                    lines.of("privacy"),
                    "privacy",
                    String.valueOf(unreachable.getMessage()),
                    "Grant a larger epsilon or delta, or ask for fewer rounds"));
            return Optional.empty();
        }
    }

    /** The same with what a consortium of this size cannot keep at this moment. */
    public CharterReading against(Threshold threshold, Instant now) {
        List<Problem> more = new ArrayList<>(problems);
        charter.ifPresent(terms -> terms.misfits(threshold, now)
                .forEach(finding -> more.add(
                        new Problem(lines.of(finding.place()), finding.place(), finding.sentence(), finding.mend()))));
        return new CharterReading(file, more, charter, lines);
    }

    /** In the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /** The charter, if there is no problem. */
    public Optional<CharterFile> charter() {
        return charter;
    }

    /** The charter, or a failure that names the first problem and how many more there are. */
    public CharterFile orFail() {
        return charter.orElseThrow(() -> {
            Problem first = problems.get(0);
            String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
            return new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    first.in(file.toString()) + more,
                    problems.size() == 1
                            ? first.mend()
                            : first.mend() + "; 'cordon task check " + file + "' lists everything");
        });
    }
}
