// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.RingVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Masked uploads look uniform to everybody who lacks one mask, whichever it is; and the same test fails once that mask is
 * left out.
 *
 * <p>Pearson's chi-square over the 256 values of a byte, 255 degrees of freedom. A uniform upload exceeds {@link #LIMIT} with
 * chance below 1e-9 (Wilson-Hilferty, 6 standard deviations); the tests below look at fewer than 100 samples, so that they
 * fail by accident less than once in 10^7 seeds. The seed is fixed.
 */
class MaskUniformityTest {
    private static final long SEED = 0x756e69666fL;
    private static final int MEMBERS = 5;
    private static final int LENGTH = 9_999;
    private static final double LIMIT = 416;

    private final TestFederation federation =
            TestFederation.of(MEMBERS, LENGTH, 1 << 15, SEED).establish();
    private final TestRound round = federation.open(1, 0);

    /** A stream of a member's upload. */
    private record Mask(Secret seed, boolean plus) {}

    @BeforeEach
    void everyoneUploadsWordsThatAreAnythingButUniform() {
        federation.members.values().forEach(m -> Arrays.fill(m.values, m.index));
        List<Integer> all = federation.everyone();
        round.enter(all).ready(all);
        assertThat(round.cohort()).isTrue();
        round.upload(all);
    }

    /** All masks of a member, derived here once more: its self mask first, then those of its pairs. */
    private List<Mask> masks(int member) {
        MemberState.Uploaded uploaded = federation.member(member).state(MemberState.Uploaded.class);
        Scope where = round.where();
        KeySchedule schedule = new KeySchedule(where.session(), where.epoch());
        List<Mask> masks = new ArrayList<>();
        masks.add(new Mask(schedule.self(uploaded.prepared.selfMask, 1, 0, member, uploaded.cohort.context()), true));
        uploaded.prepared.premasks.forEach((peer, premask) -> masks.add(new Mask(
                schedule.mask(premask, 1, 0, Math.min(member, peer), Math.max(member, peer), uploaded.cohort.context()),
                peer > member)));
        return masks;
    }

    /** What remains of an upload for somebody who knows the given masks. */
    private static RingVector without(RingVector upload, List<Mask> known) {
        RingVector rest = upload.copy();
        Masks.apply(
                rest,
                known.stream().filter(m -> !m.plus()).map(Mask::seed).toList(),
                known.stream().filter(Mask::plus).map(Mask::seed).toList());
        return rest;
    }

    static double chiSquare(byte[] bytes) {
        int[] counts = new int[256];
        for (byte b : bytes) {
            counts[b & 0xff]++;
        }
        double expected = bytes.length / 256.0;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    @Test
    void uploadsAreUniform() {
        round.uploads.forEach((member, upload) -> assertThat(chiSquare(upload.toByteArray()))
                .as("seed %#x, member %d", SEED, member)
                .isLessThan(LIMIT));
    }

    /** Everybody else colludes, but for one: each mask alone hides the upload. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void eachMaskAloneHidesTheUpload(int member) {
        List<Mask> masks = masks(member);
        assertThat(masks).hasSize(MEMBERS);
        for (Mask kept : masks) {
            List<Mask> known = new ArrayList<>(masks);
            known.remove(kept);
            assertThat(chiSquare(without(round.upload(member), known).toByteArray()))
                    .as("seed %#x, member %d", SEED, member)
                    .isLessThan(LIMIT);
        }
    }

    /** The same test on uploads from which one mask is missing: it fails for every mask, and by far. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theTestFailsWhenThatMaskIsLeftOut(int member) {
        List<Mask> masks = masks(member);
        for (Mask leftOut : masks) {
            RingVector upload = without(round.upload(member), List.of(leftOut));
            List<Mask> known = new ArrayList<>(masks);
            known.remove(leftOut);
            assertThat(chiSquare(without(upload, known).toByteArray())).isGreaterThan(1000 * LIMIT);
        }
    }

    /** Uploads of the same x in two attempts: their difference tells nothing. */
    @Test
    void attemptsOfOneRoundAreIndependent() {
        TestRound retry = federation.open(1, 1);
        List<Integer> all = federation.everyone();
        retry.enter(all).ready(all);
        assertThat(retry.cohort()).isTrue();
        retry.upload(all);
        for (int member : all) {
            RingVector difference = retry.upload(member).copy();
            difference.subtractInPlace(round.upload(member));
            assertThat(chiSquare(difference.toByteArray())).as("seed %#x", SEED).isLessThan(LIMIT);
        }
    }

    /** The sum of all uploads, in which pair masks cancel, is still hidden by the self masks. */
    @Test
    void theSumBeforeTheRevealIsUniform() {
        assertThat(round.survivors()).isTrue();
        assertThat(chiSquare(round.maskedSum().toByteArray()))
                .as("seed %#x", SEED)
                .isLessThan(LIMIT);
    }
}
