// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.PeerOutcome;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.wire.BlockQuery;
import org.cordon.wire.Methods;
import org.cordon.wire.StateQuery;
import org.cordon.wire.Submitted;

/**
 * The link over gRPC and mutual TLS 1.3 with X25519MLKEM768.
 *
 * <p><b>Guarantees.</b> Nothing is sent before the peer has shown the certificate of the manifest's coordinator for the
 * host that was dialled. Calls run on the caller's thread, sinks too: a slow sink slows its stream. A stream that breaks is
 * taken up where it broke. What will not pass by trying again ends every attempt, of this call and later ones, with a
 * {@link CoordinatorLink.LinkRefused}.
 *
 * <p><b>Does not check</b> that a stream taken up again continues the same content: the digests of the protocol do.
 */
public final class GrpcCoordinatorLink implements CoordinatorLink {
    /** Masked bytes per chunk of an upload. */
    static final int CHUNK = 512 << 10;

    private static final int UPLOAD_AHEAD = 1 << 20;
    private static final int CHUNKS_AHEAD = 4;
    private static final int BLOCKS_AHEAD = 128;

    private static final int ENTRIES_AHEAD = 16;
    private static final int MOST_ENTRIES = 256;

    private final LinkSettings settings;
    private final Randomness randomness;
    private final List<ClientInterceptor> observers;
    private final Faults faults;
    private final Events events = new Events();
    private final Attendance attendance;
    private final Optional<Credentials> credentials;
    private TlsIdentity identity;

    private GrpcCoordinatorLink(
            LinkSettings settings,
            Optional<Credentials> credentials,
            TlsIdentity identity,
            Dialler dialler,
            Randomness randomness,
            List<ClientInterceptor> observers) {
        this.settings = settings;
        this.credentials = credentials;
        this.identity = identity;
        this.randomness = randomness;
        this.observers = List.copyOf(observers);
        this.faults = new Faults(settings);
        this.attendance = new Attendance(dialler, settings, faults, backoff(), events);
    }

    /**
     * Makes the link, which dials once it has a witness or is used otherwise. It keeps its key and its coordinator whatever becomes of the consortium.
     *
     * @param verifier knows the coordinator of the manifest; also checks our own certificate first
     * @param randomness spreads the waits between attempts
     * @throws CoordinatorLink.LinkRefused when our own certificate would not be accepted
     */
    public static GrpcCoordinatorLink open(
            LinkSettings settings, TlsIdentity identity, PeerVerifier verifier, Randomness randomness) {
        return open(settings, identity, verifier, randomness, List.of());
    }

    /** The same, with observers of every call on the wire, for example to count what leaves. */
    public static GrpcCoordinatorLink open(
            LinkSettings settings,
            TlsIdentity identity,
            PeerVerifier verifier,
            Randomness randomness,
            List<ClientInterceptor> observers) {
        return open(settings, Optional.empty(), new Own(identity, verifier), randomness, observers);
    }

    /** The same, with credentials that follow the consortium: keys may be rotated while the link is open. */
    public static GrpcCoordinatorLink open(
            LinkSettings settings, Credentials credentials, Consortium newest, Randomness randomness) {
        Own own = new Own(credentials.identity(newest), credentials.verifier(newest));
        return open(settings, Optional.of(credentials), own, randomness, List.of());
    }

    private record Own(TlsIdentity identity, PeerVerifier verifier) {}

    private static GrpcCoordinatorLink open(
            LinkSettings settings,
            Optional<Credentials> credentials,
            Own own,
            Randomness randomness,
            List<ClientInterceptor> observers) {
        if (own.verifier().member(own.identity().chain()) instanceof PeerOutcome.Refused refused) {
            throw new LinkRefused(
                    "our own certificate will not be accepted: " + refused.sentence(),
                    new IllegalStateException("refused"));
        }
        return new GrpcCoordinatorLink(
                settings, credentials, own.identity(), dialler(settings, own, observers), randomness, observers);
    }

    private static Dialler dialler(LinkSettings settings, Own own, List<ClientInterceptor> observers) {
        try {
            return new Dialler(
                    settings,
                    ClientTls.context(
                            own.identity(),
                            own.verifier(),
                            settings.coordinator().host()),
                    observers);
        } catch (SSLException unfit) {
            throw new LinkRefused("TLS cannot be set up with our key and certificate; check the node directory", unfit);
        }
    }

    @Override
    public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
        attendance.start();
        return events.next(timeout);
    }

    @Override
    public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
        Submitted submitted = new Submitted(message, attendance.witness().cosignature());
        return judged(deadline, (channel, options) -> unary(channel, Methods.SUBMIT, options, submitted));
    }

    @Override
    public void witnessedBy(Witness witness) {
        attendance.witnessedBy(witness);
        attendance.start();
    }

    @Override
    public Verdict cosign(HeadCosignature cosignature, Duration deadline) throws InterruptedException {
        return judged(deadline, (channel, options) -> unary(channel, Methods.COSIGN, options, cosignature));
    }

    @Override
    public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
            throws InterruptedException {
        ByteBuffer whole = content.duplicate().rewind();
        return judged(deadline, (channel, options) -> {
            long held = unary(
                    channel, Methods.UPLOAD_OFFSET, options, statement.body().scope());
            List<Verdict> verdicts = new ArrayList<>();
            Exchange.run(
                    channel,
                    Methods.UPLOAD,
                    options.withOnReadyThreshold(UPLOAD_AHEAD),
                    new UploadParts(statement, whole, held, CHUNK),
                    1,
                    verdicts::add);
            return only(verdicts);
        });
    }

    @Override
    public void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) throws InterruptedException {
        AtomicLong received = new AtomicLong();
        this.<Boolean>retrying(deadline, (channel, options) -> {
            Resumed resumed = new Resumed(received, sink);
            Exchange.run(channel, Methods.FETCH_SUM, options, one(scope), CHUNKS_AHEAD, resumed);
            return true;
        });
    }

    @Override
    public void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline)
            throws InterruptedException {
        AtomicLong received = new AtomicLong();
        this.<Boolean>retrying(deadline, (channel, options) -> {
            AtomicLong position = new AtomicLong();
            BlockQuery query = new BlockQuery(scope, seed);
            Exchange.run(channel, Methods.FETCH_BLOCKS, options, one(query), BLOCKS_AHEAD, block -> {
                if (position.getAndIncrement() == received.get()) {
                    received.incrementAndGet();
                    sink.accept(block);
                }
            });
            return true;
        });
    }

    @Override
    public Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline) throws InterruptedException {
        return retrying(deadline, (channel, options) -> {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            StateQuery query = new StateQuery(session, state);
            Exchange.run(channel, Methods.FETCH_STATE, options, one(query), CHUNKS_AHEAD, chunk -> {
                if (chunk.size() > maxBytes - whole.size()) {
                    throw new LinkUnavailable(
                            "the state must be at most " + maxBytes + " bytes, but the coordinator sent more",
                            new IllegalStateException("too long"));
                }
                whole.writeBytes(chunk.toByteArray());
            });
            return Bytes.wrap(whole.toByteArray());
        });
    }

    @Override
    public List<Entry> fetchHistory(int from, Duration deadline) throws InterruptedException {
        return retrying(deadline, (channel, options) -> {
            List<Entry> entries = new ArrayList<>();
            Exchange.run(channel, Methods.FETCH_HISTORY, options, one(from), ENTRIES_AHEAD, entry -> {
                if (entries.size() >= MOST_ENTRIES) {
                    throw new LinkUnavailable(
                            "entries must be at most " + MOST_ENTRIES + " at a time, but the coordinator sent more",
                            new IllegalStateException("too many"));
                }
                entries.add(entry);
            });
            return List.copyOf(entries);
        });
    }

    @Override
    public synchronized void consortiumChanged(Consortium newest) {
        if (credentials.isEmpty()) {
            return;
        }
        Credentials current = credentials.orElseThrow();
        Own own = new Own(current.identity(newest), current.verifier(newest));
        boolean rotated = !own.identity().chain().equals(identity.chain());
        identity = own.identity();
        attendance.redial(dialler(settings, own, observers), rotated);
    }

    @Override
    public void attendAgain() {
        attendance.attendAgain();
    }

    @Override
    public Bytes renew(Bytes certificateRequest, Duration deadline) throws InterruptedException {
        return retrying(deadline, (channel, options) -> unary(channel, Methods.RENEW, options, certificateRequest));
    }

    @Override
    public boolean isUp() {
        return attendance.isUp();
    }

    @Override
    public void close() {
        attendance.close();
    }

    /** One attempt on a connection that is up. */
    @FunctionalInterface
    private interface Attempt<T> {
        T on(Channel channel, CallOptions options) throws InterruptedException;
    }

    /** A submission that the coordinator could not read or would not buffer has its verdict, too. */
    private Verdict judged(Duration deadline, Attempt<Verdict> attempt) throws InterruptedException {
        return retrying(deadline, (channel, options) -> {
            try {
                return attempt.on(channel, options);
            } catch (StatusRuntimeException failure) {
                return Faults.verdict(failure).orElseThrow(() -> failure);
            }
        });
    }

    private <T> T retrying(Duration deadline, Attempt<T> attempt) throws InterruptedException {
        attendance.start();
        long end = System.nanoTime() + deadline.toNanos();
        Backoff waits = backoff();
        while (true) {
            Channel channel = attendance.awaitUp(end);
            CallOptions options = CallOptions.DEFAULT
                    .withDeadlineAfter(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .withMaxInboundMessageSize(Methods.MAX_RESPONSE_BYTES);
            try {
                return attempt.on(channel, options);
            } catch (StatusRuntimeException failure) {
                giveUpOn(failure, end);
            }
            attendance.pause(Math.min(waits.nextNanos(), Math.max(0, end - System.nanoTime())));
        }
    }

    /** Returns when another attempt makes sense. */
    private void giveUpOn(StatusRuntimeException failure, long end) {
        Metadata trailers = Optional.ofNullable(failure.getTrailers()).orElseGet(Metadata::new);
        Optional<String> lasting = faults.lasting(failure.getStatus(), trailers);
        if (lasting.isPresent()) {
            attendance.refuse(lasting.get());
            throw new LinkRefused(lasting.get(), failure);
        }
        if (!Faults.passing(failure) || end - System.nanoTime() <= 0) {
            throw new LinkUnavailable(
                    "the coordinator " + settings.coordinator() + " gave no answer: "
                            + Faults.brief(failure.getStatus()),
                    failure);
        }
    }

    private static <Q, A> A unary(Channel channel, MethodDescriptor<Q, A> method, CallOptions options, Q request)
            throws InterruptedException {
        List<A> answers = new ArrayList<>();
        Exchange.run(channel, method, options, one(request), 2, answers::add);
        return only(answers);
    }

    private static <A> A only(List<A> answers) {
        if (answers.size() != 1) {
            throw Status.INTERNAL
                    .withDescription("answers must be one, but were " + answers.size())
                    .asRuntimeException();
        }
        return answers.get(0);
    }

    private static <Q> Iterator<Q> one(Q request) {
        return List.of(request).iterator();
    }

    private Backoff backoff() {
        return new Backoff(settings.firstRetry(), settings.longestRetry(), randomness);
    }
}
