// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;

/**
 * The trace of each round: one root span for the round, made by the coordinator, and below it one span for each step of each
 * node.
 *
 * <p>Trace and root span have identifiers that every node computes from (session, epoch, round), see {@link RoundTrace}: the
 * spans of all nodes come together in whatever collector they reach, and no message carries a word for it.
 *
 * <p><b>Guarantees.</b> Attributes are session (12 hex digits), epoch, round, attempt, step and outcome, nothing else. At most
 * one round per session is kept in memory. Safe for concurrent use.
 */
public final class RoundTraces {
    /** Whether this node makes the span of the round itself. */
    public enum Role {
        /** The coordinator: makes the root span. */
        ROOT,
        /** A participant: its steps hang below the coordinator's root span. */
        BRANCH
    }

    private final Tracer tracer;
    private final Role role;
    private final Map<Digest, Open> open = new HashMap<>();

    RoundTraces(Tracer tracer, Role role) {
        this.tracer = tracer;
        this.role = role;
    }

    private record Open(Scope scope, Context parent, Span root, String step, Span span) {}

    /** A step of a round begins on this node; the one before it ends. */
    public synchronized void step(Scope scope, String step) {
        Open last = open.get(scope.session());
        if (last != null && !isSameRound(last.scope(), scope)) {
            end(last.scope(), "superseded");
            last = null;
        }
        if (last != null && last.step().equals(step) && last.scope().attempt() == scope.attempt()) {
            return;
        }
        if (last != null) {
            last.span().end();
        }
        Span root = last == null ? root(scope) : last.root();
        Context parent = last == null ? parent(scope, root) : last.parent();
        Span span = tracer.spanBuilder(step)
                .setParent(parent)
                .setAllAttributes(attributes(scope).toBuilder()
                        .put("cordon.step", step)
                        .put("cordon.attempt", scope.attempt())
                        .build())
                .startSpan();
        open.put(scope.session(), new Open(scope, parent, root, step, span));
    }

    /** The round is over on this node: {@code summed}, {@code checked}, or why not. */
    public synchronized void end(Scope scope, String outcome) {
        Open last = open.get(scope.session());
        if (last == null || !isSameRound(last.scope(), scope)) {
            return;
        }
        open.remove(scope.session());
        boolean fine = outcome.equals("summed") || outcome.equals("checked");
        last.span().setAttribute("cordon.outcome", outcome);
        last.span().setStatus(fine ? StatusCode.OK : StatusCode.ERROR);
        last.span().end();
        last.root().setAttribute("cordon.outcome", outcome);
        last.root().setStatus(fine ? StatusCode.OK : StatusCode.ERROR);
        last.root().end();
    }

    private Span root(Scope scope) {
        if (role == Role.BRANCH) {
            return Span.getInvalid();
        }
        return RoundTrace.of(scope)
                .asNext(() -> tracer.spanBuilder("round")
                        .setNoParent()
                        .setSpanKind(SpanKind.INTERNAL)
                        .setAllAttributes(attributes(scope))
                        .startSpan());
    }

    private static Context parent(Scope scope, Span root) {
        if (root.getSpanContext().isValid()) {
            return Context.root().with(root);
        }
        RoundTrace ids = RoundTrace.of(scope);
        SpanContext remote = SpanContext.createFromRemoteParent(
                ids.traceId(), ids.rootSpanId(), TraceFlags.getSampled(), TraceState.getDefault());
        return Context.root().with(Span.wrap(remote));
    }

    private static Attributes attributes(Scope scope) {
        return Attributes.builder()
                .put("cordon.session", scope.session().shortHex())
                .put("cordon.epoch", scope.epoch())
                .put("cordon.round", scope.round())
                .build();
    }

    private static boolean isSameRound(Scope one, Scope other) {
        return one.epoch() == other.epoch() && one.round() == other.round();
    }
}
