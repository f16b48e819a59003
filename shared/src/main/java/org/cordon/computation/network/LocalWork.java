// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.network;

import org.cordon.model.LocalPlan;

/** What participants do between two sums of a training. */
public sealed interface LocalWork permits LocalWork.Averaging, PrivateSgd {
    /**
     * Several steps on their own rows; the update is sent, weighed by the number of rows (McMahan et al. 2017).
     *
     * @param plan the steps
     * @param bounds public bounds on an update
     */
    record Averaging(LocalPlan plan, UpdateBounds bounds) implements LocalWork {}
}
