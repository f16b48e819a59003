// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;

/**
 * Trace and span identifiers of a round (W3C Trace Context: 16 and 8 bytes as hex), from SHA-256 over a label, session, epoch
 * and round: not secret, as these travel in every message.
 */
record RoundTrace(String traceId, String rootSpanId) {
    private static final byte[] LABEL = "cordon/trace/1".getBytes(StandardCharsets.US_ASCII);
    private static final ThreadLocal<Optional<RoundTrace>> NEXT = ThreadLocal.withInitial(Optional::empty);

    static RoundTrace of(Scope scope) {
        Digest digest = Hashes.sha256(
                LABEL, scope.session().toByteArray(), Hashes.u32(scope.epoch()), Hashes.u32(scope.round()));
        String hex = digest.hex();
        return new RoundTrace(hex.substring(0, 32), hex.substring(32, 48));
    }

    /** The span that {@code start} starts has these identifiers. */
    <T> T asNext(Supplier<T> start) {
        NEXT.set(Optional.of(this));
        try {
            return start.get();
        } finally {
            NEXT.remove();
        }
    }

    /** Random identifiers, but for the span started under {@link #asNext}. */
    static IdGenerator generator() {
        IdGenerator random = IdGenerator.random();
        return new IdGenerator() {
            @Override
            public String generateSpanId() {
                return NEXT.get().map(RoundTrace::rootSpanId).orElseGet(random::generateSpanId);
            }

            @Override
            public String generateTraceId() {
                return NEXT.get().map(RoundTrace::traceId).orElseGet(random::generateTraceId);
            }
        };
    }
}
