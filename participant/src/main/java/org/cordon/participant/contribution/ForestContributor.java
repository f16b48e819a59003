// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.forest.Forest;

/** The private half of {@link Forest}. */
public final class ForestContributor extends FitContributor {
    public ForestContributor() {
        super(new Forest());
    }
}
