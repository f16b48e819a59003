// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.coordinator.log.Logged;
import org.cordon.coordinator.log.ProtocolLog;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.log.MemoryLog;
import org.cordon.sum.epoch.Keyring;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.CoordinatorMessage.LogUpdate;
import org.junit.jupiter.api.Test;

/** What members that attend hear when another one comes. */
class FederationDeskTest {
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final ProtocolLog log = Logged.log(new MemoryLog(), () -> now);
    private final FederationDesk desk = new FederationDesk(
            new MemoryCoordinatorStore(),
            new Assembly(Logged.CONSORTIUM, Keyring.of(Logged.coordinator())),
            log,
            () -> now);

    /** Keeps what it is given. */
    private static final class Inbox implements Desk.EventSink {
        private final List<CoordinatorMessage> messages = new ArrayList<>();

        @Override
        public void push(CoordinatorMessage message) {
            messages.add(message);
        }

        @Override
        public void replaced() {}
    }

    private Inbox attend(int member) {
        Inbox inbox = new Inbox();
        Desk.Attendance unused = desk.attend(member, log.size(), inbox);
        return inbox;
    }

    /** A member that starts again enters no round before others have cosigned since: they are asked, but not by everybody who comes. */
    @Test
    void witnessesAreAskedAgainWhenSomebodyComesNowAndThen() {
        Inbox first = attend(1);
        now = now.plusSeconds(19);
        Inbox second = attend(2);
        assertThat(first.messages).hasSize(1);
        now = now.plusSeconds(1);
        Inbox third = attend(3);
        for (Inbox asked : List.of(first, second)) {
            assertThat(asked.messages).hasSize(2).allMatch(LogUpdate.class::isInstance);
            assertThat(((LogUpdate) asked.messages.get(1)).leaves()).isEmpty();
        }
        assertThat(third.messages).hasSize(1);
    }
}
