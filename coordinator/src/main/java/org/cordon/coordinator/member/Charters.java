// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.member;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.member.Consortium;
import org.cordon.privacy.accountant.AccountantRefused;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.sum.round.Crowd;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.Stage;
import org.cordon.wire.CharterCodec;

/** What a charter must be before it is worth anybody's approval. */
final class Charters {
    private final DeskRecords records;
    private final InstantSource clock;

    Charters(DeskRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** Reads exact bytes of a charter that was checked before. */
    static Charter charter(Bytes exact) {
        return CharterCodec.decode(exact);
    }

    /** Refuses what could not be run under the newest manifest, and versions that go back. */
    OfferedCharter require(Bytes exact, Optional<Digest> state, Consortium consortium) throws ConsortiumRefused {
        Charter charter = decode(exact);
        String what = "the charter of task " + charter.name();
        if (!charter.consortium().equals(consortium.id())) {
            throw new ConsortiumRefused(
                    Reason.OTHER_CONSORTIUM,
                    what + " is for consortium " + charter.consortium().shortHex() + ", but this is "
                            + consortium.id().shortHex() + "; draft it for this one");
        }
        if (!state.equals(Optional.of(charter.initialState()))) {
            throw new ConsortiumRefused(
                    Reason.WRONG_DIGEST,
                    what + " names first state " + charter.initialState().shortHex()
                            + ", but another came with it; submit the state that was drafted with it");
        }
        if (!clock.instant().isBefore(charter.expiry())) {
            throw new ConsortiumRefused(
                    Reason.UNFIT, what + " ended at " + charter.expiry() + "; draft one that ends later");
        }
        requireFits(charter, consortium, what);
        requireNewer(charter, exact, what);
        return OfferedCharter.unapproved(charter, exact, consortium);
    }

    /**
     * Refuses a first state that is not the one of the charter's stages. Where a computation is not known here, who starts the task
     * refuses it.
     */
    static void requireFirst(Bytes exact, Bytes state) throws ConsortiumRefused {
        Charter charter = charter(exact);
        if (!Computations.installed()
                .names()
                .containsAll(charter.stages().stream().map(Stage::computation).toList())) {
            return;
        }
        try {
            charter.requireFirst(new StagedComputation(), state);
        } catch (IllegalArgumentException unfit) {
            throw new ConsortiumRefused(
                    Reason.UNFIT,
                    "the first state of task " + charter.name() + " does not fit its charter: " + unfit.getMessage()
                            + "; submit both with 'cordon task submit'");
        }
    }

    private static Charter decode(Bytes exact) throws ConsortiumRefused {
        try {
            return CharterCodec.decode(exact);
        } catch (MalformedBody malformed) {
            throw new ConsortiumRefused(
                    Reason.MALFORMED, malformed.getMessage() + "; draft the charter with 'cordon task draft'");
        }
    }

    private static void requireFits(Charter charter, Consortium consortium, String what) throws ConsortiumRefused {
        try {
            charter.requireFits(consortium.current().manifest().threshold());
        } catch (IllegalArgumentException unfit) {
            throw new ConsortiumRefused(
                    Reason.UNFIT,
                    what + " does not fit the consortium: " + unfit.getMessage() + "; correct it and submit it again");
        }
        try {
            Crowd crowd = Crowd.of(consortium.current().manifest().threshold(), charter.minSurvivors());
            PrivacyPlan.of(charter).ifPresent(plan -> plan.requireKept().requireShares(crowd));
        } catch (IllegalArgumentException | AccountantRefused unkept) {
            throw new ConsortiumRefused(
                    Reason.UNFIT,
                    what + " does not keep the differential privacy that it promises: " + unkept.getMessage()
                            + "; correct it and submit it again");
        }
    }

    private void requireNewer(Charter charter, Bytes exact, String what) throws ConsortiumRefused {
        Digest session = Hashes.blob(exact);
        Optional<OfferedCharter> newer = approved()
                .filter(other -> other.charter().name().equals(charter.name()))
                .filter(other -> other.charter().version() >= charter.version()
                        && !other.session().equals(session))
                .findFirst();
        if (newer.isPresent()) {
            throw new ConsortiumRefused(
                    Reason.DOWNGRADE,
                    what + " is version " + charter.version() + ", but version "
                            + newer.get().charter().version()
                            + " was approved; a task never goes back, draft a higher version");
        }
    }

    private Stream<OfferedCharter> approved() {
        return records.tasks().values().stream();
    }
}
