// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.svdd.Svdd;

/** The private half of {@link Svdd}. */
public final class SvddContributor extends FitContributor {
    public SvddContributor() {
        super(new Svdd());
    }
}
