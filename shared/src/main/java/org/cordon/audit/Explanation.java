// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordon.privacy.Release;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.Statement;
import org.cordon.suite.Scope;
import org.cordon.sum.round.RoundBody;

/** One record in words. */
final class Explanation {
    private final List<Line> lines = new ArrayList<>();

    /** A part of a record. */
    record Line(String name, String value) {}

    private Explanation() {}

    static List<Line> of(Leaf leaf) {
        Explanation explanation = new Explanation();
        Statement statement = leaf.statement();
        explanation.add("leaf", statement.index() + ", " + leaf.exact().size() + " bytes");
        explanation.add("time", statement.at() + ", by the coordinator's clock");
        explanation.record(statement.record());
        leaf.by().forEach(by -> explanation.add("signature", "of member " + by.member()));
        return List.copyOf(explanation.lines);
    }

    private void add(String name, Object value) {
        lines.add(new Line(name, value.toString()));
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void where(Scope scope) {
        add("task", scope.session().hex());
        add("round", "epoch " + scope.epoch() + ", round " + scope.round() + ", attempt " + scope.attempt());
    }

    private void record(LogRecord record) {
        if (record instanceof LogRecord.Genesis genesis) {
            add("record", "the consortium was founded; this is its log");
            add("consortium", genesis.consortium().hex());
            add("statement", "blob " + genesis.entry().hex());
        } else if (record instanceof LogRecord.Amended amended) {
            add("record", "the consortium changed: " + words(amended.change()));
            add("position", amended.position() + " in its history, the founding is 0");
            add("statement", "blob " + amended.entry().hex());
            add("manifest", amended.manifest().hex());
        } else if (record instanceof LogRecord.TaskApproved approved) {
            add("record", "a quorum has approved the charter of a task");
            add("task", approved.session().hex());
            add("charter", "blob " + approved.charter().hex());
            add("first state", "blob " + approved.initialState().hex());
        } else if (record instanceof LogRecord.TaskWithdrawn withdrawn) {
            add("record", "a task has ended: " + words(withdrawn.reason()));
            add("task", withdrawn.session().hex());
        } else if (record instanceof LogRecord.EpochOpened opened) {
            add("record", "the members have set up keys with each other: epoch " + opened.epoch() + " stands");
            add("task", opened.session().hex());
            add("manifest", opened.manifest().hex());
            add("roster", "blob " + opened.roster().hex());
        } else if (record instanceof LogRecord.Overridden overridden) {
            add("record", "members have set a rule aside: " + words(overridden.rule()));
            add("subject", overridden.subject().hex());
        } else if (record instanceof LogRecord.Incident incident) {
            add("record", "an incident: " + words(incident.event()));
            add("subject", incident.subject().hex());
        } else if (record instanceof LogRecord.LogSealed) {
            add("record", "the log is sealed: nothing follows");
        } else {
            round(record);
        }
    }

    private void round(LogRecord record) {
        if (record instanceof LogRecord.RoundOpened opened) {
            add("record", "an attempt of a round is about to be opened");
            where(opened.scope());
            add("model", opened.model().hex());
            add("configuration", opened.configuration().hex());
            add("function group", opened.group().hex());
            add("left out", "members " + opened.leftOut() + ", for complaints");
        } else if (record instanceof LogRecord.CohortFixed fixed) {
            add("record", "the cohort of a round is fixed");
            where(fixed.scope());
            add("cohort", "members " + fixed.members());
            add("declined", "members " + fixed.declined());
            add("open", "blob " + fixed.openMessage().hex());
            add("headers", "blob " + fixed.cohort().hex());
        } else if (record instanceof LogRecord.SurvivorsProposed proposed) {
            add("record", "a survivor set is about to be proposed; the round counts as opened from here on");
            where(proposed.scope());
            add("survivors", "members " + proposed.members());
            add("function group", proposed.group().hex());
        } else if (record instanceof LogRecord.SurvivorsFixed fixed) {
            add("record", "the survivor set is certified by a quorum of survivors");
            where(fixed.scope());
            add("survivors", "members " + fixed.members());
            add("certificate", "blob " + fixed.certificate().hex());
        } else if (record instanceof LogRecord.BudgetCharged charged) {
            add("record", "the privacy budget is charged for the sum of a round");
            where(charged.scope());
            Release release = charged.release();
            add(
                    "noise multiplier",
                    micro(release.multiplierMicro()) + " approved, " + micro(charged.effectiveMultiplierMicro())
                            + " of the certified survivors");
            add("sensitivity", "the square root of " + release.sensitivitySquared() + " words, in the L2 norm");
            add(
                    "sampling",
                    release.isSampled()
                            ? "a unit takes part with chance " + release.samplingRate() + ", in secret"
                            : "every unit takes part");
            add(
                    "share of a member",
                    "discrete Gaussian noise of variance " + charged.shareVariance() + " in every word; that of "
                            + charged.corrupt() + " members does not count");
        } else if (record instanceof LogRecord.AggregateReleased released) {
            add("record", "the sum of a round is open");
            where(released.scope());
            add("sum", "blob " + released.content().hex());
            add("opened secrets", "blob " + released.opened().hex());
            add(
                    "masked inputs",
                    released.inputs()
                            .map(list -> "listed in blob " + list.hex())
                            .orElse("not archived"));
        } else {
            end(record);
        }
    }

    private static String micro(long value) {
        return BigDecimal.valueOf(value, 6).stripTrailingZeros().toPlainString();
    }

    private void end(LogRecord record) {
        if (record instanceof LogRecord.ModelPublished published) {
            add("record", "a state is published");
            where(published.scope());
            add("model", published.model().hex());
            add("receipts", "of members " + published.receipts());
        } else if (record instanceof LogRecord.EvaluationReleased released) {
            add("record", "an evaluation has ended; the published state holds its report");
            where(released.scope());
            add("model", released.model().hex());
            add("function group", released.group().hex());
        } else if (record instanceof LogRecord.RoundAborted aborted) {
            boolean dead = aborted.end() == LogRecord.RoundAborted.End.DEAD;
            add(
                    "record",
                    dead ? "a round is dead: survivors were proposed, no sum was opened" : "an attempt is aborted");
            where(aborted.scope());
            add("step", words(aborted.step()) + " was reached");
            add("reason", words(aborted.reason()));
        } else if (record instanceof LogRecord.UploadReceipt receipt) {
            RoundBody.Upload body = receipt.signed().body();
            add("record", "member " + body.scope().sender() + " has uploaded its masked vector");
            where(body.scope());
            add("vector", "root " + body.root().hex() + " over blocks of 4096 words");
        } else if (record instanceof LogRecord.RevealReceipt receipt) {
            RoundBody.RevealReceipt body = receipt.signed().body();
            add("record", "member " + body.scope().sender() + " has revealed shares");
            where(body.scope());
            add("self masks", "of members " + body.selfMasks());
            add("recoveries", "of members " + body.recoveries());
        } else if (record instanceof LogRecord.ResultReceipt receipt) {
            RoundBody.Receipt body = receipt.signed().body();
            add("record", "member " + body.scope().sender() + " has checked the sum");
            where(body.scope());
            add("sum", body.sum().hex());
            add("next state", body.model().hex());
        } else if (record instanceof LogRecord.ComplaintMade complaint) {
            RoundBody.Complaint body = complaint.signed().body();
            add("record", "member " + body.scope().sender() + " complains of its pair with member " + body.accused());
            where(body.scope());
            add("reason", words(body.reason()));
        }
    }
}
