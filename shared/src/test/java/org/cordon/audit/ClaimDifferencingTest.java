// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.differencing.MemberSet;
import org.cordon.record.LogRecord;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claim 33: no single member follows from sums over different survivors; claim 43: no rule was set aside by one alone. */
final class ClaimDifferencingTest {
    @TempDir
    Path directory;

    private Path written(Malice malice) {
        return HonestLog.write(directory, HonestLog.Options.BRIEF.with(malice)).directory();
    }

    /** Counts over five, and then over four of them. */
    private static class Exposing extends Malice {
        private final int round;

        Exposing(int round) {
            this.round = round;
        }

        @Override
        Plan plan(int epoch, int number, int attempt, Plan honest) {
            return epoch == 1 && number == round ? Plan.vanished(5) : honest;
        }

        @Override
        Optional<MemberSet> survivors(Scope scope, Optional<MemberSet> honest, MemberSet completed) {
            return Optional.of(completed);
        }
    }

    @Test
    void countsWithoutOneMemberFollowCountsWithIt() {
        Flips.only(33, written(new Exposing(3)));
    }

    @Test
    void deadRoundCountsAsOpened() {
        Flips.only(33, written(new Exposing(2) {
            @Override
            Plan plan(int epoch, int number, int attempt, Plan honest) {
                if (epoch != 1) {
                    return honest;
                }
                return number == 2
                        ? new Plan(Set.of(), Set.of(), Set.of(), Set.of(5), Set.of(1, 2), Set.of())
                        : Plan.SMOOTH;
            }
        }));
    }

    @Test
    void proposalIsLoggedUnderAnotherFunctionGroup() {
        Flips.only(
                33,
                written(Malice.instead(
                        LogRecord.SurvivorsProposed.class,
                        2,
                        (desk, proposed) -> List.of(new LogRecord.SurvivorsProposed(
                                proposed.scope(), proposed.context(), proposed.members(), Hashes.blob(new byte[] {1
                                }))))));
    }

    @Test
    void ruleIsSetAsideByOneMember() {
        Flips.only(43, written(new SetAside(List.of(1))));
    }

    @Test
    void ruleIsSetAsideByOneMemberTwice() {
        Flips.only(43, written(new SetAside(List.of(1, 1))));
    }

    /** An override with these signatures, before the log is sealed. */
    private static final class SetAside extends Malice {
        private final List<Integer> signers;
        private boolean written;

        SetAside(List<Integer> signers) {
            this.signers = signers;
        }

        @Override
        List<Integer> signers() {
            return signers;
        }

        @Override
        List<LogRecord> commit(Desk desk, List<LogRecord> records) {
            boolean sealed = records.stream().anyMatch(LogRecord.LogSealed.class::isInstance);
            if (!sealed || written) {
                return records;
            }
            written = true;
            LogRecord override = new LogRecord.Overridden(
                    LogRecord.Overridden.Rule.DIFFERENCING,
                    desk.consortium().consortium().id());
            return List.of(override, records.get(0));
        }
    }
}
