// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.TextFile;
import org.cordon.yaml.Binder;
import org.cordon.yaml.Lines;
import org.cordon.yaml.Node;
import org.cordon.yaml.Problem;
import org.cordon.yaml.YamlTree;

/**
 * A threat's file as it was read: the model, or everything that keeps it from being one.
 *
 * <p><b>Guarantees.</b> {@link #model()} is there exactly if there are no problems; every problem names its line where it has one, and
 * the mend.
 */
public final class ThreatReading {
    private final String name;
    private final String text;
    private final List<Problem> problems;
    private final Optional<ThreatModel> model;

    private ThreatReading(String name, String text, List<Problem> problems, Optional<ThreatModel> model) {
        this.name = name;
        this.text = text;
        this.problems = problems.stream().distinct().sorted(Problem.IN_ORDER).toList();
        this.model = this.problems.isEmpty() ? model : Optional.empty();
    }

    /** Reads {@code file}; one that cannot be read at all is a {@link CommandFailure}. */
    public static ThreatReading of(Path file) {
        return of(file.toString(), TextFile.read(file, "Name the YAML file of a threat"));
    }

    /** Reads {@code yaml} as if it stood in a file of that name. */
    static ThreatReading of(String name, byte[] yaml) {
        List<Problem> problems = new ArrayList<>();
        Optional<Node> root = YamlTree.parse(yaml, problems);
        Lines lines = new Lines(root);
        Optional<ThreatModel> model = root.flatMap(
                node -> new Binder(ThreatFields.VOCABULARY, problems, lines).bind(ThreatModel.class, node));
        return new ThreatReading(name, new String(yaml, StandardCharsets.UTF_8), problems, model);
    }

    /** The file as it stands. */
    public String text() {
        return text;
    }

    /** In the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /** The model, if there is no problem. */
    public Optional<ThreatModel> model() {
        return model;
    }

    /** The model, or a failure that names the first problem and how many more there are. */
    public ThreatModel orFail() {
        return model.orElseThrow(() -> {
            Problem first = problems.get(0);
            String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
            return new CommandFailure(ExitCode.UNREADABLE_INPUT, first.in(name) + more, first.mend());
        });
    }

    /** The lines under {@code stages}, as they stand in the file. */
    List<String> stageLines() {
        return text.lines()
                .dropWhile(line -> !line.startsWith("stages:"))
                .skip(1)
                .takeWhile(line -> line.isBlank() || line.startsWith(" ") || line.startsWith("-"))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
