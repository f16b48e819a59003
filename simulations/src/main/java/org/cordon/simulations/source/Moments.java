// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.source;

/** Orders what a column of time holds. */
final class Moments {
    private Moments() {}

    static int compare(String one, String other) {
        try {
            return Double.compare(Double.parseDouble(one), Double.parseDouble(other));
        } catch (NumberFormatException text) {
            return one.compareTo(other);
        }
    }
}
