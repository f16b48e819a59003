// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.kernel;

import org.cordon.computation.fit.ModelFitting;

/** Finds the mean of rows in a kernel's feature space by one secure sum; puts out a model as {@value #NAME}. Parameters: {@link KernelMeanPlan}. */
public final class KernelMean extends ModelFitting {
    public static final String NAME = "kernel";

    public KernelMean() {
        super(NAME, KernelMeanPlan::decode);
    }
}
