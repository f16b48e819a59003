// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.cordon.coordinator.round.Desk;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.member.PeerOutcome;
import org.cordon.suite.BodyCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a call ends that gets no answer: the one place that maps failures to gRPC status.
 *
 * <p>The trailer {@code cordon-reason} carries the kind as a word for machines, the status description a sentence for
 * people. A failure of ours says nothing of its cause to the caller.
 */
record Refusals(Status status, String reason) {
    static final Metadata.Key<String> REASON = Metadata.Key.of("cordon-reason", Metadata.ASCII_STRING_MARSHALLER);

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** The certificate is sound, but its holder has no business here. */
    static Refusals stranger(PeerOutcome.Refused refused) {
        return new Refusals(Status.UNAUTHENTICATED.withDescription(refused.sentence()), "not-a-member");
    }

    static Refusals busy(int callsPerMember) {
        return new Refusals(
                Status.RESOURCE_EXHAUSTED.withDescription(
                        "calls under way must be at most " + callsPerMember + " per member; try again later"),
                "busy");
    }

    /** More than one address may ask. */
    static Refusals tooMany(String sentence) {
        return new Refusals(
                Status.RESOURCE_EXHAUSTED.withDescription(sentence), ConsortiumRefused.Reason.TOO_MANY.word());
    }

    /** What the desk of the consortium refused. */
    static Refusals of(ConsortiumRefused refused) {
        Status status = switch (refused.reason()) {
            case TOO_MANY, TOO_LARGE -> Status.RESOURCE_EXHAUSTED;
            case MALFORMED, NOT_A_TOKEN, TOKEN_ALTERED -> Status.INVALID_ARGUMENT;
            default -> Status.PERMISSION_DENIED;
        };
        return new Refusals(
                status.withDescription(refused.sentence()), refused.reason().word());
    }

    static Refusals malformed(String sentence) {
        return new Refusals(Status.INVALID_ARGUMENT.withDescription(sentence), "malformed");
    }

    /** The event stream ended because its member read too slowly. */
    static Refusals tooSlow(int queuedEvents) {
        return new Refusals(
                Status.RESOURCE_EXHAUSTED.withDescription(
                        "events waiting for one member must be at most " + queuedEvents + "; attend anew"),
                "slow");
    }

    static Refusals replaced() {
        return new Refusals(
                Status.ABORTED.withDescription("the member attended on another stream; run one node per member"),
                "replaced");
    }

    /** The consortium has removed the member. */
    static Refusals removed() {
        return new Refusals(
                Status.UNAUTHENTICATED.withDescription("the consortium has removed this member; ask its members for the"
                        + " reason, and have the exchange admitted again if it is to come back"),
                "not-a-member");
    }

    /** The member lacks more of the protocol log than fits at once. */
    static Refusals behind() {
        return new Refusals(
                Status.RESOURCE_EXHAUSTED.withDescription("more of the protocol log follows; attend anew"), "slow");
    }

    static Refusals closing() {
        return new Refusals(Status.UNAVAILABLE.withDescription("the coordinator is shutting down"), "closing");
    }

    /** What the desk or a codec threw. */
    static Refusals of(RuntimeException failure, ServerCall<?, ?> call) {
        if (failure instanceof BodyCodec.MalformedBody malformed) {
            return malformed(String.valueOf(malformed.getMessage()));
        }
        if (failure instanceof ConsortiumService.Refusing refusing) {
            return of(refusing.refused());
        }
        if (failure instanceof Desk.NotServed notServed) {
            return new Refusals(Status.NOT_FOUND.withDescription(String.valueOf(notServed.getMessage())), "not-served");
        }
        LOG.error(
                "{} of member {} failed",
                call.getMethodDescriptor().getBareMethodName(),
                Peers.member(call).orElse(-1),
                failure);
        return new Refusals(Status.INTERNAL.withDescription("the coordinator failed; see its log"), "failed");
    }

    void close(ServerCall<?, ?> call) {
        Metadata trailers = new Metadata();
        trailers.put(REASON, reason);
        call.close(status, trailers);
    }
}
