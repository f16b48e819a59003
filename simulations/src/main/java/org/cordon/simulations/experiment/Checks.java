// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules that sections keep. */
final class Checks {
    private Checks() {}

    static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Exactly one of the choices, whose names stand in the same order, is there. */
    static void exactlyOne(String section, List<String> names, Optional<?>... choices) {
        List<String> there = new ArrayList<>();
        for (int i = 0; i < choices.length; i++) {
            if (choices[i].isPresent()) {
                there.add(names.get(i));
            }
        }
        require(
                there.size() == 1,
                section + " must be exactly one of " + names + ", but was "
                        + (there.isEmpty() ? "none of them" : there.toString()));
    }
}
