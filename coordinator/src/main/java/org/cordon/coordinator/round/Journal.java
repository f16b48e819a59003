// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Body;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.StoredReader;
import org.cordon.sum.round.RoundCoordinator;

/** The kinds of journal entries, in the order in which a round writes them, and their content. */
final class Journal {
    /** An epoch number was used: u32. */
    static final String EPOCH_BEGUN = "epoch-begun";
    /** An epoch stands: {@link Standing}. */
    static final String EPOCH = "epoch";
    /** The state that rounds go on from: its digest. */
    static final String STATE = "state";
    /** Signed open. */
    static final String OPEN = "open";
    /** A member's message. */
    static final String SUBMISSION = "submission";
    /** Signed cohort. */
    static final String COHORT = "cohort";
    /** Signed statement of a member whose vector is complete. */
    static final String UPLOADED = "uploaded";
    /** Signed survivors: from here on the round has no other attempt. */
    static final String SURVIVORS = "survivors";
    /** The round is dead or the attempt over: {@link End}. */
    static final String ABORTED = "aborted";
    /** Signed result. */
    static final String RESULT = "result";
    /** The publication. */
    static final String PUBLISHED = "published";
    /** The task is to end before its computation does: why. */
    static final String ENDING = "ending";
    /** A charter was taken, in the journal of {@link CharterLedger}. */
    static final String CHARTER = "charter";

    private Journal() {}

    /**
     * How an attempt ended without a sum.
     *
     * @param dead whether the round is over with it, as survivors were proposed
     * @param complained all pairs complained of in the round so far; whom the next attempt leaves out follows from them
     */
    record End(boolean dead, List<RoundCoordinator.Pair> complained) {
        End {
            complained = List.copyOf(complained);
        }
    }

    static Bytes end(End end) {
        Transcript out =
                new Transcript().u8(end.dead() ? 1 : 0).u16(end.complained().size());
        end.complained().forEach(pair -> out.u16(pair.one()).u16(pair.other()));
        return out.toBytes();
    }

    static End end(Bytes content) {
        StoredReader in = new StoredReader(content);
        boolean dead = in.u8() == 1;
        List<RoundCoordinator.Pair> complained = new ArrayList<>();
        for (int left = in.u16(); left > 0; left--) {
            complained.add(new RoundCoordinator.Pair(in.u16(), in.u16()));
        }
        in.end();
        return new End(dead, complained);
    }

    static Bytes sentence(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sentence(Bytes content) {
        return new String(content.toByteArray(), StandardCharsets.UTF_8);
    }

    static Bytes signed(Signed<?> signed) {
        return new Transcript()
                .lp(signed.exact())
                .raw(signed.signature().toByteArray())
                .toBytes();
    }

    static <B extends Body> Signed<B> signed(Bytes content, Class<B> type, BodyCodec codec) {
        StoredReader in = new StoredReader(content);
        Bytes exact = in.lp();
        Signature signature = in.signature();
        in.end();
        return new Signed<>(codec.decode(type, exact), exact, signature);
    }
}
