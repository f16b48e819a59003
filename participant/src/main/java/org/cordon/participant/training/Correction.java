// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.training;

import java.util.Optional;

/**
 * What is added to the gradient of every local step.
 *
 * <p>Source: the proximal term of FedProx (Li et al. 2020, Algorithm 2) and of Ditto (Li et al. 2021, Algorithm 1); the control
 * variates of SCAFFOLD (Karimireddy et al. 2020, Algorithm 1).
 *
 * @param strength of the pull towards {@code anchor}, 0 and up
 * @param anchor one value per parameter: {@code strength (w - anchor)} is added
 * @param shift one value per parameter, added as it is
 */
public record Correction(double strength, Optional<float[]> anchor, Optional<float[]> shift) {
    /** Nothing is added. */
    public static final Correction NONE = new Correction(0, Optional.empty(), Optional.empty());

    public Correction {
        if (!(strength >= 0 && strength <= 1e9)) {
            throw new IllegalArgumentException("strength must be in [0, 1e9], but was " + strength);
        }
    }

    /** A pull towards {@code anchor}. */
    public static Correction towards(float[] anchor, double strength) {
        return new Correction(strength, Optional.of(anchor), Optional.empty());
    }

    boolean isNone() {
        return (strength == 0 || anchor.isEmpty()) && shift.isEmpty();
    }

    void addTo(float[] gradient, float[] parameters, int offset) {
        float pull = (float) strength;
        if (pull != 0) {
            anchor.ifPresent(to -> {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += pull * (parameters[i] - to[offset + i]);
                }
            });
        }
        shift.ifPresent(by -> {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += by[offset + i];
            }
        });
    }
}
