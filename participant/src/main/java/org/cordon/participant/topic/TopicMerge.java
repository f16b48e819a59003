// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Merges partitions by time.
 *
 * <p><b>Guarantees.</b> Each partition keeps its order. What comes next is always the earliest of the heads of all partitions, so if
 * within each partition nothing is later than {@code d} behind what came before it, neither is it in the whole.
 */
final class TopicMerge<T> {
    private final TopicSink<T> sink;
    private final Map<Integer, Queue<T>> waiting = new HashMap<>();
    /** Those whose last message is here. */
    private final Map<Integer, Boolean> ended = new HashMap<>();

    TopicMerge(Collection<Integer> partitions, TopicSink<T> sink) {
        this.sink = sink;
        partitions.forEach(partition -> {
            waiting.put(partition, new ArrayDeque<>());
            ended.put(partition, false);
        });
    }

    void add(int partition, T made) {
        queue(partition).add(made);
    }

    /** No more comes of this partition. */
    void end(int partition) {
        ended.put(partition, true);
    }

    boolean isEnded(int partition) {
        return Boolean.TRUE.equals(ended.get(partition));
    }

    boolean isOver() {
        return !ended.containsValue(false) && waiting.values().stream().allMatch(Queue::isEmpty);
    }

    /** How many of this partition wait for another one. */
    int waiting(int partition) {
        return queue(partition).size();
    }

    /** Passes on what no later message can come before. */
    void drain() {
        Optional<Integer> next = earliest();
        while (next.isPresent()) {
            sink.accept(queue(next.get()).remove());
            next = earliest();
        }
    }

    /** The partition with the earliest head; empty while one that has not ended has none. */
    private Optional<Integer> earliest() {
        Optional<Integer> earliest = Optional.empty();
        for (var partition : waiting.entrySet()) {
            T head = partition.getValue().peek();
            if (head == null) {
                if (!isEnded(partition.getKey())) {
                    return Optional.empty();
                }
            } else if (earliest.isEmpty()
                    || sink.time(head).isBefore(sink.time(queue(earliest.get()).element()))) {
                earliest = Optional.of(partition.getKey());
            }
        }
        return earliest;
    }

    private Queue<T> queue(int partition) {
        return Optional.ofNullable(waiting.get(partition))
                .orElseThrow(
                        () -> new IllegalArgumentException("partition must be one of the topic, but was " + partition));
    }
}
