// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.VerifiedCertificate;
import org.cordon.sum.round.VerifiedCohort;
import org.cordon.sum.round.VerifiedSurvivors;

/** What the log has said of one attempt so far. Fields are empty until it says so, and where what it says does not hold. */
final class RoundFold {
    final Scope scope;
    final Place place;
    final Optional<EpochFold> epoch;

    /** Fewest inputs of the sum; 0 where charter or epoch is not known. */
    final int minimum;

    Optional<Logged<LogRecord.RoundOpened>> opened = Optional.empty();
    /** Whether it was said that there were records before the opening. */
    boolean unopenedTold;

    Optional<RoundConfiguration> configuration = Optional.empty();
    Optional<Digest> group = Optional.empty();
    Optional<Integer> stage = Optional.empty();
    String computation = "";
    Optional<Logged<LogRecord.CohortFixed>> cohortFixed = Optional.empty();
    Optional<VerifiedCohort> cohort = Optional.empty();
    final Map<Integer, Digest> uploads = new HashMap<>();
    Optional<Logged<LogRecord.SurvivorsProposed>> proposed = Optional.empty();
    Optional<Logged<LogRecord.SurvivorsFixed>> fixed = Optional.empty();
    Optional<VerifiedSurvivors> survivors = Optional.empty();
    Optional<VerifiedCertificate> certificate = Optional.empty();
    final TreeSet<Integer> revealers = new TreeSet<>();
    Optional<Logged<LogRecord.BudgetCharged>> charged = Optional.empty();
    Optional<Logged<LogRecord.AggregateReleased>> released = Optional.empty();
    final Map<Integer, RoundBody.Receipt> receipts = new HashMap<>();
    Optional<Digest> published = Optional.empty();
    Optional<Logged<LogRecord.RoundAborted>> aborted = Optional.empty();
    final TreeSet<Integer> complained = new TreeSet<>();
    final List<AuditReport.StepSeen> steps = new ArrayList<>();

    /** A record and where it stands. */
    record Logged<R extends LogRecord>(R record, Seen at) {}

    RoundFold(Scope scope, Optional<EpochFold> epoch, int minimum) {
        this.scope = scope;
        this.place = Place.of(scope);
        this.epoch = epoch;
        this.minimum = minimum;
    }

    /** Notes the first record of a kind for the timeline. */
    void step(String name, Seen at) {
        if (steps.stream().noneMatch(step -> step.step().equals(name))) {
            steps.add(new AuditReport.StepSeen(name, at.index(), at.at()));
        }
    }

    /** U1 as recorded. */
    Optional<MemberSet> cohortMembers() {
        return cohortFixed.map(logged -> logged.record().members());
    }

    /** U2 as proposed. */
    Optional<MemberSet> survivorMembers() {
        return proposed.map(logged -> logged.record().members());
    }

    AuditReport.RoundLine line() {
        return new AuditReport.RoundLine(
                scope.session().hex(),
                computation,
                scope.epoch(),
                scope.round(),
                scope.attempt(),
                minimum,
                steps,
                members(cohortMembers()),
                members(cohortFixed.map(logged -> logged.record().declined())),
                members(survivorMembers()),
                end());
    }

    private static List<Integer> members(Optional<MemberSet> set) {
        return set.map(members -> members.stream().boxed().toList()).orElse(List.of());
    }

    private String end() {
        if (published.isPresent()) {
            return "published";
        } else if (released.isPresent()) {
            return "released";
        } else if (aborted.isPresent()) {
            boolean dead = aborted.orElseThrow().record().end() == LogRecord.RoundAborted.End.DEAD;
            return dead ? "dead" : "aborted";
        }
        return "open";
    }
}
