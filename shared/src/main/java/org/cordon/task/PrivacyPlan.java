// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cordon.computation.Computations;
import org.cordon.computation.PrivacyPromise;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.Release;
import org.cordon.privacy.accountant.Accountant;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.privacy.accountant.Composition;
import org.cordon.privacy.accountant.Mechanism;
import org.cordon.privacy.accountant.PldAccountant;
import org.cordon.privacy.accountant.RdpAccountant;
import org.cordon.sum.round.Crowd;

/**
 * What the sums of a task cost in privacy together, if all are opened that its charter allows, and whether that is within its grant.
 *
 * <p><b>Guarantees.</b> Every stage opens its sums under noise, for the unit and the clip norm that the charter names; a plan of
 * which {@link #requireKept} does not complain costs at most the charter's epsilon at its delta, whatever rounds die and whoever
 * of at most f colludes. The same charter gives the same numbers everywhere.
 *
 * <p><b>Does not check</b> that noise is drawn and units are sampled in secret: that is each participant's own act.
 *
 * <p>Sums of discrete Gaussians are charged as Gaussians. RDP charges the two alike (Canonne, Kamath and Steinke 2020). PLD could tell
 * them apart by the grid they lie on: the finer it is beside the noise the less, by exact sums some 4 * 10^-6 of epsilon at a
 * standard deviation of 256 words, falling faster than its inverse; noise here is thousands of words wide ({@link #LEAST_DEVIATION}).
 */
public final class PrivacyPlan {
    /** Least standard deviation of all noise of a sum, in words. */
    public static final long LEAST_DEVIATION = 4096;

    /** Most stages whose sums cost differently: each costs the accountant its time. */
    private static final int MOST_UNLIKE = 8;

    /** Exchanges at which a person has accounts, told of beside a single one. */
    public static final int ACCOUNTS_OF_A_PERSON = 3;

    /** Records of the customer that is told of where a record is the unit, as nothing bounds how many one has. */
    public static final int RECORDS_OF_A_CUSTOMER = 10;

    private static final KnownEpsilons KNOWN = new KnownEpsilons(256);

    private final PrivacyTerms terms;
    private final List<Part> parts;

    /**
     * One stage.
     *
     * @param promise what its computation promises of every sum
     * @param rounds sums that may be opened, dead rounds among them
     */
    public record Part(String computation, PrivacyPromise promise, int rounds) {}

    private PrivacyPlan(PrivacyTerms terms, List<Part> parts) {
        this.terms = terms;
        this.parts = List.copyOf(parts);
    }

    /** The plan of a charter; empty where it waives differential privacy, an {@link IllegalArgumentException} where a stage cannot keep it. */
    public static Optional<PrivacyPlan> of(Charter charter) {
        return charter.privacy().map(terms -> of(terms, charter.stages()));
    }

    /** The plan of stages under terms. */
    public static PrivacyPlan of(PrivacyTerms terms, List<Stage> stages) {
        Computations installed = Computations.installed();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            String where = "stage " + (i + 1) + ", " + stage.computation() + ",";
            PrivacyPromise promise = installed
                    .named(stage.computation())
                    .promise(stage.parameters())
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    where
                                            + " must open its sums under noise, as the charter promises differential privacy, but does not"));
            require(
                    promise.protects().equals(terms.protects()),
                    where + " must hide the charter's unit " + terms.protects() + ", but hides " + promise.protects());
            promise.clip()
                    .ifPresent(clip -> require(
                            clip.equals(clip(terms.clip())),
                            where + " must clip as the charter says, " + clip(terms.clip()) + ", but clips by "
                                    + clip));
            double deviation = promise.release().multiplier()
                    * StrictMath.sqrt((double) promise.release().sensitivitySquared());
            require(
                    deviation >= LEAST_DEVIATION,
                    where + " must add noise of at least " + LEAST_DEVIATION + " words, but adds " + deviation
                            + "; ask for a larger noise multiplier");
            parts.add(new Part(stage.computation(), promise, stage.maxRounds()));
        }
        long unlike =
                parts.stream().map(part -> part.promise().release()).distinct().count();
        require(unlike <= MOST_UNLIKE, "stages must have at most 8 unlike noises, but have " + unlike);
        return new PrivacyPlan(terms, parts);
    }

    private static PrivacyPromise.ClipNorm clip(PrivacyTerms.Clip clip) {
        if (clip instanceof PrivacyTerms.Clip.Adaptive adaptive) {
            return new PrivacyPromise.ClipNorm(adaptive.initialNormMicro() / 1e6, adaptive.quantilePercent());
        }
        return new PrivacyPromise.ClipNorm(((PrivacyTerms.Clip.Fixed) clip).normMicro() / 1e6, 0);
    }

    public PrivacyTerms terms() {
        return terms;
    }

    /** In the order of the charter. */
    public List<Part> parts() {
        return parts;
    }

    /** Epsilon of all sums together, for one unit. */
    public double epsilon() {
        return epsilonOfPerson(1);
    }

    /**
     * The same for a person who is a unit of each of {@code exchanges} exchanges, or for a customer of whom as many records are units:
     * either way that many units come and go together, each sampled for itself.
     */
    public double epsilonOfPerson(int exchanges) {
        Composition composition = Composition.NONE;
        for (Part part : parts) {
            composition = composition.plus(mechanism(part.promise().release().ofPerson(exchanges)), part.rounds());
        }
        return epsilon(terms, composition);
    }

    /** How many sums like this one may be opened: all stages whose sums cost the same share them. */
    public int granted(Release release) {
        return parts.stream()
                .filter(part -> part.promise().release().equals(release))
                .mapToInt(Part::rounds)
                .sum();
    }

    /** Demands that all sums together cost no more than the charter grants. */
    public PrivacyPlan requireKept() {
        double spent = epsilon();
        require(
                spent <= terms.epsilon(),
                String.format(
                        Locale.ROOT,
                        "epsilon of all sums together must be at most the charter's %s at delta 1e-%d, but is %.6f by %s;"
                                + " ask for more noise or fewer rounds",
                        terms.epsilon(),
                        terms.deltaExponent(),
                        spent,
                        terms.accountant()));
        return this;
    }

    /** {@link #epsilonOfPerson}, or empty where the accountant has no bound. */
    public OptionalDouble boundOfPerson(int exchanges) {
        try {
            return OptionalDouble.of(epsilonOfPerson(exchanges));
        } catch (AccountantRefused | IllegalArgumentException noBound) {
            return OptionalDouble.empty();
        }
    }

    /** Demands noise that can be drawn in shares, by as few honest members as a sum of such a crowd can have. */
    public PrivacyPlan requireShares(Crowd crowd) {
        for (Part part : parts) {
            NoiseShare unused = new NoiseShare(part.promise().release(), crowd.minSurvivors(), crowd.maxFaulty());
        }
        return this;
    }

    /** Epsilon of a composition at the delta and by the accountant of the terms. */
    public static double epsilon(PrivacyTerms terms, Composition composition) {
        return KNOWN.epsilon(terms.accountant(), terms.delta(), composition);
    }

    /** The accountant that a charter names. */
    public static Accountant accountant(PrivacyTerms.Accountant name) {
        return switch (name) {
            case RDP -> new RdpAccountant();
            case PLD -> new PldAccountant();
        };
    }

    /** What an accountant charges for a release. */
    public static Mechanism mechanism(Release release) {
        return release.isSampled()
                ? new Mechanism.PoissonGaussian(release.multiplier(), release.samplingRate())
                : new Mechanism.Gaussian(release.multiplier());
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
