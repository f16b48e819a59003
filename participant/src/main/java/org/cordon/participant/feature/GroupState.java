// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;

/**
 * What the events of each key of one group leave behind.
 *
 * <p>The events of a key are a list from old to new. An entry keeps the totals of all events of its key before it, so a window's
 * count and sum are the key's totals less those kept by the first entry inside the window: exact, whatever was added and expired
 * meanwhile, as all are integers that may wrap around. Each window has a head, its first entry; the longest window's head is the
 * list's beginning, what lies before it is free.
 *
 * <p>Different values in a window: an entry that is not the latest with its value is marked. An event adds 1 to the windows that do
 * not hold the latest entry with its value; an entry that leaves a window takes 1 away unless it is marked.
 *
 * <p>Keys without an event for longer than {@link GroupShape#keepMicros} are dropped by a sweep that looks at some keys with each
 * event, and at four more whenever a key is new: so no more than a third of the keys held are idle ones.
 */
final class GroupState {
    static final int NONE = -1;
    private static final long DROPPED = Long.MIN_VALUE;
    private static final long LOW = 0xffff_ffffL;
    private static final int SWEPT_WITH_A_NEW_KEY = 4;

    // Words of a key.
    private static final int KEY = 0;
    private static final int LAST = 1;
    private static final int COUNTS = 2;
    private static final int SUM = 3;
    private static final int SQUARES_HIGH = 4;
    private static final int SQUARES_LOW = 5;
    private static final int NEWEST = 6;
    private static final int HEADS = 7;

    // Words of an entry.
    private static final int TIME = 0;
    /** The next entry below, marks above. */
    private static final int NEXT = 1;

    private static final int ENTRY_COUNTS = 2;
    private static final int ENTRY_SUM = 3;

    final GroupShape shape;
    private final LongIndex index = new LongIndex();
    private final LongIndex latest = new LongIndex();
    private final RecordPool keys;
    private final RecordPool entries;
    private final int windows;
    private final int distinctCounts;
    private final int entrySquares;
    private final int entryValues;
    private int sweep;

    GroupState(GroupShape shape) {
        this.shape = shape;
        this.windows = shape.windows().length;
        this.distinctCounts = HEADS + windows;
        this.keys = new RecordPool(distinctCounts + windows * shape.distinct().length);
        this.entrySquares = ENTRY_SUM + (shape.amounts() ? 1 : 0);
        this.entryValues = entrySquares + (shape.squares() ? 2 : 0);
        this.entries = new RecordPool(entryValues + shape.distinct().length);
    }

    int find(long key) {
        return index.get(key);
    }

    int keyCount() {
        return index.size();
    }

    /** The time of the key's last event. */
    long last(int slot) {
        return keys.words[slot + LAST];
    }

    /** A new key; its last event is still to come. */
    int add(long key, long now) {
        for (int i = 0; i < SWEPT_WITH_A_NEW_KEY; i++) {
            sweepOne(now);
        }
        return addKept(key, now);
    }

    /** The same, without a look at others. */
    int addKept(long key, long now) {
        int slot = keys.take();
        Arrays.fill(keys.words, slot, slot + keys.size, 0);
        Arrays.fill(keys.words, slot + NEWEST, slot + HEADS + windows, NONE);
        keys.words[slot + KEY] = key;
        keys.words[slot + LAST] = now;
        index.put(key, slot);
        return slot;
    }

    /** Moves all windows of the key on to {@code now}. */
    void expire(int slot, long now) {
        for (int w = 0; w < windows; w++) {
            int head = (int) keys.words[slot + HEADS + w];
            if (head != NONE && entries.words[head + TIME] <= now - shape.windows()[w]) {
                keys.words[slot + HEADS + w] = advance(slot, w, head, now - shape.windows()[w]);
            }
        }
    }

    private int advance(int slot, int window, int first, long begin) {
        boolean longest = window == windows - 1;
        int head = first;
        while (head != NONE && entries.words[head + TIME] <= begin) {
            int next = (int) entries.words[head + NEXT];
            int marks = (int) (entries.words[head + NEXT] >>> 32);
            for (int d = 0; d < shape.distinct().length; d++) {
                if ((marks & (1 << d)) == 0 && entries.words[head + entryValues + d] != 0) {
                    keys.words[distinctWord(slot, window, d)]--;
                    if (longest) {
                        latest.remove(valueKey(slot, d, entries.words[head + entryValues + d]));
                    }
                }
            }
            if (longest) {
                entries.release(head);
            }
            head = next;
        }
        if (longest && head == NONE) {
            keys.words[slot + NEWEST] = NONE;
        }
        return head;
    }

    /** Adds the event; the windows of the key must stand at its time. */
    void append(int slot, long time, long amount, long[] fields) {
        long[] key = keys.words;
        key[slot + LAST] = time;
        if (windows > 0) {
            int entry = entries.take();
            long[] words = entries.words;
            words[entry + TIME] = time;
            words[entry + NEXT] = LOW;
            words[entry + ENTRY_COUNTS] = key[slot + COUNTS];
            if (shape.amounts()) {
                words[entry + ENTRY_SUM] = key[slot + SUM];
            }
            if (shape.squares()) {
                words[entry + entrySquares] = key[slot + SQUARES_HIGH];
                words[entry + entrySquares + 1] = key[slot + SQUARES_LOW];
            }
            int newest = (int) key[slot + NEWEST];
            if (newest != NONE) {
                words[newest + NEXT] = (words[newest + NEXT] & ~LOW) | entry;
            }
            key[slot + NEWEST] = entry;
            countDistinct(slot, entry, time, fields);
            for (int w = 0; w < windows; w++) {
                if (key[slot + HEADS + w] == NONE) {
                    key[slot + HEADS + w] = entry;
                }
            }
        }
        addTotals(slot, amount);
    }

    private void addTotals(int slot, long amount) {
        long[] key = keys.words;
        boolean present = amount != KeyedEvent.NO_AMOUNT;
        long counts = key[slot + COUNTS];
        key[slot + COUNTS] = (((counts >>> 32) + 1) << 32) | ((counts + (present ? 1 : 0)) & LOW);
        if (present) {
            key[slot + SUM] += amount;
            long low = amount * amount;
            long sum = key[slot + SQUARES_LOW] + low;
            key[slot + SQUARES_HIGH] +=
                    Math.multiplyHigh(amount, amount) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
            key[slot + SQUARES_LOW] = sum;
        }
    }

    private void countDistinct(int slot, int entry, long time, long[] fields) {
        for (int d = 0; d < shape.distinct().length; d++) {
            long value = fields[shape.distinct()[d]];
            entries.words[entry + entryValues + d] = value;
            if (value != 0) {
                int before = latest.put(valueKey(slot, d, value), entry);
                long seen = Long.MIN_VALUE;
                if (before != LongIndex.ABSENT) {
                    entries.words[before + NEXT] |= 1L << (32 + d);
                    seen = entries.words[before + TIME];
                }
                for (int w = 0; w < windows; w++) {
                    if (seen <= time - shape.windows()[w]) {
                        keys.words[distinctWord(slot, w, d)]++;
                    }
                }
            }
        }
    }

    /** Mixes key, field and value (the finaliser of SplitMix64); all are keyed hashes already. */
    private long valueKey(int slot, int d, long value) {
        return Mixing.pair(keys.words[slot + KEY] + d, value);
    }

    private int distinctWord(int slot, int window, int d) {
        return slot + distinctCounts + window * shape.distinct().length + d;
    }

    /** Looks at the next key in turn and drops it, or what has left its windows. */
    void sweepOne(long now) {
        if (keys.used() == 0) {
            return;
        }
        sweep = sweep >= keys.used() - keys.size ? 0 : sweep + keys.size;
        long last = keys.words[sweep + LAST];
        if (last == DROPPED) {
            return;
        }
        expire(sweep, now);
        if (last <= now - shape.keepMicros()) {
            index.remove(keys.words[sweep + KEY]);
            keys.words[sweep + LAST] = DROPPED;
            keys.release(sweep);
        }
    }

    /** Events in the window. */
    int count(int slot, int window) {
        return (int) ((keys.words[slot + COUNTS] >>> 32) - (excluded(slot, window, ENTRY_COUNTS, COUNTS) >>> 32));
    }

    /** Events in the window with an amount. */
    int amounts(int slot, int window) {
        return (int) (keys.words[slot + COUNTS] - excluded(slot, window, ENTRY_COUNTS, COUNTS));
    }

    /** Sum of the amounts in the window. */
    long sum(int slot, int window) {
        return keys.words[slot + SUM] - excluded(slot, window, ENTRY_SUM, SUM);
    }

    /** Sum of the squares of the amounts in the window, the lower 64 of 128 bits. */
    long squaresLow(int slot, int window) {
        return keys.words[slot + SQUARES_LOW] - excluded(slot, window, entrySquares + 1, SQUARES_LOW);
    }

    /** The upper 64 bits. */
    long squaresHigh(int slot, int window) {
        long low = excluded(slot, window, entrySquares + 1, SQUARES_LOW);
        long borrow = Long.compareUnsigned(keys.words[slot + SQUARES_LOW], low) < 0 ? 1 : 0;
        return keys.words[slot + SQUARES_HIGH] - excluded(slot, window, entrySquares, SQUARES_HIGH) - borrow;
    }

    /** Different values in the window. */
    long distinct(int slot, int window, int d) {
        return keys.words[distinctWord(slot, window, d)];
    }

    private long excluded(int slot, int window, int entryWord, int keyWord) {
        int head = (int) keys.words[slot + HEADS + window];
        return head == NONE ? keys.words[slot + keyWord] : entries.words[head + entryWord];
    }

    /** Takes what a snapshot is made of: the keys that are not idle at {@code now}, in ascending order. */
    int[] liveSlots(long now) {
        int[] live = new int[index.size()];
        int count = 0;
        for (int slot = 0; slot < keys.used(); slot += keys.size) {
            long last = keys.words[slot + LAST];
            if (last != DROPPED && last > now - shape.keepMicros()) {
                expire(slot, now);
                live[count++] = slot;
            }
        }
        return Arrays.stream(live, 0, count)
                .boxed()
                .sorted((a, b) -> Long.compare(key(a), key(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    long key(int slot) {
        return keys.words[slot + KEY];
    }

    /** The entries of a key from old to new, each as time, amount and its values. */
    long[] history(int slot) {
        int width = 2 + shape.distinct().length;
        int head = windows == 0 ? NONE : (int) keys.words[slot + HEADS + windows - 1];
        long[] history = new long[windows == 0 ? 0 : count(slot, windows - 1) * width];
        for (int at = 0; head != NONE; at += width) {
            int next = (int) entries.words[head + NEXT];
            history[at] = entries.words[head + TIME];
            history[at + 1] = amountOf(slot, head, next);
            System.arraycopy(entries.words, head + entryValues, history, at + 2, shape.distinct().length);
            head = next;
        }
        return history;
    }

    private long amountOf(int slot, int entry, int next) {
        long after = next == NONE ? keys.words[slot + COUNTS] : entries.words[next + ENTRY_COUNTS];
        if ((int) after == (int) entries.words[entry + ENTRY_COUNTS]) {
            return KeyedEvent.NO_AMOUNT;
        }
        if (!shape.amounts()) {
            return 0;
        }
        return (next == NONE ? keys.words[slot + SUM] : entries.words[next + ENTRY_SUM])
                - entries.words[entry + ENTRY_SUM];
    }
}
