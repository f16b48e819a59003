// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.components;

import org.cordon.computation.fit.ModelFitting;

/** Finds mean and principal components of rows by one secure sum; puts out a model as {@value #NAME}. Parameters: {@link ComponentsPlan}. */
public final class Components extends ModelFitting {
    public static final String NAME = "components";

    public Components() {
        super(NAME, ComponentsPlan::decode);
    }
}
