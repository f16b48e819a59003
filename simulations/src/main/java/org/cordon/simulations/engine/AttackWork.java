// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.data.Table;
import org.cordon.simulations.attack.AsksForOthers;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.attack.Malice;
import org.cordon.simulations.strategy.Memory;

/** What the attackers of a round send. */
final class AttackWork {
    private final Trial trial;
    private final ClientWork work;
    private final Attack attack;
    private final RoundOrder order;
    private final List<ClientTask> everybody;
    private final int attackers;
    private final Optional<List<double[]>> others;

    /**
     * @param everybody who works in this round, attackers with them
     * @param others what the honest send; empty if they have not been asked yet
     */
    AttackWork(
            Trial trial,
            ClientWork work,
            Attack attack,
            RoundOrder order,
            List<ClientTask> everybody,
            Optional<List<double[]>> others) {
        this.trial = trial;
        this.work = work;
        this.attack = attack;
        this.order = order;
        this.everybody = everybody;
        this.attackers = (int) everybody.stream()
                .filter(task -> trial.attacks(task.exchange()))
                .count();
        this.others = others;
    }

    /** @throws AsksForOthers if the attack needs to know what the others send, and that is not known yet */
    ClientResult attack(ClientTask task) {
        View view = new View(task);
        double[] update = attack.update(view);
        if (update.length != order.parameters().length) {
            throw new IllegalArgumentException(
                    "update of an attack must be " + order.parameters().length + " long, but was " + update.length);
        }
        view.remembered.ifPresent(after -> task.memory().replace(after.all()));
        int rows = trial.crowd().rows().apply(task.exchange()).rows();
        ClientWork.Raw raw = view.trained
                .map(own -> new ClientWork.Raw(update, own.extra(), rows, own.steps()))
                .orElseGet(() -> new ClientWork.Raw(update, work.zeros(order, task), rows, 0));
        return work.encode(order, task, raw, Optional.empty());
    }

    /** What one attacker sees. */
    private final class View implements Malice {
        private final ClientTask task;
        private Optional<ClientWork.Raw> trained = Optional.empty();
        private Optional<Memory> remembered = Optional.empty();

        View(ClientTask task) {
            this.task = task;
        }

        @Override
        public int round() {
            return order.round();
        }

        @Override
        public int exchange() {
            return task.exchange();
        }

        @Override
        public float[] parameters() {
            return order.parameters().clone();
        }

        @Override
        public double[] honest() {
            return train(UnaryOperator.identity());
        }

        @Override
        public double[] trainedOn(UnaryOperator<Table> rows) {
            try {
                return train(rows);
            } catch (IllegalArgumentException unfit) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "attack must train on rows that the model can learn from, but: " + unfit.getMessage(),
                        "Correct attack in the experiment's file: the classes, feature and label that it names are those of the data",
                        unfit);
            }
        }

        /** Every time from what was remembered before the round, so that an attack may train as often as it likes. */
        private double[] train(UnaryOperator<Table> rows) {
            Memory memory = task.memory().copy();
            ClientWork.Raw raw = work.train(order, task, rows, memory);
            trained = Optional.of(raw);
            remembered = Optional.of(memory);
            return raw.update().clone();
        }

        @Override
        public List<double[]> others() {
            return others.orElseThrow(AsksForOthers::new);
        }

        @Override
        public double[] previous() {
            return order.previous().clone();
        }

        @Override
        public int participants() {
            return everybody.size();
        }

        @Override
        public int attackers() {
            return attackers;
        }

        @Override
        public double boost() {
            long most = trial.method().bounds().maxWeight();
            long own = Math.min(most, rowsOf(task));
            long all = everybody.stream()
                    .mapToLong(other -> Math.min(most, rowsOf(other)))
                    .sum();
            return own == 0 ? 1 : (double) all / own;
        }

        private int rowsOf(ClientTask of) {
            return trial.crowd().rows().apply(of.exchange()).rows();
        }

        @Override
        public SplittableRandom random() {
            return Seeds.random(trial.seed(), "attack", order.round(), task.exchange());
        }
    }
}
