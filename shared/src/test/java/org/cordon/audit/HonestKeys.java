// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.log.Checkpoint;
import org.cordon.log.Cosignature;
import org.cordon.log.MalformedLog;
import org.cordon.log.NoteSignature;
import org.cordon.log.SignedNote;
import org.cordon.log.TrustPolicy;
import org.cordon.log.VerifierKey;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;

/** Every private key of a consortium that a test made, so that it can sign whatever an attacker could, and more. */
final class HonestKeys {
    private final Randomness randomness;
    private final Map<VerifyKey, SigningKey> keys = new HashMap<>();
    private final SortedMap<Integer, Secret> locals = new TreeMap<>();

    HonestKeys(Randomness randomness) {
        this.randomness = randomness;
    }

    /** A new key. */
    VerifyKey draw() {
        SigningKey key = SigningKey.generate(randomness);
        keys.put(key.verifyKey(), key);
        return key.verifyKey();
    }

    /** An entry with new keys. */
    Member entry(int index, String name) {
        byte[] certificate = new byte[Digest.BYTES];
        randomness.nextBytes(certificate);
        return new Member(index, name, draw(), Digest.of(certificate), draw());
    }

    /** The private half. */
    SigningKey of(VerifyKey key) {
        SigningKey holder = keys.get(key);
        if (holder == null) {
            throw new AssertionError("no such key");
        }
        return holder;
    }

    /** The secret of a member's machine. */
    Secret local(int member) {
        return locals.computeIfAbsent(member, any -> Secret.random(randomness));
    }

    /** The key that a member cosigns the log of a consortium with. */
    SigningKey witness(Origin origin, int member) {
        return SigningKey.witness(local(member), origin.consortium());
    }

    /** The log's own signature of a checkpoint. */
    SignedNote signed(Origin origin, Manifest manifest, Checkpoint checkpoint) {
        return signed(origin, of(manifest.coordinator().identity()), checkpoint);
    }

    /** A checkpoint that some key signs in the name of the log. */
    SignedNote signed(Origin origin, SigningKey coordinator, Checkpoint checkpoint) {
        VerifierKey key = NoteKeys.log(origin, coordinator.verifyKey());
        return SignedNote.sign(checkpoint.text(), NoteKeys.signer(key, coordinator));
    }

    /** The cosignature lines of some members. */
    List<NoteSignature> cosigned(Origin origin, Iterable<Integer> members, Checkpoint checkpoint, Instant now) {
        List<NoteSignature> lines = new ArrayList<>();
        for (int member : members) {
            SigningKey witness = witness(origin, member);
            VerifierKey key = NoteKeys.witness(origin, member, witness.verifyKey());
            lines.add(Cosignature.sign(NoteKeys.signer(key, witness), checkpoint, now));
        }
        return lines;
    }

    /** What an auditor trusts: the coordinator's key, and t of the members of a manifest. */
    TrustPolicy policy(Origin origin, Manifest manifest) {
        List<TrustPolicy.Witness> witnesses = manifest.members().stream()
                .map(member -> new TrustPolicy.Witness(
                        member.name(),
                        NoteKeys.witness(
                                origin,
                                member.index(),
                                witness(origin, member.index()).verifyKey()),
                        ""))
                .toList();
        try {
            return TrustPolicy.of(
                    NoteKeys.log(origin, manifest.coordinator().identity()),
                    witnesses,
                    "members",
                    manifest.threshold().witnessQuorum());
        } catch (MalformedLog impossible) {
            throw new AssertionError(impossible);
        }
    }
}
