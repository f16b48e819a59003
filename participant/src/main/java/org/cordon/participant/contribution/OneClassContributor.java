// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.kernel.OneClass;

/** The private half of {@link OneClass}. */
public final class OneClassContributor extends FitContributor {
    public OneClassContributor() {
        super(new OneClass());
    }
}
