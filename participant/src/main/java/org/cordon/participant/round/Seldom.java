// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets the same thing be said once a minute. Safe for concurrent use; bounded, however many things there are. */
final class Seldom {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int KEPT = 64;

    private final InstantSource clock;
    private final Map<String, Instant> said = new LinkedHashMap<>();

    Seldom(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it is time to say it again. */
    synchronized boolean test(String what) {
        Instant now = clock.instant();
        Instant last = said.get(what);
        if (last != null && now.isBefore(last.plus(PAUSE))) {
            return false;
        }
        said.remove(what);
        said.put(what, now);
        if (said.size() > KEPT) {
            said.remove(said.keySet().iterator().next());
        }
        return true;
    }
}
