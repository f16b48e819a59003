// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.Optional;
import org.cordon.computation.Query;
import org.cordon.member.Threshold;
import org.cordon.participant.round.Contribution;
import org.cordon.privacy.DiscreteGaussian;
import org.cordon.privacy.NoisePool;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;

/**
 * What an exchange sends under differential privacy: its contribution with its share of the noise, where the query asks for noise.
 *
 * <p>As in production the noise of t - f exchanges suffices, so all together add more than is needed; an exchange that is the
 * only one adds just what is needed.
 *
 * @param exchanges how many take part in the task, which decides t and f
 * @param randomness gives a key for the noise of each contribution
 */
public record NoisyContribution(Contribution inner, int exchanges, Randomness randomness) implements Contribution {
    @Override
    public long[] contribute(Query query, Bytes state) {
        Optional<Release> release = query.release();
        if (release.isEmpty()) {
            return inner.contribute(query, state);
        }
        try (DiscreteGaussian sampler =
                        new DiscreteGaussian(share(release.get(), exchanges).variance(), randomness);
                NoisePool noise = NoisePool.draw(sampler, query.length())) {
            long[] words = inner.contribute(query, state).clone();
            noise.addTo(words);
            return words;
        }
    }

    /** What one of so many exchanges adds to a sum. */
    public static NoiseShare share(Release release, int exchanges) {
        Threshold threshold = new Threshold(exchanges);
        return new NoiseShare(release, threshold.threshold(), threshold.maxFaulty());
    }
}
