// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.cordon.model.LocalPlan;
import org.cordon.model.NetworkSpec;
import org.cordon.model.ParameterVector;
import org.cordon.participant.contribution.LocalTrainer;
import org.cordon.participant.data.Table;
import org.cordon.participant.training.DenseTrainer;
import org.cordon.participant.training.TrainingDiverged;

/**
 * Trains by a program of the exchange's own, over the framing of docs/external-trainer.md.
 *
 * <p><b>Guarantees.</b> A process is started when it is first needed, asked once for each training, and one more is started for
 * each thread that trains at the same time; a process that failed is ended, and the next training gets a new one. What it gives
 * has one finite parameter for each of the network, and counts no more rows than it got. {@link #close} ends all processes with
 * their descendants.
 *
 * <p><b>Does not check</b> what the program does: it runs with the rights of this process's user. A descendant that has cut itself
 * off from its parent is not found.
 *
 * <p>Fails with {@link TrainerFailed}; with {@link TrainingDiverged} where the update is not finite.
 */
public final class ExternalTrainer implements LocalTrainer, AutoCloseable {
    /**
     * What runs, and how long.
     *
     * @param directory in which it starts
     * @param timeout of one training, on the clock
     * @param processorTime of one training, of the process and its descendants
     */
    public record Settings(Arguments command, Path directory, Duration timeout, Optional<Duration> processorTime) {
        /** The program's file, if it is there and may be run. */
        public Optional<Path> program() {
            return command.program(
                    directory, Optional.ofNullable(System.getenv("PATH")).orElse(""));
        }

        String name() {
            return "the trainer '" + command.text() + "'";
        }
    }

    private final Settings settings;
    private final Consumer<String> told;
    private final Deque<Child> idle = new ConcurrentLinkedDeque<>();
    private final Set<Child> children = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param told takes what processes write to stderr, line by line; called on other threads */
    public ExternalTrainer(Settings settings, Consumer<String> told) {
        this.settings = settings;
        this.told = told;
    }

    @Override
    public Trained train(NetworkSpec spec, ParameterVector start, Table scaled, LocalPlan plan, long seed) {
        start.requireFits(spec);
        Request.requireDense(spec);
        DenseTrainer.requireFit(spec, scaled);
        Child child = child();
        boolean sound = false;
        try {
            Answer answer = child.ask(number -> new Request(number, spec, start, scaled, plan, seed));
            sound = true;
            return trained(start, answer);
        } finally {
            if (sound) {
                idle.push(child);
            } else {
                end(child);
            }
        }
    }

    private Trained trained(ParameterVector start, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            throw new TrainerFailed(
                    settings.name() + " refused to train: " + refused.why(),
                    "change the program, or the model or plan it gets");
        }
        Answer.Trained update = (Answer.Trained) answer;
        float[] parameters = start.toFloatArray();
        for (int k = 0; k < parameters.length; k++) {
            float delta = update.delta()[k];
            parameters[k] += delta;
            if (!Float.isFinite(parameters[k])) {
                throw new TrainingDiverged("delta " + k + " of " + settings.name()
                        + " must be finite and leave the parameter finite, but was " + delta
                        + "; lower the learning rate, or look for a division by 0 in the program");
            }
        }
        return new Trained(ParameterVector.of(parameters), update.rows(), update.steps());
    }

    private Child child() {
        for (Child waiting = idle.poll(); waiting != null; waiting = idle.poll()) {
            if (waiting.isAlive()) {
                return waiting;
            }
            end(waiting);
        }
        Child started = Child.start(settings, told);
        children.add(started);
        if (closed) {
            end(started);
            throw new IllegalStateException("the trainer must be open, but is closed");
        }
        return started;
    }

    private void end(Child child) {
        children.remove(child);
        child.close();
    }

    /** Ends every process: those at rest by the end of stdin, whoever does not end then, or still trains, at once. */
    @Override
    public void close() {
        closed = true;
        List<Child> resting = new ArrayList<>();
        for (Child child = idle.poll(); child != null; child = idle.poll()) {
            child.finish();
            resting.add(child);
        }
        resting.forEach(Child::awaitEnd);
        children.forEach(Child::close);
        children.clear();
    }
}
