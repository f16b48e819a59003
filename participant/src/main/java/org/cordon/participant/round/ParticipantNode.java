// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.member.Consortium;
import org.cordon.member.Member;
import org.cordon.participant.witness.LogDisowned;
import org.cordon.participant.witness.LogMirror;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Digest;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signer;
import org.cordon.sum.epoch.Keyring;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.task.ApprovedCharter;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.EpochTerms;
import org.cordon.task.OfferedCharter;
import org.cordon.task.PolicyDecision;
import org.cordon.wire.CharterCodec;

/**
 * A participant, for a Java program that runs it itself: give it its identity, a link to the coordinator, a store, a policy
 * and its data; it takes part in every task its policy allows.
 *
 * <p><b>Guarantees.</b> Nothing about the rows leaves but masked vectors, in tasks whose charter a quorum of members approved
 * and the policy allows. After a crash it goes on where its store says it was.
 *
 * <p><b>Does not check</b> the data itself; a {@link Contribution} does.
 */
public final class ParticipantNode implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long COSIGN_AFTER_MILLIS = 200;
    private static final Duration REFUSE_WITHIN = Duration.ofSeconds(2);

    private final Identity identity;
    private final Ports ports;
    private final TaskPolicy policy;
    private final InstantSource clock;
    private final Function<Charter, Contribution> data;
    private final Computations computations;
    private final NodeLog log;
    private final KnownConsortium consortium;
    private final CharterLedger ledger;
    private final Offers offers;
    private final LogMirror mirror;
    private final LogIntake intake;
    private final ExecutorService training = Executors.newSingleThreadExecutor(daemon("training"));
    private final ExecutorService checks = Executors.newSingleThreadExecutor(daemon("sum-check"));
    private final ExecutorService cosigning = Executors.newSingleThreadExecutor(daemon("cosigning"));
    private final Map<Digest, RoundFollower> followers = new ConcurrentHashMap<>();
    private final Set<Digest> over = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile Optional<KeyUnavailable> lostKey = Optional.empty();

    /**
     * Who the participant is and whom it believes.
     *
     * @param consortium the newest that this node has on disk
     * @param self index, for life
     * @param keys Ed25519 keys: that of the entry in every manifest under which an epoch may still be open
     * @param local the machine's own secret
     */
    public record Identity(Consortium consortium, int self, Keyring keys, Secret local, Randomness randomness) {
        public Identity {
            Optional<Member> own = consortium.current().manifest().find(self);
            if (self < 1 || own.flatMap(member -> keys.find(member.identity())).isEmpty()) {
                throw new IllegalArgumentException("keys must hold that of member " + self
                        + " in the newest manifest; start with the directory that was made for this member");
            }
        }

        /** With one key, that of the newest manifest. */
        public Identity(Consortium consortium, int self, Signer key, Secret local, Randomness randomness) {
            this(consortium, self, Keyring.of(key), local, randomness);
        }

        String name() {
            return consortium.current().manifest().find(self).orElseThrow().name();
        }
    }

    /** The way out, and what outlives the process. All are the caller's to close. */
    public record Ports(
            CoordinatorLink link,
            MemberStore store,
            MirrorStore mirror,
            ConsortiumFile history,
            NodeListener listener) {
        /** Nobody listens. */
        public Ports(CoordinatorLink link, MemberStore store, MirrorStore mirror, ConsortiumFile history) {
            this(link, store, mirror, history, NodeListener.SILENT);
        }

        /** Nobody listens, and the next start asks for the history again. */
        public Ports(CoordinatorLink link, MemberStore store, MirrorStore mirror) {
            this(link, store, mirror, ConsortiumFile.NONE);
        }
    }

    /**
     * @param data the private half for a charter's task
     * @param computations the public halves that charters may name
     * @throws LogDisowned if there is evidence that the coordinator keeps two logs
     */
    public ParticipantNode(
            Identity identity,
            Ports ports,
            TaskPolicy policy,
            InstantSource clock,
            Function<Charter, Contribution> data,
            Computations computations) {
        this.identity = identity;
        this.ports = ports;
        this.policy = policy;
        this.clock = clock;
        this.data = data;
        this.computations = computations;
        this.log = new NodeLog(identity.name(), clock, ports.listener());
        this.consortium = new KnownConsortium(identity.consortium(), ports.link(), ports.history(), log, this::changed);
        this.ledger = new CharterLedger(ports.store());
        this.offers = new Offers(clock, log, basis());
        this.mirror = new LogMirror(
                new LogMirror.Self(identity.self(), identity.local(), consortium::newest, clock), ports.mirror());
        this.intake = new LogIntake(
                mirror,
                ports.link(),
                consortium,
                log,
                clock,
                CompletableFuture.delayedExecutor(COSIGN_AFTER_MILLIS, TimeUnit.MILLISECONDS, cosigning));
        ports.link().witnessedBy(intake);
    }

    /**
     * Takes part until closed or interrupted; a {@link CoordinatorLink.LinkRefused}, a {@link LogDisowned}, or a {@link
     * KeyUnavailable} if the node's key is out of reach, ends it with its sentence.
     */
    public void run() throws InterruptedException {
        catchUp();
        Instant nextLook = clock.instant().plus(BETWEEN_LOOKS);
        while (!closed) {
            if (!clock.instant().isBefore(nextLook)) { // with no task to bring news, changes are heard of here
                catchUp();
                nextLook = clock.instant().plus(BETWEEN_LOOKS);
            }
            Optional<CoordinatorMessage> message = ports.link().next(POLL);
            if (message.isPresent()) {
                dispatch(message.orElseThrow());
            }
            for (CoordinatorMessage.Offer offer : offers.due(basis())) {
                offered(offer);
            }
            if (lostKey.isPresent()) {
                throw lostKey.get();
            }
        }
    }

    /** Who was removed has nothing to dial with any more. */
    private void changed(Consortium newest) {
        if (newest.current().manifest().find(identity.self()).isPresent()) {
            ports.link().consortiumChanged(newest);
        }
    }

    private Offers.Basis basis() {
        return new Offers.Basis(consortium.current().digest(), policy.revision());
    }

    private void catchUp() throws InterruptedException {
        try {
            consortium.catchUp();
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            log.unavailable("the question for the consortium's history", unavailable);
        }
    }

    private void dispatch(CoordinatorMessage message) throws InterruptedException {
        if (message instanceof CoordinatorMessage.LogUpdate update) {
            intake.hears(update);
            followers.values().forEach(RoundFollower::logGrew);
            return;
        }
        RoundFollower follower = followers.get(message.session());
        if (message instanceof CoordinatorMessage.Offer offer) {
            hears(offer);
        } else if (follower != null) {
            follower.deliver(message);
        } else if (message instanceof CoordinatorMessage.Summons summons) {
            declines(summons.signed().body().scope());
        }
    }

    /** An offer that comes again says that the link was broken: the consortium may have changed meanwhile. */
    private void hears(CoordinatorMessage.Offer offer) throws InterruptedException {
        if (followers.containsKey(offer.session())) {
            catchUp();
        } else if (!over.contains(offer.session()) && !offers.isKept(offer.session())) {
            offered(offer);
        }
    }

    /** So that nobody waits for this member where it does not take part. */
    private void declines(Scope where) throws InterruptedException {
        Optional<MemberMessage.Refusal.Reason> code = offers.declined(where.session());
        if (code.isPresent()) {
            try {
                ports.link()
                        .submit(
                                new MemberMessage.Refusal(where.from(identity.self()), code.orElseThrow()),
                                REFUSE_WITHIN);
            } catch (CoordinatorLink.LinkUnavailable unavailable) {
                log.unavailable("refusal", unavailable);
            }
        }
    }

    private void offered(CoordinatorMessage.Offer offer) throws InterruptedException {
        try {
            var unused = consortium.find(offer.approvals().manifest());
            ApprovedCharter charter = ApprovedCharter.verify(
                            new OfferedCharter(
                                    CharterCodec.decode(offer.charter()), offer.charter(), offer.approvals()),
                            consortium.newest())
                    .requirePrivacy();
            if (!ledger.knows(charter.charter().name(), charter.session())) {
                charter.requireStanding(consortium.newest());
            }
            ledger.take(charter);
            PolicyDecision decision = policy.decide(charter, consortium.current(), clock.instant());
            if (decision instanceof PolicyDecision.Allowed) {
                join(charter);
            } else {
                offers.postpone(offer, charter.charter(), decision);
            }
        } catch (CoordinatorLink.LinkUnavailable e) {
            log.unavailable("the question for the consortium's history", e);
            offers.keep(
                    offer,
                    MemberMessage.Refusal.Reason.PROTOCOL,
                    clock.instant().plus(POLL));
        } catch (CharterRejected | BodyCodec.MalformedBody | IllegalArgumentException e) {
            offers.refuse(offer, MemberMessage.Refusal.Reason.CHARTER, String.valueOf(e.getMessage()));
        }
    }

    private void join(ApprovedCharter approved) {
        Charter charter = approved.charter();
        SessionContext context = new SessionContext(
                new SessionContext.Node(
                        identity.self(),
                        identity.keys(),
                        new SessionContext.Seeds(identity.randomness(), identity.local()),
                        consortium,
                        ports.link(),
                        ports.store(),
                        mirror,
                        training,
                        checks,
                        log,
                        clock),
                new EpochTerms.Task(approved.session(), charter),
                new Admission(approved, policy, ledger, clock),
                new StagedComputation(computations),
                data.apply(charter));
        RoundFollower follower = new RoundFollower(context);
        Thread thread = new Thread(() -> follow(approved.session(), follower), "round-follower-" + charter.name());
        thread.setDaemon(true);
        log.taskJoined(
                approved.session(), charter.name(), charter.privacyWaiver().isPresent());
        followers.put(approved.session(), follower);
        threads.add(thread);
        thread.start();
    }

    private void follow(Digest session, RoundFollower follower) {
        try {
            follower.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RoundFollower.Unfit unfit) {
            log.taskRefused(session, String.valueOf(unfit.getMessage()));
        } catch (LogDisowned twoLogs) {
            over.add(session); // the event loop ends with the same sentence
        } catch (KeyUnavailable gone) {
            lostKey = Optional.of(gone);
        } catch (RuntimeException | Error e) {
            if (!closed) {
                log.failed(e);
            }
        } finally {
            over.add(session);
            followers.remove(session);
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Stops where it is; what was sent is in the store. The link and the store are the caller's to close. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        training.shutdownNow();
        cosigning.shutdownNow();
        checks.shutdownNow();
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
