// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordon.simulations.engine.SmallTrials.BOUNDS;
import static org.cordon.simulations.engine.SmallTrials.PLAN;
import static org.cordon.simulations.engine.SmallTrials.SIGN_FLIP;
import static org.cordon.simulations.engine.SmallTrials.SPEC;
import static org.cordon.simulations.engine.SmallTrials.attacked;
import static org.cordon.simulations.engine.SmallTrials.judged;
import static org.cordon.simulations.engine.SmallTrials.method;
import static org.cordon.simulations.engine.SmallTrials.played;
import static org.cordon.simulations.engine.SmallTrials.refused;
import static org.cordon.simulations.engine.SmallTrials.rows;
import static org.cordon.simulations.engine.SmallTrials.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.model.LocalOptimiser;
import org.cordon.model.LocalPlan;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.attack.LabelFlip;
import org.cordon.simulations.attack.ModelReplacement;
import org.cordon.simulations.defence.Bucketing;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.defence.Krum;
import org.cordon.simulations.engine.SmallTrials.Notes;
import org.cordon.simulations.learner.NetworkLearner;
import org.cordon.simulations.strategy.FedAveraging;
import org.cordon.simulations.strategy.Local;
import org.cordon.simulations.strategy.Mean;
import org.cordon.simulations.strategy.Own;
import org.cordon.simulations.strategy.Scaffold;
import org.cordon.simulations.strategy.Strategy;
import org.cordon.simulations.summing.SecureSumming;
import org.junit.jupiter.api.Test;

/** Settings that do not go together, or not with the data. */
class ContradictionsTest {
    @Test
    void rowsOfAnAttackThatTheModelCannotTakeAreToldWithTheMend() {
        for (Attack attack :
                List.of(new LabelFlip(10), new ModelReplacement(3, 1, 1, 0.5), new ModelReplacement(0, 1, 7, 0.5))) {
            assertThat(refused(() -> played(attacked(new FedAveraging(1), attack))))
                    .startsWith("attack must train on rows that the model can learn from, but: ");
        }
    }

    @Test
    void settingsThatWouldDoNothingTogetherAreRefused() {
        Selection eight = Selection.everybody(8);
        Trial.Method averaging = method(new FedAveraging(1));
        assertThat(refused(() -> trial(averaging, eight, Optional.of(new Trial.Threat(SIGN_FLIP, 0.05)))))
                .isEqualTo("attack.share must be at least one of 8 exchanges, but was 0.05, which rounds to none");
        LocalPlan once = PLAN.withEpochs(1);
        Selection partial = new Selection(8, 1, 1, 0.5, true);
        assertThat(refused(() -> trial(method(new FedAveraging(1), once, BOUNDS), partial, Optional.empty())))
                .startsWith("exchanges.stragglers with send: partial must go with training.epochs above 1");
        LocalPlan adam = new LocalPlan(1, 4, LocalOptimiser.ADAM, 0.1);
        assertThat(refused(() -> trial(method(new Scaffold(1), adam, BOUNDS), eight, Optional.empty())))
                .startsWith("strategy scaffold must go with training.optimiser sgd");
        for (Map.Entry<Defence, Integer> keeping : Map.<Defence, Integer>of(
                        new Krum(9), 8, new Bucketing(3, new Krum(4)), 3)
                .entrySet()) {
            Trial.Method defended = new Trial.Method(
                    new NetworkLearner(SPEC), PLAN, new FedAveraging(1), BOUNDS, Optional.of(keeping.getKey()));
            assertThat(refused(() -> trial(defended, eight, Optional.empty())))
                    .startsWith("defence.krum.keep must be at most the updates of a round, or its buckets, "
                            + keeping.getValue());
        }
    }

    @Test
    void aTargetThatIsNeverJudgedIsRefused() {
        Trial trial = new Trial(
                1,
                3,
                method(new FedAveraging(1)),
                new Trial.Crowd(Selection.everybody(3), exchange -> rows(exchange, 12)),
                Optional.empty(),
                new Trial.Evaluation(
                        rows(9, 20).filter(row -> rows(9, 20).label(row) == 1f), 1, Map.of("rocAuc", 0.5), true));
        assertThat(refused(() -> played(trial)))
                .isEqualTo(
                        "evaluate.target.rocAuc must be a metric of this model on its test rows, but those are [accuracy, loss]");
    }

    @Test
    void moreWordsOfOneExchangeThanOfAnotherAreRefused() {
        Strategy uneven = new Strategy() {
            @Override
            public float[] step(Mean mean) {
                return mean.parameters();
            }

            @Override
            public Optional<double[]> extra(Own own, Local local) {
                return Optional.of(new double[own.exchange() == 2 ? 2 : 1]);
            }
        };
        assertThat(refused(() -> played(trial(method(uneven), Selection.everybody(4), Optional.empty()))))
                .startsWith("strategy must have every exchange of a round add as many words")
                .endsWith("the difference was 1");
    }

    /** Of 6 exchanges with availability 0.4 sometimes fewer than 3 are there: those rounds have no sum, and the run goes on. */
    @Test
    void aCohortTooSmallForASecureSumHasNone() throws Exception {
        List<String> told = new ArrayList<>();
        Notes notes = new Notes();
        Trial trial = new Trial(
                1,
                8,
                method(new Scaffold(1)),
                new Trial.Crowd(new Selection(6, 1, 0.4, 0, false), exchange -> rows(exchange, 12)),
                Optional.empty(),
                judged(Map.of()));
        new Playing(2, new SecureSumming(1, 2, told::add)).play(trial, notes);
        assertThat(told).isNotEmpty().allMatch(sentence -> sentence.endsWith("are there, but 3 are needed"));
        assertThat(notes.clients())
                .extracting(TrialListener.ClientPlayed::status)
                .contains(TrialListener.Status.SUMMED, TrialListener.Status.DROPPED);

        Selection few = new Selection(5, 0.4, 1, 0, false);
        Trial never = trial(method(new FedAveraging(1)), few, Optional.empty());
        assertThat(refused(() -> played(never, 2, new SecureSumming(1, 2, told::add))))
                .isEqualTo("a round with secureSum must ask at least 3 exchanges, but asks 2 of 5");
    }
}
