// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import java.util.function.Supplier;

/**
 * One condition under which a node can do its work.
 *
 * @param name what is looked at, for example {@code store}
 * @param look asked at every question, on the HTTP thread; must be quick
 */
public record Readiness(String name, Supplier<State> look) {
    /**
     * The answer.
     *
     * @param ready whether the node can work as far as this goes
     * @param detail a few words for the operator
     */
    public record State(boolean ready, String detail) {
        public static State ready(String detail) {
            return new State(true, detail);
        }

        public static State notReady(String detail) {
            return new State(false, detail);
        }
    }

    State now() {
        try {
            return look.get();
        } catch (RuntimeException failed) {
            return State.notReady(String.valueOf(failed.getMessage()));
        }
    }
}
