// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.policy;

import java.time.Instant;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.task.Demand;

/**
 * A charter that was left to a person.
 *
 * @param session its digest
 * @param demand what it asks for, read from its exact bytes
 * @param at when it was first left to a person
 * @param why the rule that left it to a person
 * @param decision the newest decision, if there is one
 */
public record AskedTask(Digest session, Demand demand, Instant at, String why, Optional<PersonDecision> decision) {}
