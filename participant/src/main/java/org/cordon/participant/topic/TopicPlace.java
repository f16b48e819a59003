// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

/**
 * Where a message stands in its topic.
 *
 * @param offset counted from 0 within the partition
 * @param fingerprint of the value: the first eight bytes of its SHA-256
 */
public record TopicPlace(int partition, long offset, long fingerprint) {
    /** As messages to people name it. */
    public String text() {
        return "partition " + partition + ", offset " + offset;
    }
}
