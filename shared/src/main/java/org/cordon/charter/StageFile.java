// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.suite.Bytes;
import org.cordon.task.PrivacyTerms;
import org.cordon.task.Stage;

/** One stage of a {@link CharterFile}: exactly one of the kinds. */
public record StageFile(
        Optional<ScalingFile> scaling,
        Optional<BinningFile> binning,
        Optional<NetworkFile> network,
        Optional<TreesFile> trees,
        Optional<EvaluationFile> evaluation,
        Optional<ClustersFile> clusters,
        Optional<ComponentsFile> components,
        Optional<KernelFile> kernel,
        Optional<OneclassFile> oneclass,
        Optional<ForestFile> forest,
        Optional<SvddFile> svdd,
        Optional<CalibrationFile> calibration,
        Optional<SegmentsFile> segments,
        Optional<IndicatorsFile> indicators) {
    public StageFile {
        long set = kinds(
                        scaling,
                        binning,
                        network,
                        trees,
                        evaluation,
                        clusters,
                        components,
                        kernel,
                        oneclass,
                        forest,
                        svdd,
                        calibration,
                        segments,
                        indicators)
                .count();
        if (set != 1) {
            throw new IllegalArgumentException(
                    "a stage must be one of scaling, binning, network, trees, evaluation, clusters, components, kernel, oneclass, forest, svdd, calibration, segments "
                            + "and indicators, but was " + set + " of them");
        }
    }

    /** A stage of this kind. */
    static StageFile of(StageKind kind) {
        return new StageFile(
                as(ScalingFile.class, kind),
                as(BinningFile.class, kind),
                as(NetworkFile.class, kind),
                as(TreesFile.class, kind),
                as(EvaluationFile.class, kind),
                as(ClustersFile.class, kind),
                as(ComponentsFile.class, kind),
                as(KernelFile.class, kind),
                as(OneclassFile.class, kind),
                as(ForestFile.class, kind),
                as(SvddFile.class, kind),
                as(CalibrationFile.class, kind),
                as(SegmentsFile.class, kind),
                as(IndicatorsFile.class, kind));
    }

    /** The one that is set. */
    StageKind kind() {
        return kinds(
                        scaling,
                        binning,
                        network,
                        trees,
                        evaluation,
                        clusters,
                        components,
                        kernel,
                        oneclass,
                        forest,
                        svdd,
                        calibration,
                        segments,
                        indicators)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<StageKind> kinds(Optional<?>... each) {
        return Stream.of(each).flatMap(Optional::stream).map(StageKind.class::cast);
    }

    private static <T extends StageKind> Optional<T> as(Class<T> type, StageKind kind) {
        return Optional.of(kind).filter(type::isInstance).map(type::cast);
    }

    String computation() {
        return kind().computation();
    }

    Bytes parameters(List<String> columns, Optional<PrivacyTerms> terms) {
        return kind().parameters(columns, terms);
    }

    /** The stage as the charter lists it: the sums that it needs, and room for rounds that die. */
    Stage toStage(List<String> columns, Optional<PrivacyTerms> terms) {
        return new Stage(computation(), parameters(columns, terms), rounds(terms.isPresent()));
    }

    /** Sums that the stage may open. */
    int rounds(boolean isPrivate) {
        return Stage.rounds(kind().sums(), isPrivate);
    }
}
