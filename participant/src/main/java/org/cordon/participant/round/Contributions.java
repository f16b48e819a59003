// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.cordon.computation.Query;
import org.cordon.privacy.DiscreteGaussian;
import org.cordon.privacy.NoisePool;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.task.TaskState;

/**
 * The contribution x of the open round: computed beside the follower, sealed on disk before the first header that names it,
 * and the same in every attempt, also after a restart.
 */
final class Contributions {
    private final SessionContext context;
    private final Executor mailbox;
    private final VectorSeal vectors;
    private Optional<Contributed> contributed = Optional.empty();
    private Optional<Scope> computing = Optional.empty();

    /** x of a round, with its hash. */
    record Contributed(int epoch, int round, RingVector x, Digest hash) {
        boolean isFor(Scope scope) {
            return epoch == scope.epoch() && round == scope.round();
        }
    }

    /**
     * What a contribution is made from.
     *
     * @param sealed where x of the round lies, if a header has named it
     */
    record Start(TaskState state, RoundConfiguration configuration, Optional<SealedInput> sealed) {}

    Contributions(SessionContext context, Executor mailbox, VectorSeal vectors) {
        this.context = context;
        this.mailbox = mailbox;
        this.vectors = vectors;
    }

    /** x of the scope's round, if it is there. */
    Optional<Contributed> of(Scope scope) {
        return contributed.filter(c -> c.isFor(scope));
    }

    /**
     * Makes x available: at once, from disk, or once it is computed.
     *
     * @param there runs on the follower's thread
     * @param failed runs there, too, when the data do not give a contribution
     */
    void begin(Scope scope, Start start, Runnable there, Runnable failed) {
        contributed = of(scope).or(() -> start.sealed().flatMap(s -> load(scope, start.configuration(), s)));
        if (contributed.isPresent()) {
            there.run();
            return;
        }
        if (computing
                .filter(c -> c.epoch() == scope.epoch() && c.round() == scope.round())
                .isPresent()) {
            return;
        }
        computing = Optional.of(scope);
        context.training().execute(() -> compute(scope, start, there, failed));
    }

    private void compute(Scope scope, Start start, Runnable there, Runnable failed) {
        Query query = start.state().query().orElseThrow();
        // the noise is drawn before the rows are looked at: how long a draw takes tells of its size
        try (NoisePool noise = noise(start.configuration())) {
            RingVector x = vector(
                    start.configuration(), query, words(query, start.state().digest()), noise);
            Digest hash = Hashes.blob(x.toByteArray());
            mailbox.execute(() -> {
                computing = computing.filter(c -> !c.equals(scope));
                contributed = Optional.of(new Contributed(scope.epoch(), scope.round(), x, hash));
                there.run();
            });
        } catch (RuntimeException e) {
            context.log().dataRefused(e);
            mailbox.execute(() -> {
                computing = computing.filter(c -> !c.equals(scope));
                failed.run();
            });
        }
    }

    /**
     * What the rows say. Under differential privacy whatever is wrong with them is the own operator's matter alone: a refusal would tell
     * of them without noise, so zeros go under the noise instead, and are charged.
     */
    private long[] words(Query query, Digest state) {
        try {
            return context.contribute(query, state);
        } catch (RuntimeException unfit) {
            if (query.release().isEmpty() || Thread.currentThread().isInterrupted()) {
                throw unfit;
            }
            context.log().dataRefused(unfit);
            return new long[query.length()];
        }
    }

    /** Of the round's share of noise, one draw a word; none without differential privacy. */
    private NoisePool noise(RoundConfiguration configuration) {
        // Spec: docs/protocol.md#upload.noise
        if (configuration.noise().isPresent() != context.privacy().isPresent()) {
            throw new IllegalArgumentException(
                    "a sum must name its sensitivity and noise exactly where the charter promises differential privacy, but "
                            + (configuration.noise().isPresent() ? "does where it does not" : "does not"));
        }
        return configuration
                .noise()
                .map(share -> {
                    try (DiscreteGaussian sampler = new DiscreteGaussian(share.variance(), context.randomness())) {
                        return NoisePool.draw(sampler, configuration.length());
                    }
                })
                .orElseGet(NoisePool::none);
    }

    private static RingVector vector(RoundConfiguration configuration, Query query, long[] words, NoisePool noise) {
        if (words.length != configuration.length()) {
            throw new IllegalArgumentException(
                    "contribution must have " + configuration.length() + " words, but has " + words.length);
        }
        for (int i = 0; i < words.length; i++) {
            if (words[i] > query.maxAbs(i) || words[i] < -query.maxAbs(i)) {
                throw new IllegalArgumentException(
                        "word " + i + " of the contribution must be within " + query.maxAbs(i));
            }
        }
        long[] counted = Arrays.copyOf(words, words.length + 1);
        counted[words.length] = 1;
        RingVector x = RingVector.ofSigned(configuration.ring(), counted, configuration.maxAbs());
        Arrays.fill(counted, 0);
        if (configuration.noise().isPresent()) {
            long[] drawn = new long[configuration.length()];
            noise.addTo(drawn);
            // the count slot gets none: it counts members, not rows
            RingVector added = RingVector.wrapping(configuration.ring(), Arrays.copyOf(drawn, counted.length));
            x.addInPlace(added);
            added.wipe();
            Arrays.fill(drawn, 0);
        }
        return x;
    }

    /** Seals x on disk under a fresh key, durable on return. */
    SealedInput seal(Contributed mine) {
        Secret fresh = Secret.random(context.randomness());
        vectors.saveInput(mine.x(), fresh);
        return new SealedInput(fresh, mine.hash());
    }

    /** x as it was sealed: from memory, else from disk; empty if it is gone. */
    Optional<RingVector> load(
            Scope scope, RoundConfiguration configuration, Digest hash, Optional<SealedInput> sealed) {
        return of(scope)
                .or(() -> sealed.flatMap(s -> load(scope, configuration, s)))
                .filter(c -> c.hash().equals(hash))
                .map(Contributed::x);
    }

    private Optional<Contributed> load(Scope scope, RoundConfiguration configuration, SealedInput sealed) {
        return vectors.loadInput(configuration.ring(), sealed.key(), sealed.hash())
                .map(x -> new Contributed(scope.epoch(), scope.round(), x, sealed.hash()));
    }

    /** Forgets x. */
    void forget() {
        contributed = Optional.empty();
    }
}
