// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cordon.computation.FederatedComputation;
import org.cordon.computation.OpenedSum;
import org.cordon.computation.PrivacyPromise;
import org.cordon.computation.Query;
import org.cordon.computation.Report;
import org.cordon.computation.Sensitivity;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.participant.round.Contribution;
import org.cordon.privacy.Release;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plain run opens its sums under the noise that production adds. */
class NoisyContributionTest {
    private static final int WORDS = 40_000;
    private static final int STATE_BYTES = 8 * WORDS + 16;
    private static final double SENSITIVITY = 100;
    private static final double MULTIPLIER = 2;

    private static Randomness seeded() {
        SplittableRandom random = new SplittableRandom(7);
        return random::nextBytes;
    }

    /** Of so many exchanges t - f shares make up the noise that epsilon is charged for; the others add theirs on top. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "5, 3", "10, 4"})
    void theNoiseOfASumIsThatOfAllExchangesShares(int exchanges, int enough) {
        Contribution one = (query, state) -> {
            long[] words = new long[query.length()];
            words[0] = 1_000_000;
            return words;
        };
        Bytes last = new PlainRun(new Opened(true), seeded()).run(Bytes.EMPTY, Collections.nCopies(exchanges, one));
        long[] sum = CanonicalReader.of(last, STATE_BYTES).longs("sum", WORDS);
        double variance = 0;
        for (int k = 1; k < WORDS; k++) {
            variance += (double) sum[k] * sum[k] / (WORDS - 1);
        }
        double expected = Math.pow(MULTIPLIER * SENSITIVITY, 2) * exchanges / enough;
        // the standard error of a variance is sqrt(2 / WORDS) of it, 0.7 %; five of them are met but once in 10^6 runs
        assertThat(variance / expected).isCloseTo(1, within(0.035));
        assertThat(sum[0]).isCloseTo(1_000_000L * exchanges, within((long) (6 * Math.sqrt(expected))));
        assertThat(new PlainRun(new Opened(true), Randomness.secure())
                        .run(Bytes.EMPTY, Collections.nCopies(exchanges, one)))
                .isNotEqualTo(last);
    }

    @Test
    void withoutAReleaseNothingIsAdded() {
        Contribution zeros = (query, state) -> new long[query.length()];
        Bytes last = new PlainRun(new Opened(false)).run(Bytes.EMPTY, Collections.nCopies(5, zeros));
        assertThat(CanonicalReader.of(last, STATE_BYTES).longs("sum", WORDS)).containsOnly(0);
    }

    /** One sum, which is then the state. */
    private record Opened(boolean noisy) implements FederatedComputation {
        @Override
        public String name() {
            return "opened";
        }

        @Override
        public Bytes start(Bytes parameters, Map<String, Bytes> inputs) {
            return Bytes.EMPTY;
        }

        @Override
        public Optional<PrivacyPromise> promise(Bytes parameters) {
            return Optional.empty();
        }

        @Override
        public Optional<Query> query(Bytes state) {
            Query plain = Query.of("words", WORDS, 1L << 40, Sensitivity.ofUnit(SENSITIVITY));
            return state.size() > 0
                    ? Optional.empty()
                    : Optional.of(
                            noisy
                                    ? plain.under(Release.ofAll(
                                            (long) (SENSITIVITY * SENSITIVITY), (long) (MULTIPLIER * 1e6)))
                                    : plain);
        }

        @Override
        public Bytes advance(Bytes state, OpenedSum sum) {
            long[] words = new long[sum.length()];
            for (int k = 0; k < words.length; k++) {
                words[k] = sum.get(k);
            }
            return new CanonicalWriter().longs(words).toBytes();
        }

        @Override
        public Report report(Bytes state) {
            return Report.of("opened", Map.of(), Map.of());
        }
    }
}
