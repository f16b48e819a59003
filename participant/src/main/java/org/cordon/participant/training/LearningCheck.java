// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;
import org.nd4j.linalg.factory.Nd4j;

/** The native library of ND4J, which trains networks, loads and multiplies. */
public final class LearningCheck implements Check {
    private static final double EXPECTED = 11;

    private final DoubleSupplier product;

    /** With the library. */
    public LearningCheck() {
        this(() -> Nd4j.createFromArray(new double[][] {{1, 2}})
                .mmul(Nd4j.createFromArray(new double[][] {{3}, {4}}))
                .getDouble(0));
    }

    LearningCheck(DoubleSupplier product) {
        this.product = product;
    }

    @Override
    public Topic topic() {
        return Topic.NATIVES;
    }

    @Override
    public String detail() {
        return "nd4j";
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.concerns("participant") ? Optional.of(load()) : Optional.empty();
    }

    private Finding load() {
        try {
            double found = product.getAsDouble();
            return found == EXPECTED ? Finding.passed("multiplies") : failed("[1 2][3 4]' was " + found);
        } catch (RuntimeException | LinkageError broken) {
            return failed(String.valueOf(broken.getMessage()));
        }
    }

    private static Finding failed(String why) {
        return Finding.failed(
                "ND4J's native library cannot be used: " + why,
                "Build Cordon on this kind of machine (the build takes its own platform's library only), and give Java"
                        + " memory beside its heap");
    }
}
