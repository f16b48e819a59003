// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

/** How far the demo is; one stage at a time. Safe for concurrent use. */
interface Progress extends AutoCloseable {
    /** Begins a stage of so many steps, and ends the one before. */
    void stage(String name, int steps);

    /** A step is done. */
    void step();

    /** Something happened that the reader wants to know now. */
    void say(String sentence);

    @Override
    void close();
}
