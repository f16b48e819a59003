// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.simulations.ledger.Ledger;

/**
 * Exchanges of which each has seen one kind of attacker, and later meets all: what training alone, together and pooled are compared on.
 *
 * <p>The events before the days to learn from are over, with the labels that were known by then, are for learning; the others are the
 * test.
 */
public enum Scenario {
    /** Accounts taken over in four ways. */
    TAKEOVER("takeover", List.of("stuffing-loud", "stuffing-quiet", "phished", "api-keys")),
    /** Wash trading of three forms, and pump and dump. */
    MARKET_ABUSE("market-abuse", List.of("wash-self", "wash-pair", "wash-ring", "pump")),
    /** Hot wallets emptied in five ways. */
    THEFT("theft", List.of("m2", "coinex", "stake", "kucoin", "upbit2025")),
    /** Stolen money that comes in. */
    LAUNDERING("laundering", List.of("atomic", "horizon", "peel"));

    /** Of a ledger's days. */
    private static final double SHARE_TO_LEARN = 2.0 / 3;

    private static final int REPEATS = 2;

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // a list of constants
    private final List<String> kinds;

    Scenario(String word, List<String> kinds) {
        this.word = word;
        this.kinds = kinds;
    }

    /** The scenario of that name. */
    public static Optional<Scenario> named(String word) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.word.equals(word))
                .findFirst();
    }

    /** The days from which may be learnt. */
    public int daysToLearn(int days) {
        return (int) StrictMath.rint(days * SHARE_TO_LEARN);
    }

    /** Of a ledger that is to hold it: every script needs a time before it begins, within the days to learn from. */
    public int fewestDays() {
        int lead = scripts().stream()
                .mapToInt(script -> (int) StrictMath.ceil(script.leadHours() / 24))
                .max()
                .orElse(0);
        return (int) StrictMath.ceil((lead + 2) / SHARE_TO_LEARN);
    }

    /** Its scripts. */
    public List<Script> scripts() {
        return kinds.stream().map(kind -> Scripts.named(kind).orElseThrow()).toList();
    }

    /** Its scripts at their exchanges. */
    public List<Ledger.Staged> staged(Casting casting) {
        return casting.unequal(scripts(), daysToLearn(casting.setting().days()), REPEATS);
    }

    /** For the command line. */
    @Override
    public String toString() {
        return word;
    }
}
