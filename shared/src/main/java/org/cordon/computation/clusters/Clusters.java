// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.computation.clusters;

import org.cordon.computation.fit.ModelFitting;

/** Finds clusters of rows by secure sums; puts out a model as {@value #NAME}. Parameters: {@link ClustersPlan}. */
public final class Clusters extends ModelFitting {
    public static final String NAME = "clusters";

    public Clusters() {
        super(NAME, ClustersPlan::decode);
    }
}
