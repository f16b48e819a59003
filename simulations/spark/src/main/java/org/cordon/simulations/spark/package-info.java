// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The engine on Apache Spark: tasks of a round become a Spark job, one exchange on one core.
 *
 * <p>Read first: {@link org.cordon.simulations.spark.SparkCluster}. What travels is bytes of our own; {@link
 * org.cordon.simulations.laboratory.Worksite} works on them. Of this package only {@link org.cordon.simulations.spark.SliceWork} is
 * serialised by Java.
 */
@NullMarked
package org.cordon.simulations.spark;

import org.jspecify.annotations.NullMarked;
