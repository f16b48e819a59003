// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/**
 * A customer of an exchange, drawn from its number alone.
 *
 * @param number from 0
 * @param actor as events name it
 * @param home where it usually acts from
 * @param wealth factor of its amounts
 */
public record Customer(long number, Actor actor, Session home, double wealth) {}
