// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.partition;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cordon.participant.data.Table;

/**
 * What a partition decides by.
 *
 * @param table features and labels
 * @param columns columns beside the features, as text, one value per row
 * @param random a function of the experiment's seed; the only source of chance
 */
public record Rows(Table table, Map<String, List<String>> columns, SplittableRandom random) {}
