// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.Optional;
import org.cordon.simulations.generator.Draws;
import org.cordon.simulations.ledger.Clock;
import org.cordon.simulations.ledger.Given;
import org.cordon.simulations.ledger.Pause;

/**
 * The exchange stops to pay its customers; a thief who has the keys goes on.
 *
 * @param afterMinutes after the start of the theft
 * @param hours how long
 * @param share of seeds in which it happens
 */
public record Halt(Given afterMinutes, Given hours, Given share) implements Step {
    Optional<Pause> pause(long startMicros, Draws draws) {
        if (!draws.chance(share.value())) {
            return Optional.empty();
        }
        long from = startMicros + (long) (afterMinutes.draw(draws) * Clock.MINUTE);
        return Optional.of(new Pause(from, from + (long) (hours.draw(draws) * Clock.HOUR)));
    }

    /** It is no event: {@link Played#pauses} makes withdrawals fail. */
    @Override
    public void play(Scene scene) {}
}
