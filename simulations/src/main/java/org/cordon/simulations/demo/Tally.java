// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What an exchange has uploaded. */
final class Tally {
    private final AtomicLong words = new AtomicLong();
    private final AtomicInteger vectors = new AtomicInteger();
    private volatile int length;

    /** A query for so many words was answered; they are uploaded with a count slot. */
    void asked(int queryLength) {
        length = queryLength + 1;
    }

    /** The coordinator has taken the whole vector. */
    void uploaded() {
        words.addAndGet(length);
        vectors.incrementAndGet();
    }

    /** Coordinates of all vectors that were taken. */
    long words() {
        return words.get();
    }

    /** Vectors that were taken. */
    int vectors() {
        return vectors.get();
    }
}
