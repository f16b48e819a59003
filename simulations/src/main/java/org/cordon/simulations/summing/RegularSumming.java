// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.summing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.sharing.Share;

/**
 * The secure sum of Bell et al. 2020 for thousands of exchanges, which production's css/1 does not know: each masks with k
 * neighbours in place of everybody, and shares its secrets among them.
 *
 * <p>A round: fresh keys and commitments from everybody; a graph; {@code y_i = (x_i, 1) + PRG(b_i) +- PRG(s_ij)} for all
 * neighbours j of i; the coordinator adds up. Then for each exchange that added, t of its neighbours that did too open its self
 * mask seed b_i; for each that dropped out, its private key, and with it the pair masks that its neighbours are left with. With
 * fewer than t left around one exchange nothing is opened, and the listener is told which.
 *
 * <p><b>Guarantees.</b> The sum is that of {@link PlainSumming}, bit for bit. Of one exchange either b_i or the key is opened,
 * never both. If one of the t shares was changed, they do not give what was published, and the sum is not opened. Memory grows
 * by about 220 bytes for each exchange: not with exchanges times words, nor with exchanges times k.
 *
 * <p><b>Protects</b> against coordinator and exchanges that follow the protocol and pool what they see, as long as the shares of
 * corrupt and dropped-out exchanges are those of {@link Degree}; against nobody who deviates.
 *
 * <p><b>Production code</b>: integers, ring and count slot, keystream and mask kernel, the labels of self and pair masks,
 * Shamir's sharing, hashes.
 *
 * <p><b>Simulated only</b>: X25519 alone, without ML-KEM and fresh for every round, in place of the hybrid keys of an epoch with
 * their ratchet; no signatures, certificate, log or block check. The graph follows from the seed of the run, so that a run that
 * is repeated opens the same sums, and not from lots that all commit to. Shares are not encrypted, as they are not sent but
 * derived again when they are disclosed. Nobody looks for whom a wrong share came from, nor tries the others.
 *
 * <p>Source: Bell, Bonawitz, Gascon, Lepoint, Raykova: Secure Single-Server Aggregation with (Poly)Logarithmic Overhead, CCS
 * 2020, section 3 (semi-honest); docs/protocol.md for what is production's.
 */
public final class RegularSumming implements Summing {
    /** Beside the vector: own key, commitment, and a lot with its opening for the graph. */
    private static final long UP = 4 * 32;

    /** For each neighbour: two shares, encrypted with nonce and tag, and one share disclosed. */
    private static final long UP_PER_NEIGHBOUR = 92 + 32;

    /** The hash of all lots, and what became of the round. */
    private static final long DOWN = 64;

    /** For each neighbour: key and commitment, two encrypted shares, whether it is left. */
    private static final long DOWN_PER_NEIGHBOUR = 64 + 92 + 1;

    private final long seed;
    private final IntFunction<Degree> degrees;
    private final Surroundings around;
    private final Randomness randomness = Randomness.secure();

    /** What a holder hands out when it is asked for its share of an owner's secret; takes nothing over. */
    interface Disclosure {
        Disclosure HONEST =
                (holder, owner, held) -> new Share(held.index(), held.value().copy());

        Share say(int holder, int owner, Share held);
    }

    /** What a round works with beside its members. */
    record Surroundings(Workers workers, Consumer<String> refusals, Disclosure disclosure) {}

    /**
     * Works on so many threads where it is not called from several, to draw keys and to open a sum.
     *
     * @param seed of the run; keys do not follow from it
     * @param refusals hears why a sum was not opened, in a sentence
     */
    public RegularSumming(long seed, int threads, Consumer<String> refusals) {
        this(seed, Degree::of, new Surroundings(new Workers(threads), refusals, Disclosure.HONEST));
    }

    RegularSumming(long seed, IntFunction<Degree> degrees, Surroundings around) {
        this.seed = seed;
        this.degrees = degrees;
        this.around = around;
    }

    @Override
    public Round open(int number, List<Integer> cohort, int length, long maxAbs) {
        Degree degree = degrees.apply(cohort.size());
        RoundConfiguration configuration = new RoundConfiguration(
                "simulated", length, maxAbs, Optional.empty(), cohort.size(), degree.threshold());
        RegularCohort keys = new RegularCohort(lot(number), cohort.size(), degree, randomness, around.workers());
        return new RegularRound(cohort, configuration, keys, around);
    }

    private Digest lot(int number) {
        return Hashes.blob(ByteBuffer.allocate(12).putLong(seed).putInt(number).array());
    }

    /** Estimated: in one process nothing is sent. */
    static Traffic traffic(RoundConfiguration configuration, int neighbours) {
        return new Traffic(
                configuration.vectorBytes() + UP + UP_PER_NEIGHBOUR * neighbours,
                configuration.vectorBytes() + DOWN + DOWN_PER_NEIGHBOUR * neighbours);
    }
}
