// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.Set;

/**
 * What happens in an attempt, besides what everybody should do.
 *
 * @param leftOut who is not asked, since the round's complaints are covered by them
 * @param declined who says that it does not take part
 * @param absent who is not ready in time
 * @param vanished who is in the cohort, and then never uploads
 * @param silent who endorses, and never reveals
 * @param spoilers who sends everybody below it shares that do not open
 */
record Plan(
        Set<Integer> leftOut,
        Set<Integer> declined,
        Set<Integer> absent,
        Set<Integer> vanished,
        Set<Integer> silent,
        Set<Integer> spoilers) {
    static final Plan SMOOTH = new Plan(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    static Plan leftOut(Integer... members) {
        return new Plan(Set.of(members), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    static Plan declined(Integer... members) {
        return new Plan(Set.of(), Set.of(members), Set.of(), Set.of(), Set.of(), Set.of());
    }

    static Plan absent(Integer... members) {
        return new Plan(Set.of(), Set.of(), Set.of(members), Set.of(), Set.of(), Set.of());
    }

    static Plan vanished(Integer... members) {
        return new Plan(Set.of(), Set.of(), Set.of(), Set.of(members), Set.of(), Set.of());
    }

    static Plan silent(Integer... members) {
        return new Plan(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(members), Set.of());
    }

    static Plan spoilt(Integer... members) {
        return new Plan(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(members));
    }
}
