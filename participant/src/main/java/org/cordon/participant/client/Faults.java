// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.sum.round.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call means: whether trying again can help, and what to tell the operator if not.
 *
 * <p>Words of the coordinator or a proxy are quoted only cut to {@value #LONGEST_QUOTE} printable characters.
 */
final class Faults {
    static final Metadata.Key<String> REASON = Metadata.Key.of("cordon-reason", Metadata.ASCII_STRING_MARSHALLER);

    private static final int LONGEST_QUOTE = 300;

    /** Refusals of the consortium port are sentences with cause and mend. */
    private static final int LONGEST_SENTENCE = 1000;

    private final LinkSettings settings;

    Faults(LinkSettings settings) {
        this.settings = settings;
    }

    /** Why trying again will not help, or empty if it may. */
    Optional<String> lasting(Status status, Metadata trailers) {
        if (status.getCode() == Status.Code.UNAUTHENTICATED) {
            return Optional.of("the coordinator " + settings.coordinator() + " does not take us for a member: "
                    + quote(status.getDescription()));
        }
        if (status.getCode() == Status.Code.UNIMPLEMENTED) {
            return Optional.of("what answers at " + settings.coordinator()
                    + " does not know this version of the protocol; check the address and the versions of both sides");
        }
        return cause(status, CoordinatorTrust.NotTheCoordinator.class::isInstance)
                .map(own -> "dialled " + settings.coordinator() + ", but " + own.getMessage())
                .or(() -> cause(status, NotSslRecordException.class::isInstance)
                        .map(plain ->
                                settings.coordinator() + " does not speak TLS; check host and port of the coordinator"))
                .or(() -> cause(status, SSLException.class::isInstance).flatMap(this::alert))
                .or(() -> cause(status, ProxyConnectException.class::isInstance).flatMap(this::proxy));
    }

    /** The verdict in a failed submission: what the coordinator could not read, or would not take for its size. */
    static Optional<Verdict> verdict(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case INVALID_ARGUMENT -> Optional.of(Verdict.MALFORMED);
            case RESOURCE_EXHAUSTED -> reason(failure).isEmpty() ? Optional.of(Verdict.TOO_LARGE) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What the desk of the consortium said no to, in its words. */
    static Optional<ConsortiumRefused> refused(StatusRuntimeException failure) {
        return reason(failure)
                .flatMap(ConsortiumRefused.Reason::of)
                .map(reason ->
                        new ConsortiumRefused(reason, quote(failure.getStatus().getDescription(), LONGEST_SENTENCE)));
    }

    /** Whether the same call may succeed before its deadline. */
    static boolean passing(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case NOT_FOUND, INVALID_ARGUMENT, DEADLINE_EXCEEDED -> false;
            default -> true;
        };
    }

    /** The cause of a passing failure as one line. */
    static String brief(Status status) {
        Throwable deepest = status.getCause();
        while (deepest != null && deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String words = quote(status.getDescription());
        return deepest == null ? words : words + " (" + quote(deepest.getMessage()) + ")";
    }

    static Optional<String> reason(StatusRuntimeException failure) {
        Metadata trailers = failure.getTrailers();
        return trailers == null ? Optional.empty() : Optional.ofNullable(trailers.get(REASON));
    }

    /** Fatal alerts of RFC 8446 section 6 as OpenSSL names them: what the coordinator said when it hung up. */
    private Optional<String> alert(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        String us = "the coordinator " + settings.coordinator() + " refused our certificate: ";
        if (words.contains("ALERT_CERTIFICATE_EXPIRED")) {
            return Optional.of(us + "by its clock it has expired; ask the operator for a new one, or have the"
                    + " coordinator's clock checked");
        }
        if (words.contains("ALERT_UNKNOWN_CA")) {
            return Optional.of(us + "it is of another authority; install the certificate of this consortium");
        }
        if (words.contains("ALERT_UNSUPPORTED_CERTIFICATE")) {
            return Optional.of(us + "it is not a node's; use the certificate.pem of the node's own directory");
        }
        if (words.contains("ALERT_BAD_CERTIFICATE") || words.contains("ALERT_CERTIFICATE")) {
            return Optional.of(us + "it is not valid yet by its clock, or carries no sound identity key; check the"
                    + " clocks (NTP) and have the operator issue it anew");
        }
        if (words.contains("ALERT_PROTOCOL_VERSION")
                || words.contains("ALERT_HANDSHAKE_FAILURE")
                || words.contains("UNSUPPORTED_PROTOCOL")) {
            return Optional.of(
                    settings.coordinator() + " does not offer TLS 1.3 with X25519MLKEM768; check the address,"
                            + " and that nothing in between breaks TLS open");
        }
        return Optional.empty();
    }

    private Optional<String> proxy(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        boolean refused =
                words.contains("status: 407") || words.contains("status: 403") || words.contains("status: 405");
        return refused
                ? Optional.of(
                        "the proxy " + settings.proxy().map(HostPort::toString).orElse("")
                                + " refuses CONNECT to " + settings.coordinator() + " (" + quote(words)
                                + "); have it allowed there, or correct the proxy's address")
                : Optional.empty();
    }

    private static Optional<Throwable> cause(Status status, Predicate<Throwable> kind) {
        Throwable cause = status.getCause();
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (kind.test(cause)) {
                return Optional.of(cause);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String quote(@Nullable String words) {
        return quote(words, LONGEST_QUOTE);
    }

    private static String quote(@Nullable String words, int longest) {
        String printable = String.valueOf(words).replaceAll("[^\\x20-\\x7e]", "?");
        return printable.substring(0, Math.min(longest, printable.length()));
    }
}
