// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Metrics, health and traces of one node.
 *
 * <p><b>Guarantees.</b> A collector that is away, slow or wrong costs dropped spans, never a round: spans wait in a bounded
 * queue on a thread of their own. What is off costs a few counters in memory.
 *
 * <p><b>Does not check</b> who reads: bind to an address that only the monitoring reaches.
 */
public final class Telemetry implements AutoCloseable {
    private static final Duration EXPORT = Duration.ofSeconds(5);

    private final PrometheusMeterRegistry meters;
    private final JvmGcMetrics collections;
    private final Optional<SdkTracerProvider> provider;
    private final RoundTraces traces;
    private final Optional<StatusServer> server;

    private Telemetry(
            PrometheusMeterRegistry meters,
            JvmGcMetrics collections,
            Optional<SdkTracerProvider> provider,
            RoundTraces traces,
            Optional<StatusServer> server) {
        this.meters = meters;
        this.collections = collections;
        this.provider = provider;
        this.traces = traces;
        this.server = server;
    }

    /**
     * Who reports.
     *
     * @param service {@code cordon-coordinator} or {@code cordon-participant}
     * @param instance name of the manifest entry
     */
    public record Node(String service, String instance, RoundTraces.Role role) {}

    /**
     * Starts what the configuration asks for.
     *
     * @throws IOException when the port cannot be bound
     */
    public static Telemetry start(TelemetryConfig config, Node node, List<Readiness> conditions) throws IOException {
        return start(config.http(), node, conditions, config.traces().map(Telemetry::exporting));
    }

    /** Counts in memory and serves nothing. */
    public static Telemetry off(Node node) {
        try {
            return start(TelemetryConfig.off(), node, List.of());
        } catch (IOException impossible) {
            throw new IllegalStateException("nothing was to be bound", impossible);
        }
    }

    static Telemetry start(
            Optional<TelemetryConfig.Http> http, Node node, List<Readiness> conditions, Optional<SpanProcessor> spans)
            throws IOException {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().commonTags(Tags.of("node", node.instance()));
        Optional<StatusServer> server = Optional.empty();
        if (http.isPresent()) {
            server = Optional.of(StatusServer.start(http.orElseThrow(), meters, conditions));
        }
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        Optional<SdkTracerProvider> provider = spans.map(processor -> provider(node, processor));
        TracerProvider tracers = provider.map(TracerProvider.class::cast).orElseGet(TracerProvider::noop);
        RoundTraces traces = new RoundTraces(tracers.get("org.cordon"), node.role());
        return new Telemetry(meters, collections, provider, traces, server);
    }

    private static SpanProcessor exporting(URI endpoint) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setTimeout(EXPORT)
                .build();
        return BatchSpanProcessor.builder(exporter)
                .setScheduleDelay(Duration.ofSeconds(1))
                .setExporterTimeout(EXPORT)
                .build();
    }

    private static SdkTracerProvider provider(Node node, SpanProcessor processor) {
        Resource resource = Resource.create(Attributes.builder()
                .put("service.name", node.service())
                .put("service.instance.id", node.instance())
                .build());
        return SdkTracerProvider.builder()
                .setResource(resource)
                .setIdGenerator(RoundTrace.generator())
                .addSpanProcessor(processor)
                .build();
    }

    /** Where counters, gauges and timers are registered; names begin with {@code cordon.}. */
    public MeterRegistry meters() {
        return meters;
    }

    /** The rounds' traces; they go nowhere if the configuration names no endpoint. */
    public RoundTraces traces() {
        return traces;
    }

    /** Where metrics and health are served, if they are. */
    public Optional<InetSocketAddress> address() {
        return server.map(StatusServer::address);
    }

    /** Stops serving; spans that wait are sent, for five seconds at most. */
    @Override
    public void close() {
        server.ifPresent(StatusServer::close);
        provider.ifPresent(p -> p.shutdown().join(EXPORT.toSeconds(), TimeUnit.SECONDS));
        collections.close();
        meters.close();
    }
}
