// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cordon.log.NoteVerifier;
import org.cordon.log.SignedCheckpoint;
import org.cordon.member.Manifest;
import org.cordon.record.Origin;
import org.cordon.record.Witnesses;
import org.cordon.suite.Bytes;
import org.cordon.sum.epoch.EpochBody;

/**
 * Whose witness keys a member knows, and the newest checkpoint that enough of them have cosigned. Signatures are checked when
 * somebody asks, once for every note and every set of keys. Not thread-safe.
 */
final class Quorum {
    private final NoteVerifier verifier;
    private Witnesses witnesses;
    private Optional<SignedCheckpoint> shown = Optional.empty();
    private Optional<CosignedHead> known = Optional.empty();
    private boolean isLookedAt;

    Quorum(Origin origin, NoteVerifier verifier) {
        this.verifier = verifier;
        this.witnesses = Witnesses.none(origin);
    }

    void learn(EpochBody.Roster roster) {
        witnesses = witnesses.with(roster);
        isLookedAt = false;
    }

    boolean isAnothers(Bytes key, int member) {
        return witnesses.isAnothers(key, member);
    }

    /** Whether the keys known here can make a quorum of this manifest. */
    boolean isWithinReach(Manifest manifest) {
        long bound = witnesses.all().stream()
                .flatMap(key -> witnesses.memberOf(key).stream())
                .filter(member -> manifest.find(member).isPresent())
                .distinct()
                .count();
        return bound >= manifest.threshold().witnessQuorum();
    }

    /** Takes a checkpoint of the mirror with cosignatures; an older one than before is passed over. */
    void show(SignedCheckpoint checkpoint) {
        boolean older = shown.filter(
                        s -> s.checkpoint().size() > checkpoint.checkpoint().size())
                .isPresent();
        if (!older && shown.filter(checkpoint::equals).isEmpty()) {
            shown = Optional.of(checkpoint);
            isLookedAt = false;
        }
    }

    /** The newest checkpoint that a quorum of the manifest's members has cosigned. */
    Optional<CosignedHead> head(Manifest manifest) {
        if (!isLookedAt) {
            isLookedAt = true;
            shown.map(this::verified)
                    .filter(head -> isQuorum(head, manifest))
                    .ifPresent(head -> known = Optional.of(merged(head)));
        }
        return known.map(head -> among(manifest, head)).filter(head -> isQuorum(head, manifest));
    }

    private CosignedHead verified(SignedCheckpoint signed) {
        Map<Integer, Instant> times =
                witnesses.cosigners(signed.checkpoint(), signed.note().signatures(), verifier).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, cosigner -> Instant.ofEpochSecond(cosigner.getValue())));
        return new CosignedHead(signed.checkpoint().size(), times);
    }

    private CosignedHead merged(CosignedHead head) {
        Map<Integer, Instant> times = new HashMap<>(head.times());
        known.filter(before -> before.size() == head.size())
                .ifPresent(before -> before.times()
                        .forEach((member, at) -> times.merge(member, at, (a, b) -> a.isAfter(b) ? a : b)));
        return new CosignedHead(head.size(), times);
    }

    private static CosignedHead among(Manifest manifest, CosignedHead head) {
        return new CosignedHead(
                head.size(),
                head.times().entrySet().stream()
                        .filter(cosigner -> cosigner.getKey() > 0
                                && manifest.find(cosigner.getKey()).isPresent())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static boolean isQuorum(CosignedHead head, Manifest manifest) {
        return among(manifest, head).times().size() >= manifest.threshold().witnessQuorum();
    }
}
