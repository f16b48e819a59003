// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.forest;

import org.cordon.computation.fit.ModelFitting;

/** Counts rows in trees of public random splits by one secure sum; puts out a model as {@value #NAME}. Parameters: {@link ForestPlan}. */
public final class Forest extends ModelFitting {
    public static final String NAME = "forest";

    public Forest() {
        super(NAME, ForestPlan::decode);
    }
}
