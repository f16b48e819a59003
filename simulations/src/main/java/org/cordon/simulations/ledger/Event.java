// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger;

import java.util.Optional;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;

/**
 * One event in the terms of cordon/events-v1.
 *
 * <p><b>Guarantees.</b> Texts are printable ASCII without quotes, commas or backslashes, so they need no escaping in CSV or JSON; an
 * empty text is a missing value.
 *
 * @param id unique in the ledger
 * @param timeMicros microseconds since 1970 in UTC
 * @param kind what happened
 * @param actor whose event it is
 * @param money what moved or was acted upon
 * @param counterparty address, other side of a trade, or subject of a privileged action; may be empty
 * @param session where from; empty for wallets
 * @param outcome how it ended
 * @param detail further numbers
 */
public record Event(
        String id,
        long timeMicros,
        EventKind kind,
        Actor actor,
        Optional<Money> money,
        String counterparty,
        Optional<Session> session,
        Outcome outcome,
        Optional<Detail> detail) {
    private static final int LONGEST = 128;

    /** Refuses texts that would need escaping. */
    public Event {
        if (id.isEmpty()
                || !plain(id)
                || actor.account().isEmpty()
                || !plain(actor.account())
                || !plain(counterparty)) {
            throw new IllegalArgumentException(
                    "texts must be plain, but were " + id + ", " + actor + ", " + counterparty);
        }
    }

    private static boolean plain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter <= ' ' || letter > '~' || letter == '"' || letter == ',' || letter == '\\') {
                return false;
            }
        }
        return text.length() <= LONGEST;
    }

    /** The same event with another end. */
    Event ending(Outcome other) {
        return new Event(id, timeMicros, kind, actor, money, counterparty, session, other, detail);
    }
}
