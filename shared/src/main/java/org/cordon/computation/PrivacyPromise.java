// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation;

import java.util.Optional;
import org.cordon.privacy.Release;
import org.cordon.privacy.UnitBound;

/**
 * What a computation with its parameters promises of every sum it asks for: that one unit moves it by no more than the release
 * says, and that it opens under just this noise.
 *
 * @param protects whose presence is hidden
 * @param release what every sum costs
 * @param clip how gradients are clipped, where they are
 * @param noiseToSignal the noise of all sums together over the largest signal that they can carry: above 1 the result is noise
 */
public record PrivacyPromise(UnitBound protects, Release release, Optional<ClipNorm> clip, double noiseToSignal) {
    /**
     * A bound on the L2 norm of one unit's gradient.
     *
     * @param norm the bound, the first where it adapts
     * @param quantilePercent the share of norms that it follows; 0 where it stays
     */
    public record ClipNorm(double norm, int quantilePercent) {}
}
