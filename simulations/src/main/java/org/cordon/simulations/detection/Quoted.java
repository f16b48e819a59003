// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.detection;

/** A line of text as YAML holds it. */
final class Quoted {
    private Quoted() {}

    static String of(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
