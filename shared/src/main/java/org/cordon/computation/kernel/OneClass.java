// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.kernel;

import org.cordon.computation.fit.ModelFitting;

/** Trains a one-class SVM by secure sums of sub-gradients; puts out a model as {@value #NAME}. Parameters: {@link OneClassPlan}. */
public final class OneClass extends ModelFitting {
    public static final String NAME = "oneclass";

    public OneClass() {
        super(NAME, OneClassPlan::decode);
    }
}
