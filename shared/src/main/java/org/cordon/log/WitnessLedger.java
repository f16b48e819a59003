// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A witness: cosigns checkpoints that follow each other, and no others.
 *
 * <p><b>Guarantees.</b> For each origin, the checkpoints cosigned are those of one growing tree, across threads, restarts and
 * crashes: a checkpoint is stored durably, in the place of the very one it was checked against, before it is cosigned.
 *
 * <p><b>Does not check</b> that {@code now} is right, nor what the leaves say.
 *
 * <p>Source: C2SP tlog-witness, "add-checkpoint"; C2SP tlog-cosignature, "Format".
 */
public final class WitnessLedger {
    private final Map<String, List<VerifierKey>> logs;
    private final NoteSigner witness;
    private final NoteVerifier verifier;
    private final WitnessStore store;

    /** @param logs for each origin, the keys of which any may sign */
    public WitnessLedger(
            Map<String, List<VerifierKey>> logs, NoteSigner witness, NoteVerifier verifier, WitnessStore store) {
        Map<String, List<VerifierKey>> copy = new HashMap<>();
        logs.forEach((origin, keys) -> copy.put(origin, List.copyOf(keys)));
        if (!witness.key().algorithm().isCosignature()) {
            throw new IllegalArgumentException("key of a witness must be of type 0x04 or 0x06, but was "
                    + witness.key().algorithm());
        }
        this.logs = Map.copyOf(copy);
        this.witness = witness;
        this.verifier = verifier;
        this.store = store;
    }

    /** Answers the bytes of a request. */
    public WitnessOutcome addCheckpoint(byte[] request, Instant now) throws IOException {
        try {
            return addCheckpoint(WitnessRequest.parse(request), now);
        } catch (MalformedLog e) {
            return new WitnessOutcome.BadRequest(String.valueOf(e.getMessage()));
        }
    }

    /** Answers a request; an {@link IOException} if the store failed, after which nothing is cosigned. */
    public WitnessOutcome addCheckpoint(WitnessRequest request, Instant now) throws IOException {
        Checkpoint next = request.checkpoint().checkpoint();
        Optional<WitnessOutcome> untrusted = untrusted(request);
        if (untrusted.isPresent()) {
            return untrusted.get();
        }
        Checkpoint latest = store.latest(next.origin());
        Optional<WitnessOutcome> refusal = refusal(request, latest);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!store.replace(latest, next)) {
            return new WitnessOutcome.Conflict(store.latest(next.origin()).size());
        }
        return new WitnessOutcome.Cosigned(List.of(Cosignature.sign(witness, next, now)));
    }

    private Optional<WitnessOutcome> untrusted(WitnessRequest request) {
        String origin = request.checkpoint().checkpoint().origin();
        List<VerifierKey> trusted = logs.getOrDefault(origin, List.of());
        if (trusted.isEmpty()) {
            return Optional.of(new WitnessOutcome.UnknownOrigin(
                    "origin must be a log this witness knows, but was " + StrictText.shown(origin)));
        }
        try {
            request.checkpoint().note().verify(trusted, verifier);
            return Optional.empty();
        } catch (UnverifiedLog e) {
            return Optional.of(new WitnessOutcome.BadSignature(String.valueOf(e.getMessage())));
        }
    }

    /** Why a request by a trusted log is refused after {@code latest}; empty if its checkpoint may be cosigned. */
    static Optional<WitnessOutcome> refusal(WitnessRequest request, Checkpoint latest) {
        Checkpoint next = request.checkpoint().checkpoint();
        if (request.oldSize() > next.size()) {
            return Optional.of(new WitnessOutcome.BadRequest(
                    "old size must be at most the checkpoint's " + next.size() + ", but was " + request.oldSize()));
        }
        if (request.oldSize() != latest.size()) {
            return Optional.of(new WitnessOutcome.Conflict(latest.size()));
        }
        if (next.size() == 0 && !next.root().equals(Hash.EMPTY_ROOT)) {
            return unprocessable("root of no leaves must be the hash of nothing, but was " + next.root());
        }
        if (request.isFirst()) {
            return request.proof().isEmpty()
                    ? Optional.empty()
                    : unprocessable("proof from size 0 must be empty, but had "
                            + request.proof().size() + " hashes");
        }
        if (!ConsistencyProof.verifies(latest.size(), latest.root(), next.size(), next.root(), request.proof())) {
            return unprocessable(
                    "proof must lead from " + latest.size() + " to " + next.size() + " leaves, but does not");
        }
        return Optional.empty();
    }

    private static Optional<WitnessOutcome> unprocessable(String sentence) {
        return Optional.of(new WitnessOutcome.Unprocessable(sentence));
    }
}
