// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.Step;

/** Tells two listeners, in this order. */
record BothListeners(TaskListener one, TaskListener other) implements TaskListener {
    @Override
    public void step(Scope where, Step step) {
        one.step(where, step);
        other.step(where, step);
    }

    @Override
    public void epochEstablished(int epoch, int members) {
        one.epochEstablished(epoch, members);
        other.epochEstablished(epoch, members);
    }

    @Override
    public void epochDropped(int epoch) {
        one.epochDropped(epoch);
        other.epochDropped(epoch);
    }

    @Override
    public void refused(int member, MemberMessage.Refusal.Reason reason) {
        one.refused(member, reason);
        other.refused(member, reason);
    }

    @Override
    public void summed(Scope where, int cohort, int survivors, Bytes state) {
        one.summed(where, cohort, survivors, state);
        other.summed(where, cohort, survivors, state);
    }

    @Override
    public void aborted(Scope where, String why) {
        one.aborted(where, why);
        other.aborted(where, why);
    }

    @Override
    public void ended(Bytes state) {
        one.ended(state);
        other.ended(state);
    }

    @Override
    public void stopped(String why) {
        one.stopped(why);
        other.stopped(why);
    }
}
