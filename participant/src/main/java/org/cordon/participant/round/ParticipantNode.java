// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.cordon.computation.Computations;
import org.cordon.computation.StagedComputation;
import org.cordon.member.SignedManifest;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.task.Charter;
import org.cordon.task.CharterRejected;
import org.cordon.task.ParticipantPolicy;
import org.cordon.task.PolicyDecision;
import org.cordon.task.SignedCharter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.ProtoCodec;

/**
 * A participant, for a Java program that runs it itself: give it its identity, a link to the coordinator, a store, a policy
 * and its data; it takes part in every task its policy allows.
 *
 * <p><b>Guarantees.</b> Nothing about the rows leaves but masked vectors, in tasks whose charter the operator signed and the
 * policy allows. After a crash it goes on where its store says it was.
 *
 * <p><b>Does not check</b> the data itself; a {@link Contribution} does.
 */
public final class ParticipantNode implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Identity identity;
    private final CoordinatorLink link;
    private final MemberStore store;
    private final TaskPolicy policy;
    private final InstantSource clock;
    private final Function<Charter, Contribution> data;
    private final Computations computations;
    private final NodeLog log;
    private final ExecutorService training = Executors.newSingleThreadExecutor(daemon("training"));
    private final ExecutorService checks = Executors.newSingleThreadExecutor(daemon("sum-check"));
    private final Map<Digest, RoundFollower> followers = new ConcurrentHashMap<>();
    private final Set<Digest> refused = ConcurrentHashMap.newKeySet();
    private final Map<Digest, CoordinatorMessage.Offer> waiting = new HashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Who the participant is and whom it believes.
     *
     * @param self manifest index
     * @param key the Ed25519 key of that entry
     * @param local the machine's own secret
     * @param operator whose signature makes a charter
     */
    public record Identity(
            SignedManifest manifest,
            int self,
            SigningKey key,
            Secret local,
            VerifyKey operator,
            Randomness randomness) {
        public Identity {
            boolean own = manifest.manifest()
                    .find(self)
                    .filter(m -> m.identity().equals(key.verifyKey()))
                    .isPresent();
            if (self < 1 || !own) {
                throw new IllegalArgumentException("key must be that of member " + self
                        + " in the manifest; start with the directory that was made for this member");
            }
        }
    }

    /** Under a policy that never changes. */
    public ParticipantNode(
            Identity identity,
            CoordinatorLink link,
            MemberStore store,
            ParticipantPolicy policy,
            InstantSource clock,
            Function<Charter, Contribution> data,
            Computations computations) {
        this(identity, link, store, TaskPolicy.of(policy), clock, data, computations);
    }

    /**
     * @param data the private half for a charter's task
     * @param computations the public halves that charters may name
     */
    public ParticipantNode(
            Identity identity,
            CoordinatorLink link,
            MemberStore store,
            TaskPolicy policy,
            InstantSource clock,
            Function<Charter, Contribution> data,
            Computations computations) {
        this.identity = identity;
        this.link = link;
        this.store = store;
        this.policy = policy;
        this.clock = clock;
        this.data = data;
        this.computations = computations;
        this.log = new NodeLog(identity.manifest()
                .manifest()
                .find(identity.self())
                .orElseThrow()
                .name());
    }

    /** Takes part until closed or interrupted; a {@link CoordinatorLink.LinkRefused} ends it with its sentence. */
    public void run() throws InterruptedException {
        while (!closed) {
            Optional<CoordinatorMessage> message = link.next(POLL);
            if (message.isPresent()) {
                dispatch(message.orElseThrow());
            }
            List<CoordinatorMessage.Offer> again = List.copyOf(waiting.values());
            waiting.clear();
            again.forEach(this::offered);
        }
    }

    private void dispatch(CoordinatorMessage message) throws InterruptedException {
        if (message instanceof CoordinatorMessage.Offer offer) {
            offered(offer);
            return;
        }
        RoundFollower follower = followers.get(message.session());
        if (follower != null) {
            follower.deliver(message);
        }
    }

    private void offered(CoordinatorMessage.Offer offer) {
        Digest session = Hashes.blob(offer.charter());
        if (followers.containsKey(session) || refused.contains(session)) {
            return;
        }
        try {
            Signed<Charter> signed =
                    new Signed<>(CharterCodec.decode(offer.charter()), offer.charter(), offer.signature());
            SignedCharter charter = SignedCharter.verify(signed, identity.operator(), identity.manifest());
            PolicyDecision decision = policy.decide(charter, identity.manifest(), clock.instant());
            if (decision instanceof PolicyDecision.Queued) {
                waiting.put(session, offer);
                return;
            }
            if (decision instanceof PolicyDecision.Refused no) {
                refuse(session, no.sentence());
                return;
            }
            join(charter);
        } catch (CoordinatorLink.LinkUnavailable e) {
            log.unavailable("the request for the task's first state", e);
            waiting.put(session, offer);
        } catch (CharterRejected | BodyCodec.MalformedBody | IllegalArgumentException e) {
            refuse(session, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(Digest session, String why) {
        refused.add(session);
        log.taskRefused(session, why);
    }

    private void join(SignedCharter signed) {
        Charter charter = signed.charter();
        SessionContext context = new SessionContext(
                new SessionContext.Node(
                        identity.self(),
                        new Speaker(identity.key(), new ProtoCodec()),
                        identity.randomness(),
                        identity.local(),
                        link,
                        store,
                        training,
                        checks,
                        log),
                new Roll(
                        signed.session(),
                        identity.manifest().manifest(),
                        identity.manifest().digest()),
                charter,
                new StagedComputation(computations),
                data.apply(charter));
        RoundFollower follower =
                new RoundFollower(context, scope -> policy.mayEnter(signed.session(), scope, clock.instant()));
        Thread thread = new Thread(() -> follow(signed.session(), follower), "round-follower-" + charter.name());
        thread.setDaemon(true);
        log.taskJoined(signed.session(), charter.name(), charter.privacyWaiver().isPresent());
        followers.put(signed.session(), follower);
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
        } catch (RuntimeException | Error e) {
            if (!closed) {
                log.failed(e);
            }
        } finally {
            refused.add(session);
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
