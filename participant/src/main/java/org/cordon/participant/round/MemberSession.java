// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.MemberStates;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundMember;
import org.cordon.task.EpochTerms;

/** What a member remembers of a session, in memory as on disk. Used on the follower's thread alone. */
final class MemberSession {
    private final SessionContext context;
    private SessionRecord record;

    MemberSession(SessionContext context) {
        this.context = context;
        this.record = SessionRecord.first(
                context.charter().initialState(), context.store().epochFloor());
    }

    SessionRecord record() {
        return record;
    }

    /** Durable when it returns. */
    void save(SessionRecord next) {
        save(next, new TreeMap<>());
    }

    /** The same, and counts of the ledger in one write. */
    void save(SessionRecord next, SortedMap<String, Long> counts) {
        Optional<MemberStates> states = next.round()
                .flatMap(r -> states(context.terms(next), r.open().body().model()));
        context.store().save(context.session(), next.encode(states), counts);
        record = next;
    }

    private Optional<MemberStates> states(EpochTerms terms, Digest model) {
        return context.state(model).configuration(terms.crowd()).map(c -> new MemberStates(party(terms, c)));
    }

    private RoundMember party(EpochTerms terms, RoundConfiguration configuration) {
        return new RoundMember(terms.roll(), context.self(), configuration, terms.speaker(), context.randomness());
    }

    /** What the epoch whose keys are held runs under. */
    EpochTerms terms() {
        return context.terms(record);
    }

    /** This member in a round of that shape. */
    RoundMember party(RoundConfiguration configuration) {
        return party(terms(), configuration);
    }

    /** Shape and bounds of the next round; empty when the task has no more. */
    Optional<RoundConfiguration> configuration() {
        return context.state(record.state()).configuration(terms().crowd());
    }

    /** Shape and bounds of the round that is open: they follow from the state it started from, not from a later one. */
    RoundConfiguration configurationOf(MemberState state) {
        return context.state(state.open().body().model())
                .configuration(terms().crowd())
                .orElseThrow();
    }

    boolean isAt(Scope scope) {
        return record.isAt(scope);
    }

    /** The open round, if it is in that state. */
    <S extends MemberState> Optional<S> round(Class<S> state) {
        return record.round().flatMap(r -> r.as(state));
    }

    /** Goes back to where the store says this member was; a new one takes the task's first state from the coordinator. */
    private void restore() throws InterruptedException {
        Optional<MemberStore.MemberRecord> stored = context.store().load(context.session());
        if (stored.isEmpty()) {
            try {
                var unused = context.fetchInitialState();
            } catch (IllegalArgumentException e) {
                throw new RoundFollower.Unfit(e);
            }
            return;
        }
        SessionRecord open = SessionRecord.decode(stored.orElseThrow());
        var unused = context.fetchState(open.state());
        record = SessionRecord.decode(
                stored.orElseThrow(),
                model -> context.holds(model) ? states(context.terms(open), model) : Optional.empty());
        context.log()
                .resumed(
                        context.session(),
                        record.round().map(MemberState::toString).orElse("idle"));
    }

    void restoreOnceReachable() throws InterruptedException {
        boolean restored = false;
        while (!restored) {
            try {
                restore();
                restored = true;
            } catch (CoordinatorLink.LinkUnavailable unavailable) {
                context.log().unavailable("the question for the task's state", unavailable);
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }
}
