// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Optional;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.Step;
import org.cordon.telemetry.RoundTraces;
import org.cordon.telemetry.Telemetry;

/**
 * Counts, times and traces what one task does; the meters are listed in docs/monitoring.md. Called on the task's own thread.
 */
final class TaskMetrics implements TaskListener {
    private final MeterRegistry meters;
    private final RoundTraces traces;
    private final Tags task;
    private Optional<Timer.Sample> round = Optional.empty();
    private Optional<Running> running = Optional.empty();

    TaskMetrics(Telemetry telemetry, String task) {
        this.meters = telemetry.meters();
        this.traces = telemetry.traces();
        this.task = Tags.of("task", task);
    }

    private record Running(String step, Timer.Sample since) {}

    @Override
    public void step(Scope where, Step step) {
        String name = step.name().toLowerCase(Locale.ROOT);
        finishStep();
        if (round.isEmpty()) {
            round = Optional.of(Timer.start(meters));
        }
        running = Optional.of(new Running(name, Timer.start(meters)));
        traces.step(where, name);
    }

    private void finishStep() {
        running.ifPresent(last -> last.since().stop(meters.timer("cordon.step", task.and("step", last.step()))));
        running = Optional.empty();
    }

    private void finishRound(Scope where, String outcome) {
        finishStep();
        round.ifPresent(since -> since.stop(meters.timer("cordon.round", task.and("outcome", outcome))));
        round = Optional.empty();
        traces.end(where, outcome);
    }

    @Override
    public void summed(Scope where, int cohort, int survivors, Bytes state) {
        finishRound(where, "summed");
        members("cordon.cohort", cohort);
        members("cordon.survivors", survivors);
    }

    private void members(String name, int count) {
        DistributionSummary.builder(name)
                .baseUnit("members")
                .tags(task)
                .register(meters)
                .record(count);
    }

    @Override
    public void aborted(Scope where, String why) {
        finishRound(where, "aborted");
    }

    @Override
    public void epochEstablished(int epoch, int members) {
        meters.counter("cordon.epochs", task.and("outcome", "established")).increment();
    }

    @Override
    public void epochDropped(int epoch) {
        meters.counter("cordon.epochs", task.and("outcome", "dropped")).increment();
    }

    @Override
    public void refused(int member, MemberMessage.Refusal.Reason reason) {
        meters.counter("cordon.refusals", task.and("reason", reason.name().toLowerCase(Locale.ROOT)))
                .increment();
    }
}
