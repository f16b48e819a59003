// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cordon.participant.round.NodeListener;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.sum.epoch.Violation;
import org.cordon.telemetry.RoundTraces;
import org.cordon.telemetry.Telemetry;

/** Counts, times and traces what a participant does; the meters are listed in docs/monitoring.md. */
final class NodeMetrics implements NodeListener {
    private final MeterRegistry meters;
    private final RoundTraces traces;
    private final Map<Digest, String> tasks = new ConcurrentHashMap<>();
    private final Map<Digest, Running> running = new ConcurrentHashMap<>();

    NodeMetrics(Telemetry telemetry) {
        this.meters = telemetry.meters();
        this.traces = telemetry.traces();
        meters.gaugeMapSize("cordon.tasks", Tags.empty(), tasks);
    }

    private record Running(String step, Timer.Sample since) {}

    private Tags task(Digest session) {
        return Tags.of("task", tasks.getOrDefault(session, session.shortHex()));
    }

    @Override
    public void joined(Digest session, String task) {
        tasks.put(session, task);
    }

    @Override
    public void refused(Digest session) {
        meters.counter("cordon.charters.refused").increment();
    }

    @Override
    public void step(Scope where, String step) {
        finish(where.session());
        running.put(where.session(), new Running(step, Timer.start(meters)));
        traces.step(where, step);
    }

    private void finish(Digest session) {
        Running last = running.remove(session);
        if (last != null) {
            last.since().stop(meters.timer("cordon.step", task(session).and("step", last.step())));
        }
    }

    @Override
    public void summed(Scope where, int survivors) {
        over(where, "summed");
    }

    @Override
    public void aborted(Scope where) {
        over(where, "aborted");
    }

    private void over(Scope where, String outcome) {
        finish(where.session());
        meters.counter("cordon.rounds", task(where.session()).and("outcome", outcome))
                .increment();
        traces.end(where, outcome);
    }

    @Override
    public void checked(Scope where) {
        meters.counter("cordon.sums.checked", task(where.session())).increment();
    }

    @Override
    public void violated(Violation kind) {
        meters.counter("cordon.violations", "kind", kind.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void unavailable() {
        meters.counter("cordon.coordinator.unavailable").increment();
    }

    @Override
    public void dataRefused() {
        meters.counter("cordon.data.refused").increment();
    }

    @Override
    public void failed() {
        meters.counter("cordon.failures").increment();
    }

    @Override
    public void ended(Digest session) {
        tasks.remove(session);
        running.remove(session);
    }
}
