// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.cordon.member.Entry;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;
import org.cordon.suite.Bytes;
import org.cordon.wire.Methods;

/**
 * Single calls of the members' port, each over a connection of its own: a running node's attendance is not disturbed.
 *
 * <p><b>Guarantees.</b> As {@link GrpcCoordinatorLink}, but for one attempt.
 */
public final class MemberCalls {
    private static final int MOST_ENTRIES = 256;

    private final LinkSettings settings;
    private final TlsIdentity identity;
    private final PeerVerifier verifier;

    /** Calls as {@code identity}; {@code verifier} knows the coordinator. */
    public MemberCalls(LinkSettings settings, TlsIdentity identity, PeerVerifier verifier) {
        this.settings = settings;
        this.identity = identity;
        this.verifier = verifier;
    }

    /** A certificate (X.509, DER) for the keys in {@code certificateRequest} (PKCS#10, DER). */
    public Bytes renew(Bytes certificateRequest, Duration deadline) throws InterruptedException {
        List<Bytes> answers = call(Methods.RENEW, certificateRequest, deadline);
        if (answers.size() != 1) {
            throw new LinkUnavailable(
                    "answers must be one, but were " + answers.size(), new IllegalStateException("not one"));
        }
        return answers.get(0);
    }

    /** Entries of the history from {@code from} on, not verified; the coordinator gives a bounded number at a time. */
    public List<Entry> fetchHistory(int from, Duration deadline) throws InterruptedException {
        return call(Methods.FETCH_HISTORY, from, deadline);
    }

    private <Q, A> List<A> call(MethodDescriptor<Q, A> method, Q request, Duration deadline)
            throws InterruptedException {
        ManagedChannel channel = dial();
        try {
            CallOptions options = CallOptions.DEFAULT
                    .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .withMaxInboundMessageSize(Methods.MAX_RESPONSE_BYTES);
            List<A> answers = new ArrayList<>();
            Exchange.run(channel, method, options, List.of(request).iterator(), 2, answer -> {
                if (answers.size() >= MOST_ENTRIES) {
                    throw new LinkUnavailable(
                            "answers must be at most " + MOST_ENTRIES + ", but the coordinator sent more",
                            new IllegalStateException("too many"));
                }
                answers.add(answer);
            });
            return answers;
        } catch (StatusRuntimeException failure) {
            throw meaning(failure);
        } finally {
            channel.shutdownNow();
        }
    }

    private RuntimeException meaning(StatusRuntimeException failure) {
        Metadata trailers = Optional.ofNullable(failure.getTrailers()).orElseGet(Metadata::new);
        Optional<String> lasting = new Faults(settings).lasting(failure.getStatus(), trailers);
        return lasting.isPresent()
                ? new LinkRefused(lasting.get(), failure)
                : new LinkUnavailable(
                        "the coordinator " + settings.coordinator() + " gave no answer: "
                                + Faults.brief(failure.getStatus()),
                        failure);
    }

    private ManagedChannel dial() {
        try {
            String host = settings.coordinator().host();
            return new Dialler(settings, ClientTls.context(identity, verifier, host), List.of()).dial();
        } catch (SSLException unfit) {
            throw new LinkRefused("TLS cannot be set up with our key and certificate; check the node directory", unfit);
        }
    }
}
