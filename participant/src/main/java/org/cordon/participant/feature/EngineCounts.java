// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

/**
 * What became of the events so far: {@code offered = computed + held + repeated + late}.
 *
 * @param computed they count
 * @param held they wait for earlier ones
 * @param repeated they came twice and count once
 * @param late they came too late and do not count
 * @param rows rows of features made
 */
public record EngineCounts(long computed, long held, long repeated, long late, long rows) {
    /** All events that were offered. */
    public long offered() {
        return computed + held + repeated + late;
    }
}
