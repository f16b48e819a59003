// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.components.Components;

/** The private half of {@link Components}. */
public final class ComponentsContributor extends FitContributor {
    public ComponentsContributor() {
        super(new Components());
    }
}
