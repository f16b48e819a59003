// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Local training of networks, and the only package that touches DL4J and ND4J.
 *
 * <p>Read in this order: {@link org.cordon.participant.training.NetworkTrainer} (the port's implementation), {@link
 * org.cordon.participant.training.DenseTrainer}, {@link org.cordon.participant.training.DenseNetwork} (one step), {@link
 * org.cordon.participant.training.SequenceTrainer}, {@code LstmNetwork} (one sequence), {@link org.cordon.participant.training.Dl4jReference} (the
 * model authority: configuration, initialisation and the reference the tests compare with).
 * For DP-SGD: {@link org.cordon.participant.training.PrivateGradient}, {@link
 * org.cordon.participant.training.PrivacyUnits}, then how it is done, {@code UnitClip}, {@code LanePass}, {@code
 * LaneShape}.
 *
 * <p>Invariants: nothing of DL4J's file formats is read or written, here or anywhere (its loaders run Java
 * deserialisation); a network enters and leaves as a {@link org.cordon.model.NetworkSpec} and a {@link
 * org.cordon.model.ParameterVector}. Results are equal bit for bit over runs and threads of one machine, not over types
 * of CPU, so nobody audits local training by repeating it elsewhere. Operations run on the calling thread; parallelism
 * is over networks.
 */
@NullMarked
package org.cordon.participant.training;

import org.jspecify.annotations.NullMarked;
