// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.differencing.MemberSet;
import org.cordon.log.NoteSignature;
import org.cordon.record.HeadCosignature;

/**
 * The cosignatures of the newest checkpoints, and the largest of these that a quorum stands behind. Guarded by the log's lock.
 *
 * <p>What is kept is bounded: so many sizes, of each one line of a member, and so many cosignatures of members whose witness key
 * is not known yet; who advertises one speaks before its roster is fixed.
 */
final class Cosigned {
    private static final int SIZES = 64;
    private static final int WAITING = 4;

    private final TreeMap<Long, SortedMap<Integer, Line>> lines = new TreeMap<>();
    private final Map<Integer, List<HeadCosignature>> waiting = new HashMap<>();
    private long arrivals;
    private Optional<Long> quorum = Optional.empty();

    /**
     * A member's line under a note.
     *
     * @param arrival counts the lines that came in
     */
    record Line(NoteSignature signature, long atSeconds, long arrival) {}

    /** Whether a cosignature of this size is of no use: a larger checkpoint is under a quorum, or many larger ones are cosigned. */
    boolean isOvertaken(long size) {
        return size < quorum.orElse(0L) || (lines.size() >= SIZES && size < lines.firstKey());
    }

    boolean contains(int member, HeadCosignature cosignature) {
        return Optional.ofNullable(lines.get(cosignature.size()))
                .flatMap(ofSize -> Optional.ofNullable(ofSize.get(member)))
                .filter(line -> line.atSeconds() >= cosignature.atSeconds())
                .isPresent();
    }

    /** Keeps a line that was verified. */
    void add(long size, int member, NoteSignature signature, long atSeconds) {
        lines.computeIfAbsent(size, any -> new TreeMap<>()).put(member, new Line(signature, atSeconds, ++arrivals));
        while (lines.size() > SIZES) {
            long first = lines.firstKey();
            lines.remove(
                    quorum.filter(size_ -> size_ == first).isPresent() ? lines.higherKey(first) : Long.valueOf(first));
        }
    }

    /** Whether the line made a larger checkpoint one that {@code threshold} of {@code counting} stand behind. */
    boolean advances(long size, MemberSet counting, int threshold) {
        if (quorum.filter(known -> known >= size).isPresent() || count(size, counting, 0) < threshold) {
            return false;
        }
        quorum = Optional.of(size);
        return true;
    }

    /** Size of the largest checkpoint under a quorum. */
    Optional<Long> quorum() {
        return quorum;
    }

    /** Who of {@code counting} has cosigned that size, not counting what came in up to {@code arrival}. */
    int count(long size, MemberSet counting, long arrival) {
        return (int) ofSize(size).entrySet().stream()
                .filter(line ->
                        counting.contains(line.getKey()) && line.getValue().arrival() > arrival)
                .count();
    }

    /** Counts all lines so far. */
    long arrivals() {
        return arrivals;
    }

    SortedMap<Integer, Line> ofSize(long size) {
        return lines.getOrDefault(size, new TreeMap<>());
    }

    /** Keeps what cannot be verified yet. */
    void await(int member, HeadCosignature cosignature) {
        List<HeadCosignature> ofMember = waiting.computeIfAbsent(member, any -> new ArrayList<>());
        ofMember.add(cosignature);
        if (ofMember.size() > WAITING) {
            ofMember.remove(0);
        }
    }

    /** Gives back what waits. */
    Map<Integer, List<HeadCosignature>> takeWaiting() {
        Map<Integer, List<HeadCosignature>> taken = Map.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
