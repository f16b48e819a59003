// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.junit.jupiter.api.Test;

class RoundTracesTest {
    private static final Set<String> ATTRIBUTES =
            Set.of("cordon.session", "cordon.epoch", "cordon.round", "cordon.attempt", "cordon.step", "cordon.outcome");

    private final Collected spans = new Collected();

    private static Scope round(int number, int attempt, int sender) {
        return new Scope(Digest.of(new byte[Digest.BYTES]), 3, number, attempt, sender);
    }

    @Test
    void theSpansOfAllNodesJoinOneTraceBelowTheCoordinatorsRoot() throws IOException {
        try (Telemetry coordinator = node("cordon-coordinator", "coordinator", RoundTraces.Role.ROOT);
                Telemetry ash = node("cordon-participant", "ash", RoundTraces.Role.BRANCH)) {
            coordinator.traces().step(round(7, 0, 0), "ready");
            ash.traces().step(round(7, 0, 1), "ready");
            ash.traces().step(round(7, 0, 1), "upload");
            coordinator.traces().step(round(7, 0, 0), "upload");
            ash.traces().end(round(7, 0, 1), "summed");
            coordinator.traces().end(round(7, 0, 0), "summed");
        }

        SpanData root = spans.named("round").get(0);
        assertThat(spans.all).hasSize(5).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(root.getTraceId());
            assertThat(span.getAttributes().asMap().keySet())
                    .allSatisfy(key -> assertThat(key.getKey()).isIn(ATTRIBUTES));
            assertThat(span.hasEnded()).isTrue();
        });
        assertThat(spans.all.stream().filter(span -> span != root))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(root.getSpanId()));
        assertThat(spans.all.stream()
                        .map(span -> span.getResource().getAttributes().asMap().values()))
                .anySatisfy(values -> assertThat(values).contains("ash"))
                .anySatisfy(values -> assertThat(values).contains("coordinator"));
    }

    @Test
    void roundsHaveTracesOfTheirOwn() throws IOException {
        try (Telemetry coordinator = node("cordon-coordinator", "coordinator", RoundTraces.Role.ROOT)) {
            coordinator.traces().step(round(1, 0, 0), "ready");
            coordinator.traces().end(round(1, 0, 0), "aborted");
            coordinator.traces().step(round(2, 0, 0), "ready");
            coordinator.traces().step(round(3, 0, 0), "ready");
            coordinator.traces().end(round(3, 0, 0), "summed");
        }

        assertThat(spans.named("round"))
                .extracting(span -> span.getAttributes().asMap().values().toString())
                .satisfiesExactly(
                        first -> assertThat(first).contains("aborted"),
                        second -> assertThat(second).contains("superseded"),
                        third -> assertThat(third).contains("summed"));
        assertThat(spans.named("round")).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
    }

    @Test
    void theEndOfARoundThatNeverBeganHereIsNothing() throws IOException {
        try (Telemetry ash = node("cordon-participant", "ash", RoundTraces.Role.BRANCH)) {
            ash.traces().end(round(1, 0, 1), "summed");
        }
        assertThat(spans.all).isEmpty();
    }

    private Telemetry node(String service, String instance, RoundTraces.Role role) throws IOException {
        return Telemetry.start(
                Optional.empty(),
                new Telemetry.Node(service, instance, role),
                List.of(),
                Optional.of(SimpleSpanProcessor.create(spans)));
    }

    private static final class Collected implements SpanExporter {
        private final List<SpanData> all = new CopyOnWriteArrayList<>();

        List<SpanData> named(String name) {
            return all.stream().filter(span -> span.getName().equals(name)).toList();
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            all.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
