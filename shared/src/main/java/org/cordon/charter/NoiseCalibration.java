// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.Composition;
import org.cordon.task.LeastNoise;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;

/**
 * Finds the noise multipliers that a charter's file leaves out: as little noise as its epsilon and delta allow.
 *
 * <p>Where both counts (scaling, evaluation) and training leave theirs out, counts alone may take a fifth of epsilon, and training
 * gets what all together may take. The result is rounded up to thousandths and never costs more than the charter grants.
 */
final class NoiseCalibration {
    private final PrivacyTerms terms;
    private final List<StageFile> stages;

    private NoiseCalibration(PrivacyTerms terms, List<StageFile> stages) {
        this.terms = terms;
        this.stages = stages;
    }

    /** The file with a noise multiplier in every stage; itself where it promises no differential privacy or leaves none out. */
    static CharterFile of(CharterFile file) {
        Optional<PrivacyTerms> terms = file.terms();
        boolean complete = file.stages().stream()
                .allMatch(stage -> stage.kind().noiseMultiplierMicro().isPresent());
        return terms.isEmpty() || complete
                ? file
                : file.with(new NoiseCalibration(terms.get(), file.stages()).calibrated());
    }

    private List<StageFile> calibrated() {
        boolean trains = stages.stream().anyMatch(stage -> trains(stage) && isOpen(stage));
        List<StageFile> counted = stages;
        if (stages.stream().anyMatch(stage -> !trains(stage) && isOpen(stage))) {
            double most = trains ? LeastNoise.SHARE_OF_COUNTS * terms.epsilon() : terms.epsilon();
            long micro = LeastNoise.micro(
                    terms,
                    multiplier -> trains
                            ? composition(under(stages, multiplier, false), false)
                            : composition(under(stages, multiplier, false), true),
                    most);
            counted = under(stages, micro, false);
        }
        if (!trains) {
            return counted;
        }
        List<StageFile> known = counted;
        return under(
                known,
                LeastNoise.micro(terms, micro -> composition(under(known, micro, true), true), terms.epsilon()),
                true);
    }

    private static boolean isOpen(StageFile stage) {
        return stage.kind().noiseMultiplierMicro().isEmpty();
    }

    /** Whether the stage trains a model; others count rows. */
    private static boolean trains(StageFile stage) {
        return stage.kind().isModel();
    }

    private static List<StageFile> under(List<StageFile> stages, long micro, boolean training) {
        List<StageFile> next = new ArrayList<>();
        stages.forEach(stage -> next.add(
                trains(stage) == training && isOpen(stage)
                        ? StageFile.of(stage.kind().under(micro))
                        : stage));
        return next;
    }

    /** @param whole whether training counts, too */
    private Composition composition(List<StageFile> list, boolean whole) {
        Composition all = Composition.NONE;
        for (StageFile stage : list) {
            if (whole || !trains(stage)) {
                long micro = stage.kind().noiseMultiplierMicro().orElseThrow();
                Release release = new Release(1, micro, stage.kind().samplingThreshold());
                all = all.plus(PrivacyPlan.mechanism(release), stage.rounds(true));
            }
        }
        return all;
    }
}
