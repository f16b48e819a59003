// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.svdd;

import org.cordon.computation.fit.ModelFitting;

/** Trains a deep SVDD by secure sums; puts out a model as {@value #NAME}. Parameters: {@link SvddPlan}. */
public final class Svdd extends ModelFitting {
    public static final String NAME = "svdd";

    public Svdd() {
        super(NAME, SvddPlan::decode);
    }
}
