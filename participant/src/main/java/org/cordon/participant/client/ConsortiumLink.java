// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Piece;
import org.cordon.governance.Proposal;
import org.cordon.governance.Question;
import org.cordon.governance.Standing;
import org.cordon.governance.Withdrawal;
import org.cordon.member.Approval;
import org.cordon.member.PinnedAuthority;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signed;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.ConsortiumMethods;

/**
 * The way of people and invited nodes to the coordinator: the consortium port over TLS 1.3 with X25519MLKEM768.
 *
 * <p><b>Guarantees.</b> Nothing is sent before the peer has shown a certificate of the pinned authority for the host that
 * was dialled. What the coordinator refuses is a {@link ConsortiumRefused} with its reason; what will not pass by trying
 * again a {@link LinkRefused} with cause and mend; a coordinator that is not reached within the deadline a
 * {@link LinkUnavailable}. Answers are bounded.
 *
 * <p><b>Does not check</b> that answers are true: histories and approvals verify by themselves, and so must whoever asks.
 *
 * <p>Safe for concurrent use.
 */
public final class ConsortiumLink implements AutoCloseable {
    private static final int ANSWERS_AHEAD = 8;
    private static final long MOST_ANSWER_BYTES = 64L << 20;

    private final LinkSettings settings;
    private final Faults faults;
    private final InstantSource clock;
    private final Randomness randomness;
    private final ManagedChannel channel;

    private ConsortiumLink(LinkSettings settings, Dialler dialler, InstantSource clock, Randomness randomness) {
        this.settings = settings;
        this.faults = new Faults(settings);
        this.clock = clock;
        this.randomness = randomness;
        this.channel = dialler.dial();
    }

    /**
     * Makes a link; dials with its first call.
     *
     * @param settings the coordinator's host and consortium port
     * @param authority SHA-256 of the authority's SubjectPublicKeyInfo, from the token or the history
     * @param randomness nonces of questions, and waits between attempts
     */
    public static ConsortiumLink open(
            LinkSettings settings, Digest authority, InstantSource clock, Randomness randomness) {
        try {
            Dialler dialler = new Dialler(
                    settings,
                    ClientTls.context(
                            new PinnedAuthority(authority, clock),
                            settings.coordinator().host()),
                    List.of());
            return new ConsortiumLink(settings, dialler, clock, randomness);
        } catch (SSLException unfit) {
            throw new LinkRefused("TLS cannot be set up; check the Java runtime and its native libraries", unfit);
        }
    }

    /** Asks to be admitted; the same request may ask again and again. */
    public JoinReply join(JoinRequest request, Duration deadline) throws ConsortiumRefused, InterruptedException {
        return one(ConsortiumMethods.JOIN, () -> List.of(request).iterator(), deadline);
    }

    /** The entries of the history from position {@code from} on, not verified. */
    public List<Answer.HistoryLine> history(Asker asker, int from, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        return ask(asker, Question.Subject.HISTORY, from, Answer.HistoryLine.class, deadline);
    }

    /** What is open for approval. */
    public List<Answer.OpenProposal> proposals(Asker asker, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        return ask(asker, Question.Subject.PROPOSALS, 0, Answer.OpenProposal.class, deadline);
    }

    /** Approved tasks. */
    public List<Answer.TaskStanding> tasks(Asker asker, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        return ask(asker, Question.Subject.TASKS, 0, Answer.TaskStanding.class, deadline);
    }

    /** Exchanges that ask to join. */
    public List<Answer.HeldRequest> requests(Asker asker, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        return ask(asker, Question.Subject.REQUESTS, 0, Answer.HeldRequest.class, deadline);
    }

    /** Proposes an amendment: its entry without approvals. */
    public Standing proposeAmendment(Asker proposer, Bytes entry, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        return propose(proposer, Approval.Kind.AMENDMENT, entry, Optional.empty(), deadline);
    }

    /** Proposes a charter with the first state that it names. */
    public Standing proposeCharter(Asker proposer, Bytes charter, Bytes state, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        return propose(proposer, Approval.Kind.CHARTER, charter, Optional.of(state), deadline);
    }

    /** Hands in approvals. */
    public Standing approve(Endorsement endorsement, Duration deadline) throws ConsortiumRefused, InterruptedException {
        return one(ConsortiumMethods.APPROVE, () -> List.of(endorsement).iterator(), deadline);
    }

    /** Ends a task in the operator's name. */
    public Standing withdraw(Withdrawal withdrawal, Duration deadline) throws ConsortiumRefused, InterruptedException {
        return one(ConsortiumMethods.WITHDRAW, () -> List.of(withdrawal).iterator(), deadline);
    }

    private Standing propose(
            Asker proposer, Approval.Kind kind, Bytes content, Optional<Bytes> state, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        return one(
                ConsortiumMethods.PROPOSE,
                () -> {
                    Proposal head = new Proposal(
                            proposer.consortium(),
                            proposer.key().verifyKey(),
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            kind,
                            Piece.of(content),
                            state.map(Piece::of));
                    Bytes exact = ConsortiumCodec.encode(head);
                    return new ProposalParts(
                            new Signed<>(head, exact, proposer.key().sign(Proposal.TYPE, exact)),
                            content,
                            state.orElse(Bytes.EMPTY));
                },
                deadline);
    }

    private <T extends Answer> List<T> ask(
            Asker asker, Question.Subject subject, int from, Class<T> kind, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        List<Answer> answers = retrying(
                ConsortiumMethods.ASK,
                () -> {
                    Question question = Question.of(
                            asker.consortium(), asker.key().verifyKey(), subject, from, clock.instant(), randomness);
                    Bytes exact = ConsortiumCodec.encode(question);
                    return List.of(new Signed<>(question, exact, asker.key().sign(Question.TYPE, exact)))
                            .iterator();
                },
                deadline);
        for (Answer answer : answers) {
            if (!kind.isInstance(answer)) {
                throw new LinkUnavailable(
                        "the coordinator " + settings.coordinator() + " answered something that was not asked",
                        new IllegalStateException(answer.getClass().getSimpleName()));
            }
        }
        return answers.stream().map(kind::cast).toList();
    }

    private <Q, A> A one(MethodDescriptor<Q, A> method, Supplier<Iterator<? extends Q>> requests, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        List<A> answers = retrying(method, requests, deadline);
        if (answers.size() != 1) {
            throw new LinkUnavailable(
                    "answers of the coordinator " + settings.coordinator() + " must be one, but were " + answers.size(),
                    new IllegalStateException("answers"));
        }
        return answers.get(0);
    }

    private <Q, A> List<A> retrying(
            MethodDescriptor<Q, A> method, Supplier<Iterator<? extends Q>> requests, Duration deadline)
            throws ConsortiumRefused, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Backoff waits = new Backoff(settings.firstRetry(), settings.longestRetry(), randomness);
        while (true) {
            CallOptions options = CallOptions.DEFAULT
                    .withDeadlineAfter(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .withOnReadyThreshold(1 << 20)
                    .withMaxInboundMessageSize(ConsortiumMethods.MAX_RESPONSE_BYTES);
            try {
                BoundedAnswers<A> answers = new BoundedAnswers<>(MOST_ANSWER_BYTES);
                Exchange.run(channel, method, options, requests.get(), ANSWERS_AHEAD, answers);
                return answers.all();
            } catch (StatusRuntimeException failure) {
                giveUpOn(failure, end);
            }
            long pause = Math.min(waits.nextNanos(), Math.max(0, end - System.nanoTime()));
            TimeUnit.NANOSECONDS.sleep(pause);
        }
    }

    /** Returns when another attempt makes sense. */
    private void giveUpOn(StatusRuntimeException failure, long end) throws ConsortiumRefused {
        Optional<ConsortiumRefused> refused = Faults.refused(failure);
        if (refused.isPresent()) {
            throw refused.get();
        }
        Metadata trailers = Optional.ofNullable(failure.getTrailers()).orElseGet(Metadata::new);
        Optional<String> lasting = faults.lasting(failure.getStatus(), trailers);
        if (lasting.isPresent()) {
            throw new LinkRefused(lasting.get(), failure);
        }
        if (!Faults.passing(failure) || end - System.nanoTime() <= 0) {
            throw new LinkUnavailable(
                    "the coordinator " + settings.coordinator() + " gave no answer: "
                            + Faults.brief(failure.getStatus())
                            + "; check that it runs, and host and port of its consortium port",
                    failure);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
