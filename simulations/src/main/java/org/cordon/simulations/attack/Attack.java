// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.attack;

/** What an exchange sends that wants to do harm, or to gain without giving. */
@FunctionalInterface
public interface Attack {
    /** The update in the place of an honest one, one value per parameter; it is bounded like everybody's before it is sent. */
    double[] update(Malice malice);
}
