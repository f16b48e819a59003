// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.kernel.KernelMean;

/** The private half of {@link KernelMean}. */
public final class KernelMeanContributor extends FitContributor {
    public KernelMeanContributor() {
        super(new KernelMean());
    }
}
