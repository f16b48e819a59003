// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.log.Checkpoint;
import org.cordon.log.Cosignature;
import org.cordon.log.MalformedLog;
import org.cordon.log.NoteSignature;
import org.cordon.log.NoteVerifier;
import org.cordon.log.VerifierKey;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signature;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.EpochBody;

/**
 * The witness keys that members have bound to themselves in signed adverts, and who of them has cosigned a checkpoint.
 *
 * <p><b>Guarantees.</b> A member counts once, under whichever of its keys. One raw key is one member's: an advert that brings
 * another's is not learned, so that nobody fills a quorum alone. Immutable.
 *
 * <p><b>Does not check</b> the adverts' signatures: who passes a roster has.
 */
public final class Witnesses {
    private final Origin origin;
    private final Map<Bytes, Integer> members;
    private final Map<String, VerifierKey> keys;
    private final Map<Integer, VerifierKey> newest;

    private Witnesses(
            Origin origin,
            Map<Bytes, Integer> members,
            Map<String, VerifierKey> keys,
            Map<Integer, VerifierKey> newest) {
        this.origin = origin;
        this.members = members;
        this.keys = keys;
        this.newest = newest;
    }

    /** Nobody, yet. */
    public static Witnesses none(Origin origin) {
        return new Witnesses(origin, Map.of(), Map.of(), Map.of());
    }

    /** With the keys that a verified roster names. */
    public Witnesses with(EpochBody.Roster roster) {
        Map<Bytes, Integer> all = new HashMap<>(members);
        Map<String, VerifierKey> byName = new HashMap<>(keys);
        Map<Integer, VerifierKey> byMember = new HashMap<>(newest);
        roster.adverts().forEach(advert -> {
            int member = advert.body().scope().sender();
            Bytes raw = advert.body().witnessKey();
            Integer holder = all.putIfAbsent(raw, member);
            if (holder == null || holder == member) {
                VerifierKey key = NoteKeys.witness(origin, member, VerifyKey.of(raw.toByteArray()));
                byName.put(key.toString(), key);
                byMember.put(member, key);
            }
        });
        return new Witnesses(origin, Map.copyOf(all), Map.copyOf(byName), Map.copyOf(byMember));
    }

    /** Whether another member has bound this key to itself. */
    public boolean isAnothers(Bytes witnessKey, int member) {
        Integer holder = members.get(witnessKey);
        return holder != null && holder != member;
    }

    /** Every key that was bound, with its member, in the order of their names. */
    public List<VerifierKey> all() {
        return List.copyOf(new TreeMap<>(keys).values());
    }

    /** The key that the member has bound last. */
    public Optional<VerifierKey> newest(int member) {
        return Optional.ofNullable(newest.get(member));
    }

    /** Whose key it is. */
    public Optional<Integer> memberOf(VerifierKey key) {
        return Optional.ofNullable(members.get(Bytes.wrap(key.publicKey())));
    }

    /** The line of a note that a cosignature makes, if it is one of that member's over the checkpoint. */
    public Optional<NoteSignature> line(
            int member, HeadCosignature cosignature, Checkpoint checkpoint, NoteVerifier verifier) {
        for (VerifierKey key : keys.values()) {
            if (memberOf(key).filter(m -> m == member).isPresent()) {
                byte[] timed = ByteBuffer.allocate(Long.BYTES + Signature.BYTES)
                        .putLong(cosignature.atSeconds())
                        .put(cosignature.signature().toByteArray())
                        .array();
                NoteSignature line = NoteSignature.of(key, timed);
                if (seconds(key, line, checkpoint, verifier).isPresent()) {
                    return Optional.of(line);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Who has cosigned the checkpoint, with the newest time that each gave, in seconds since 1970-01-01 UTC. A cosignature that
     * does not hold counts for nobody.
     */
    public SortedMap<Integer, Long> cosigners(Checkpoint checkpoint, List<NoteSignature> lines, NoteVerifier verifier) {
        SortedMap<Integer, Long> cosigners = new TreeMap<>();
        for (NoteSignature line : lines) {
            for (VerifierKey key : keysNamed(line)) {
                Optional<Integer> member = memberOf(key);
                Optional<Long> seconds = seconds(key, line, checkpoint, verifier);
                if (member.isPresent() && seconds.isPresent()) {
                    cosigners.merge(member.orElseThrow(), seconds.orElseThrow(), Math::max);
                }
            }
        }
        return cosigners;
    }

    private List<VerifierKey> keysNamed(NoteSignature line) {
        List<VerifierKey> named = new ArrayList<>();
        keys.values().stream().filter(key -> key.isNamedBy(line)).forEach(named::add);
        return named;
    }

    private static Optional<Long> seconds(
            VerifierKey key, NoteSignature line, Checkpoint checkpoint, NoteVerifier verifier) {
        try {
            Cosignature cosignature = Cosignature.of(key, line);
            return cosignature.verifies(checkpoint.toBytes(), verifier)
                    ? Optional.of(cosignature.epochSeconds())
                    : Optional.empty();
        } catch (MalformedLog notOne) {
            return Optional.empty();
        }
    }
}
