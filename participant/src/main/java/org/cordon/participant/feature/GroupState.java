// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.Arrays;

/**
 * What the events of each key of one group leave behind.
 *
 * <p>An event is kept with the totals of all events of its key before it, so a window's sum is the key's total less that kept by the
 * window's head, its first event: exact, whatever was added and expired meanwhile, as all are integers that may wrap around. What
 * lies before the head of the longest window is dropped.
 *
 * <p>Different values in a window: an event that is not the latest with its value is marked. An event adds 1 to the windows that do
 * not hold the latest one with its value; an event that leaves a window takes 1 away unless it is marked. The latest one is sought
 * among the key's events while these are few, and in an index from then on.
 *
 * <p>Keys without an event for longer than {@link GroupShape#keepMicros} are dropped by a sweep that looks at one key every few
 * events, and at four more whenever a key is new: so idle ones do not pile up.
 */
final class GroupState {
    static final int NONE = -1;
    private static final long DROPPED = Long.MIN_VALUE;
    private static final long NEVER = Long.MAX_VALUE;
    private static final int SWEPT_WITH_A_NEW_KEY = 4;
    private static final int FEW = 32;
    private static final int NUMBERS = Integer.MAX_VALUE;

    // Words of a key.
    private static final int KEY = 0;
    private static final int LAST = 1;
    /** Events so far with an amount. */
    private static final int PRESENT = 2;

    private static final int SUM = 3;
    private static final int SQUARES_HIGH = 4;
    private static final int SQUARES_LOW = 5;
    private static final int RING = 6;
    /** Events so far: the number of the next. */
    private static final int NEXT = 7;
    /** For each window the number of its head and, so that most need no look at it, the head's time. */
    private static final int HEADS = 8;

    final GroupShape shape;
    private final LongIndex index = new LongIndex();
    private final LongIndex latest = new LongIndex();
    private final BlockPool keys;
    private final EventRings events;
    private final int windows;
    private final long[] lengths;
    private final int[] fields;
    private final int distinctCounts;
    private int sweep;

    GroupState(GroupShape shape) {
        this.shape = shape;
        this.lengths = shape.windows;
        this.windows = lengths.length;
        this.fields = shape.distinct;
        this.distinctCounts = HEADS + 2 * windows;
        this.keys = new BlockPool(distinctCounts + windows * fields.length);
        this.events = new EventRings(shape);
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

    long key(int slot) {
        return keys.words[slot + KEY];
    }

    /** The first word of the key's newest event, or any: what it costs is paid before the event is needed. */
    long newest(int slot) {
        return events.first(keys.words[slot + RING], keys.words[slot + NEXT] - 1);
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
        int slot = keys.take(0);
        Arrays.fill(keys.words, slot, slot + keys.recordSize, 0);
        keys.words[slot + KEY] = key;
        keys.words[slot + LAST] = now;
        keys.words[slot + RING] = EventRings.EMPTY;
        for (int w = 0; w < windows; w++) {
            keys.words[slot + HEADS + 2 * w + 1] = NEVER;
        }
        index.put(key, slot);
        return slot;
    }

    /** Moves all windows of the key on to {@code now}. */
    void expire(int slot, long now) {
        for (int w = 0; w < windows; w++) {
            if (keys.words[slot + HEADS + 2 * w + 1] <= now - lengths[w]) {
                advance(slot, w, now - lengths[w]);
            }
        }
    }

    private void advance(int slot, int window, long begin) {
        long[] key = keys.words;
        long ring = key[slot + RING];
        long number = key[slot + HEADS + 2 * window];
        long next = key[slot + NEXT];
        long time = NEVER;
        for (; number < next; number++) {
            int at = events.at(ring, number);
            time = events.time(at);
            if (time > begin) {
                break;
            }
            for (int d = 0; d < fields.length; d++) {
                if (!events.isMarked(at, d) && events.value(at, d) != 0) {
                    key[distinctWord(slot, window, d)]--;
                    if (window == windows - 1 && EventRings.isMapped(ring)) {
                        latest.remove(valueKey(slot, d, events.value(at, d)));
                    }
                }
            }
        }
        key[slot + HEADS + 2 * window] = number;
        key[slot + HEADS + 2 * window + 1] = number < next ? time : NEVER;
        if (window == windows - 1) {
            key[slot + RING] = events.shrunk(ring, number, next);
        }
    }

    private long head(int slot, int window) {
        return keys.words[slot + HEADS + 2 * window];
    }

    /** Adds the event; the windows of the key must stand at its time. */
    void append(int slot, long time, long amount, long[] values) {
        long[] key = keys.words;
        key[slot + LAST] = time;
        if (windows > 0) {
            long number = key[slot + NEXT];
            long ring = events.withPlace(key[slot + RING], head(slot, windows - 1), number);
            key[slot + RING] = ring;
            int at = events.at(ring, number);
            events.write(
                    at, time, key[slot + PRESENT], key[slot + SUM], key[slot + SQUARES_HIGH], key[slot + SQUARES_LOW]);
            if (fields.length > 0) {
                countDistinct(slot, at, time, values);
            }
            for (int w = 0; w < windows; w++) {
                if (key[slot + HEADS + 2 * w + 1] == NEVER) {
                    key[slot + HEADS + 2 * w + 1] = time;
                }
            }
        }
        key[slot + NEXT]++;
        if (amount != KeyedEvent.NO_AMOUNT) {
            addAmount(slot, amount);
        }
    }

    private void addAmount(int slot, long amount) {
        long[] key = keys.words;
        key[slot + PRESENT]++;
        key[slot + SUM] += amount;
        long low = amount * amount;
        long sum = key[slot + SQUARES_LOW] + low;
        key[slot + SQUARES_HIGH] += Math.multiplyHigh(amount, amount) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        key[slot + SQUARES_LOW] = sum;
    }

    private void countDistinct(int slot, int at, long time, long[] values) {
        if (!EventRings.isMapped(keys.words[slot + RING]) && keys.words[slot + NEXT] - head(slot, windows - 1) >= FEW) {
            map(slot);
        }
        for (int d = 0; d < fields.length; d++) {
            long value = values[fields[d]];
            events.setValue(at, d, value);
            if (value != 0) {
                int before = latestWith(slot, d, value);
                long seen = Long.MIN_VALUE;
                if (before != NONE) {
                    events.mark(before, d);
                    seen = events.time(before);
                }
                for (int w = 0; w < windows; w++) {
                    if (seen <= time - lengths[w]) {
                        keys.words[distinctWord(slot, w, d)]++;
                    }
                }
            }
        }
    }

    /** Where the latest event with this value is, before the one that is being added. */
    private int latestWith(int slot, int d, long value) {
        long ring = keys.words[slot + RING];
        long next = keys.words[slot + NEXT];
        long first = head(slot, windows - 1);
        if (EventRings.isMapped(ring)) {
            int known = latest.put(valueKey(slot, d, value), (int) (next & NUMBERS));
            return known == LongIndex.ABSENT ? NONE : events.at(ring, first + ((known - first) & NUMBERS));
        }
        for (long number = next - 1; number >= first; number--) {
            int at = events.at(ring, number);
            if (events.value(at, d) == value) {
                return at;
            }
        }
        return NONE;
    }

    /** From now on the values of this key are sought in the index. */
    private void map(int slot) {
        long ring = EventRings.mapped(keys.words[slot + RING]);
        keys.words[slot + RING] = ring;
        for (long number = head(slot, windows - 1); number < keys.words[slot + NEXT]; number++) {
            int at = events.at(ring, number);
            for (int d = 0; d < fields.length; d++) {
                if (!events.isMarked(at, d) && events.value(at, d) != 0) {
                    latest.put(valueKey(slot, d, events.value(at, d)), (int) (number & NUMBERS));
                }
            }
        }
    }

    private long valueKey(int slot, int d, long value) {
        return Mixing.pair(keys.words[slot + KEY] + d, value);
    }

    private int distinctWord(int slot, int window, int d) {
        return slot + distinctCounts + window * fields.length + d;
    }

    /** Looks at the next key in turn and drops it, or what has left its windows. */
    void sweepOne(long now) {
        if (keys.used() == 0) {
            return;
        }
        sweep = sweep >= keys.used() - keys.recordSize ? 0 : sweep + keys.recordSize;
        long last = keys.words[sweep + LAST];
        if (last == DROPPED) {
            return;
        }
        expire(sweep, now);
        if (last <= now - shape.keepMicros) {
            index.remove(keys.words[sweep + KEY]);
            keys.words[sweep + LAST] = DROPPED;
            keys.release(sweep, 0);
        }
    }

    /** Events in the window. */
    long count(int slot, int window) {
        return keys.words[slot + NEXT] - head(slot, window);
    }

    private boolean isEmpty(int slot, int window) {
        return keys.words[slot + NEXT] == head(slot, window);
    }

    private int headAt(int slot, int window) {
        return events.at(keys.words[slot + RING], head(slot, window));
    }

    /** Events in the window with an amount. */
    int amounts(int slot, int window) {
        return isEmpty(slot, window) ? 0 : (int) keys.words[slot + PRESENT] - events.present(headAt(slot, window));
    }

    /** Sum of the amounts in the window. */
    long sum(int slot, int window) {
        return isEmpty(slot, window) ? 0 : keys.words[slot + SUM] - events.sum(headAt(slot, window));
    }

    /** Sum of the squares of the amounts in the window, the lower 64 of 128 bits. */
    long squaresLow(int slot, int window) {
        return isEmpty(slot, window) ? 0 : keys.words[slot + SQUARES_LOW] - events.squaresLow(headAt(slot, window));
    }

    /** The upper 64 bits. */
    long squaresHigh(int slot, int window) {
        if (isEmpty(slot, window)) {
            return 0;
        }
        int head = headAt(slot, window);
        long borrow = Long.compareUnsigned(keys.words[slot + SQUARES_LOW], events.squaresLow(head)) < 0 ? 1 : 0;
        return keys.words[slot + SQUARES_HIGH] - events.squaresHigh(head) - borrow;
    }

    /** Different values in the window. */
    long distinct(int slot, int window, int d) {
        return keys.words[distinctWord(slot, window, d)];
    }

    /** The keys that are not idle at {@code now}, in ascending order, their windows at that time. */
    int[] liveSlots(long now) {
        int[] live = new int[index.size()];
        int count = 0;
        for (int slot = 0; slot < keys.used(); slot += keys.recordSize) {
            long last = keys.words[slot + LAST];
            if (last != DROPPED && last > now - shape.keepMicros) {
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

    /** The events of a key in its longest window from old to new, each as time, amount and its values. */
    long[] history(int slot) {
        if (windows == 0) {
            return new long[0];
        }
        int width = 2 + fields.length;
        long first = head(slot, windows - 1);
        long[] history = new long[Math.toIntExact((keys.words[slot + NEXT] - first) * width)];
        for (int k = 0; k < history.length / width; k++) {
            int at = events.at(keys.words[slot + RING], first + k);
            history[k * width] = events.time(at);
            history[k * width + 1] = shape.amounts ? amountOf(slot, first + k) : KeyedEvent.NO_AMOUNT;
            for (int d = 0; d < fields.length; d++) {
                history[k * width + 2 + d] = events.value(at, d);
            }
        }
        return history;
    }

    private long amountOf(int slot, long number) {
        long[] key = keys.words;
        int at = events.at(key[slot + RING], number);
        boolean last = number + 1 == key[slot + NEXT];
        int next = last ? at : events.at(key[slot + RING], number + 1);
        int present = last ? (int) key[slot + PRESENT] : events.present(next);
        return present == events.present(at)
                ? KeyedEvent.NO_AMOUNT
                : (last ? key[slot + SUM] : events.sum(next)) - events.sum(at);
    }
}
