// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.computation.Query;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/**
 * The private halves at hand, by name; the only way to a contribution that may be sent.
 *
 * <p><b>Guarantees.</b> What {@link #encode} returns has the length and keeps the bounds of its query.
 */
public final class Contributors {
    private final SortedMap<String, Contributor> byName = new TreeMap<>();

    private Contributors(Iterable<Contributor> contributors) {
        for (Contributor contributor : contributors) {
            if (byName.put(contributor.name(), contributor) != null) {
                throw new IllegalArgumentException(
                        "name of a contributor must be unique, but " + contributor.name() + " was not");
            }
        }
    }

    /** Those installed on the class path. */
    public static Contributors installed() {
        return new Contributors(ServiceLoader.load(Contributor.class, Contributors.class.getClassLoader()));
    }

    /** Exactly these, and a pipeline over them. */
    public static Contributors of(Contributor... contributors) {
        Contributors inner = new Contributors(List.of(contributors));
        List<Contributor> all = new ArrayList<>(List.of(contributors));
        all.add(new StagedContributor(inner));
        return new Contributors(all);
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    Contributor named(String name) {
        Contributor found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("private half must be one of " + names() + ", but was " + name);
        }
        return found;
    }

    /**
     * Under differential privacy a word beyond its bound is brought to it: a refusal would tell of the exact sum. To clamp moves no two
     * sums further apart, so the sensitivity stays.
     */
    private static long[] clamped(long[] words, long maxAbs) {
        for (int k = 0; k < words.length; k++) {
            words[k] = Math.max(-maxAbs, Math.min(maxAbs, words[k]));
        }
        return words;
    }

    /**
     * The contribution to a query, checked.
     *
     * @param computation name of the public half
     * @throws OutOfRange if a word leaves its bound, unless the sum opens under noise: then it is brought to the bound
     * @throws UnfitRows if the rows cannot answer, for example lack labels or exceed a cap
     */
    public long[] encode(String computation, Query query, Bytes state, Table rows, ContributionContext context) {
        long[] words = named(computation).encode(query, state, rows, context);
        if (words.length != query.length()) {
            throw new IllegalStateException("contribution of " + computation + " must be " + query.length()
                    + " words, but was " + words.length);
        }
        if (query.release().isPresent()) {
            return clamped(words, query.maxAbs());
        }
        long maxAbs = query.maxAbs();
        for (int k = 0; k < query.valueLength(); k++) {
            if (words[k] > maxAbs || words[k] < -maxAbs) {
                throw new OutOfRange(query.statistic(), k, maxAbs);
            }
        }
        query.weight().ifPresent(slot -> {
            long weight = words[words.length - 1];
            if (weight < 0 || weight > slot.maxWeight()) {
                throw new OutOfRange(query.statistic(), words.length - 1, slot.maxWeight());
            }
        });
        return words;
    }
}
