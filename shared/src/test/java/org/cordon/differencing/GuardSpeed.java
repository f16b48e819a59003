// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.differencing;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Times the guard on up to 2,000 sets over 255 members, the best of three: run it by hand, on a quiet machine.
 */
final class GuardSpeed {
    private static final int SETS = 2_000;

    private GuardSpeed() {}

    public static void main(String[] arguments) {
        DifferencingGuard guard = new DifferencingGuard();
        for (int rank : new int[] {1, 20, 64, 127, 190, 250}) {
            SurvivorRows rows = rows(new Random(rank), rank);
            String name = rows.size() + " sets of rank " + rank;
            time(name + ": exposure", () -> guard.exposure(rows).map(Exposure::who));
            SurvivorRows one = rows.with(
                    rows.sets().get(0).minus(MemberSet.of(rows.sets().get(0).toArray()[0])));
            time(name + " and one member fewer: admits", () -> guard.admits(one, MemberSet.EMPTY));
            time(
                    name + " and one member fewer: exposure",
                    () -> guard.exposure(one).map(Exposure::who));
        }
        SurvivorRows random = random(new Random(1));
        time("2000 random sets: admits", () -> guard.admits(random, MemberSet.EMPTY));
        time("2000 random sets: exposure", () -> guard.exposure(random).map(Exposure::who));
        SurvivorRows paired = rows(new Random(5), 127);
        time("127 pairs, k = 3: admits", () -> new DifferencingGuard(3).admits(paired, MemberSet.EMPTY));
        SurvivorRows few = SurvivorRows.NONE.with(MemberSet.range(1, 100)).with(MemberSet.range(1, 90));
        time("2 sets: admits a third", () -> guard.admits(few, MemberSet.range(1, 80)));
    }

    /** Members in {@code blocks} blocks that come and go together: the rank, and nobody is exposed up to 127 blocks. */
    private static SurvivorRows rows(Random random, int blocks) {
        Set<MemberSet> sets = new LinkedHashSet<>();
        for (int tries = 0; sets.size() < SETS && tries < 2 * SETS; tries++) {
            boolean[] in = new boolean[blocks];
            IntStream.range(0, blocks).forEach(i -> in[i] = random.nextInt(10) < 8);
            int[] members = IntStream.rangeClosed(1, 255)
                    .filter(member -> in[member % blocks])
                    .toArray();
            sets.add(MemberSet.of(members));
        }
        return SurvivorRows.of(sets);
    }

    private static SurvivorRows random(Random random) {
        return SurvivorRows.of(IntStream.range(0, SETS)
                .mapToObj(i -> MemberSet.of(IntStream.rangeClosed(1, 255)
                        .filter(member -> random.nextInt(10) < 8)
                        .toArray()))
                .toList());
    }

    private static <T> void time(String what, Supplier<T> work) {
        Object result = Optional.empty();
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long begin = System.nanoTime();
            result = work.get();
            best = Math.min(best, System.nanoTime() - begin);
        }
        System.out.printf("%-60s %8.1f ms  %s%n", what, best / 1e6, result);
    }
}
