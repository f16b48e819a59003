// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

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
import org.cordon.yaml.Vocabulary;
import org.cordon.yaml.YamlTree;

/**
 * A file of features as it was read: the set, or everything that keeps it from being one.
 *
 * <p><b>Guarantees.</b> {@link #features()} is there exactly if there are no problems; every problem names its line where it has
 * one, and the mend.
 */
public final class FeatureSetReading {
    private final Path file;
    private final List<Problem> problems;
    private final Optional<FeatureSet> features;

    private FeatureSetReading(Path file, List<Problem> problems, Optional<FeatureSet> features) {
        this.file = file;
        this.problems = problems.stream().distinct().sorted(Problem.IN_ORDER).toList();
        this.features = this.problems.isEmpty() ? features : Optional.empty();
    }

    /** What the keys of a file of features mean, for files that hold one as a part. */
    public static Vocabulary vocabulary() {
        return FeatureFields.VOCABULARY;
    }

    /** Reads {@code file}; one that cannot be read at all is a {@link CommandFailure}. */
    public static FeatureSetReading of(Path file) {
        return of(file, TextFile.read(file, "Name the YAML file of the features"));
    }

    /** Reads {@code yaml} as if it stood in {@code file}. */
    public static FeatureSetReading of(Path file, byte[] yaml) {
        List<Problem> problems = new ArrayList<>();
        Optional<Node> root = YamlTree.parse(yaml, problems);
        Lines lines = new Lines(root);
        Optional<FeatureSet> features = root.flatMap(
                node -> new Binder(FeatureFields.VOCABULARY, problems, lines).bind(FeatureSet.class, node));
        return new FeatureSetReading(file, problems, features);
    }

    /** In the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /** The set, if there is no problem. */
    public Optional<FeatureSet> features() {
        return features;
    }

    /** The set, or a failure that names the first problem and how many more there are. */
    public FeatureSet orFail() {
        return features.orElseThrow(() -> {
            Problem first = problems.get(0);
            String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
            return new CommandFailure(ExitCode.UNREADABLE_INPUT, first.in(file.toString()) + more, first.mend());
        });
    }
}
