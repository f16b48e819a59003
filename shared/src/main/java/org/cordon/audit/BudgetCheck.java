// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.List;
import java.util.Optional;
import org.cordon.differencing.MemberSet;
import org.cordon.privacy.NoiseShare;
import org.cordon.privacy.Release;
import org.cordon.record.LogRecord;
import org.cordon.sum.round.RoundConfiguration;

/** Claims 36 to 42: what the sums of tasks with differential privacy cost, and under which noise they were opened. */
final class BudgetCheck {
    private final Judgement judgement;

    BudgetCheck(Tools tools) {
        this.judgement = tools.judgement();
    }

    /** A member's vector is complete, or survivors are proposed: the round is charged from here on. */
    void charge(TaskFold task, RoundFold round, List<Integer> members, Seen at) {
        if (task.budget().isEmpty()) {
            return;
        }
        Optional<Release> release =
                round.configuration.flatMap(RoundConfiguration::noise).map(NoiseShare::release);
        if (!judgement.expect(
                release.isPresent() || round.configuration.isEmpty(),
                Claim.OTHER_OUTPUTS,
                at,
                "a sum of a task with differential privacy is opened without noise")) {
            return;
        }
        release.ifPresent(known -> judgement.expect(
                members.stream()
                        .filter(member -> !task.budget().orElseThrow().charge(member, round.scope, known))
                        .toList()
                        .isEmpty(),
                Claim.BUDGET,
                at,
                "a member is charged for more sums of noise multiplier " + known.multiplier()
                        + " than the charter grants"));
    }

    /** The charge of a certified sum. */
    void take(TaskFold task, RoundFold round, LogRecord.BudgetCharged record, Seen at) {
        judgement.expect(round.charged.isEmpty(), Claim.CHARGED, at, "a sum is charged twice");
        round.charged = Optional.of(new RoundFold.Logged<>(record, at));
        judgement.expect(
                round.fixed.isPresent(), Claim.CHARGED, at, "a sum is charged before its survivors are certified");
        Optional<NoiseShare> share = round.configuration.flatMap(RoundConfiguration::noise);
        if (round.configuration.isEmpty()) {
            judgement.lacking(Claim.MECHANISM, "the state that a round starts from is not there");
            return;
        }
        if (!judgement.expect(
                share.filter(known -> known.release().equals(record.release())
                                && known.variance() == record.shareVariance()
                                && known.corrupt() == record.corrupt())
                        .isPresent(),
                Claim.MECHANISM,
                at,
                "what is charged is not the noise that charter, state and manifest give")) {
            return;
        }
        attest(record.release());
        Optional<MemberSet> survivors = round.fixed.map(fixed -> fixed.record().members());
        survivors.ifPresent(members -> judgement.expect(
                members.size() >= round.minimum
                        && record.effectiveMultiplierMicro()
                                == share.orElseThrow().effectiveMultiplierMicro(members.size())
                        && record.effectiveMultiplierMicro() >= record.release().multiplierMicro(),
                Claim.EFFECTIVE_NOISE,
                at,
                "the noise multiplier of " + members.size() + " survivors is not the one on record, or too small"));
    }

    private void attest(Release release) {
        judgement.attested(
                Claim.NOISE_DRAWN,
                "every survivor",
                "by its signature on an upload that is bound to the configuration with this noise");
        if (release.isSampled()) {
            judgement.attested(
                    Claim.AMPLIFICATION,
                    "every exchange for its own units",
                    "they are sampled in secret, so no record can tell; sampling of exchanges is claimed nowhere");
        }
    }

    /** A sum is open: it must have been charged before. */
    void released(TaskFold task, RoundFold round, Seen at) {
        if (task.budget().isEmpty()) {
            return;
        }
        judgement.saw(Claim.OTHER_OUTPUTS);
        judgement.expect(
                round.charged.isPresent(), Claim.CHARGED, at, "a sum is released that the budget was not charged for");
    }
}
