// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.time.Instant;
import java.util.Optional;

/**
 * Takes the messages of a topic twice: first as they come, each partition in its order, to judge them; then what was made of them,
 * all partitions together in the order of time.
 *
 * @param <T> what a message becomes
 */
public interface TopicSink<T> {
    /** What {@code record} becomes; empty if it was refused. */
    Optional<T> judge(TopicRecord record, TopicPlace place);

    /**
     * A message that cannot be taken apart.
     *
     * @param sentence what is wrong, without a value
     */
    void malformed(String sentence, TopicPlace place);

    /** The time by which partitions are merged. */
    Instant time(T made);

    /** The next one of all partitions. */
    void accept(T made);
}
