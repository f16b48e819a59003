// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import java.io.PrintWriter;
import java.io.Writer;

/** Output that nobody reads. */
final class Quiet {
    private Quiet() {}

    static PrintWriter writer() {
        return new PrintWriter(Writer.nullWriter());
    }
}
