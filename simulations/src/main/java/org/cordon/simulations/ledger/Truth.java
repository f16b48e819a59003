// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

/**
 * What is true of an event of a script; detectors never see it.
 *
 * @param attack whether it is part of an attack; a negative control is not
 * @param incident name of the script
 * @param step which part of it
 * @param actor who acted in truth, for example attacker-m2
 * @param mark whether the step is a fact, derived or assumed
 * @param labelledAtMicros when the exchange knew, microseconds since 1970 in UTC
 */
public record Truth(boolean attack, String incident, String step, String actor, Mark mark, long labelledAtMicros) {}
