// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.cordon.log.LogStorage;
import org.cordon.log.MemoryLog;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.wire.HistoryCodec;

/** A consortium of five with a protocol log, for tests. */
public final class Logged {
    private static final ConsortiumDraft DRAFT = draft();

    public static final Consortium CONSORTIUM = HistoryCodec.found(DRAFT);

    private Logged() {}

    private static ConsortiumDraft draft() {
        List<String> names =
                IntStream.rangeClosed(1, 5).mapToObj(i -> "exchange-" + i).toList();
        return ConsortiumDraft.create(ConsortiumPlan.of("test", names), Randomness.secure(), InstantSource.system());
    }

    public static Signer coordinator() {
        return DRAFT.keys(ConsortiumPlan.COORDINATOR).identity();
    }

    public static Signer member(int index) {
        return DRAFT.keys("exchange-" + index).identity();
    }

    public static ProtocolLog log(LogStorage storage, InstantSource clock) {
        return ProtocolLog.open(LogPlace.of(storage), CONSORTIUM, coordinator(), clock);
    }

    /** Records of a task, in a log of their own. */
    public static TaskRecords records(Digest session) {
        return new TaskRecords(log(new MemoryLog(), InstantSource.system()), session, true);
    }
}
