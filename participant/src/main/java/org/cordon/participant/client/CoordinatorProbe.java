// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.wire.Methods;

/**
 * Asks the coordinator something that changes nothing, over a connection of its own.
 *
 * <p><b>Guarantees.</b> An answer means: TLS as the running node does it, the coordinator's certificate accepted here and
 * ours there, and the same version of the protocol. A running node's attendance is not disturbed.
 */
public final class CoordinatorProbe {
    private final LinkSettings settings;

    public CoordinatorProbe(LinkSettings settings) {
        this.settings = settings;
    }

    /**
     * Why the coordinator cannot be reached for now; empty if it answered.
     *
     * @throws LinkRefused where trying again will not help
     */
    public Optional<String> ask(TlsIdentity identity, PeerVerifier verifier, Duration patience)
            throws InterruptedException {
        ManagedChannel channel = dial(identity, verifier);
        try {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
            Digest nobodys = Hashes.blob(Bytes.wrap(new byte[0]));
            Exchange.run(
                    channel,
                    Methods.UPLOAD_OFFSET,
                    options,
                    List.of(new Scope(nobodys, 1, 0, 0, 1)).iterator(),
                    1,
                    held -> {});
            return Optional.empty();
        } catch (StatusRuntimeException answered) {
            return meaning(answered);
        } finally {
            channel.shutdownNow();
        }
    }

    private ManagedChannel dial(TlsIdentity identity, PeerVerifier verifier) {
        try {
            String host = settings.coordinator().host();
            return new Dialler(settings, ClientTls.context(identity, verifier, host), List.of()).dial();
        } catch (SSLException unfit) {
            throw new LinkRefused("TLS cannot be set up with our key and certificate; check the node directory", unfit);
        }
    }

    /** That there is no such upload is an answer, too. */
    private Optional<String> meaning(StatusRuntimeException answered) {
        Status status = answered.getStatus();
        Metadata trailers = Optional.ofNullable(answered.getTrailers()).orElseGet(Metadata::new);
        new Faults(settings).lasting(status, trailers).ifPresent(why -> {
            throw new LinkRefused(why, answered);
        });
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, UNKNOWN, INTERNAL -> Optional.of(Faults.brief(status));
            default -> Optional.empty();
        };
    }
}
