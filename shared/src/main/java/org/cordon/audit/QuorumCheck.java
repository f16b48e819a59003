// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.cordon.log.PolicyResult;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.TrustPolicy;
import org.cordon.log.UnverifiedLog;
import org.cordon.log.VerifierKey;
import org.cordon.member.Manifest;
import org.cordon.member.Threshold;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.record.Witnesses;
import org.cordon.suite.Bytes;
import org.cordon.suite.VerifyKey;

/** Claims 4 and 5, and the part of 9 that is about the log's own key. */
final class QuorumCheck {
    private final Judgement judgement;
    private final SignedCheckpoint signed;
    private final TrustPolicy policy;
    private final Origin origin;

    QuorumCheck(Judgement judgement, SignedCheckpoint signed, TrustPolicy policy, Origin origin) {
        this.judgement = judgement;
        this.signed = signed;
        this.policy = policy;
        this.origin = origin;
    }

    /** Who stands behind the checkpoint under the policy; nobody where a cosignature does not hold. */
    List<PolicyResult.CountedWitness> witnessed() {
        judgement.saw(Claim.NO_SPLIT_VIEW);
        try {
            PolicyResult result = policy.evaluate(signed, NoteKeys.verifier());
            if (!result.isQuorum()) {
                fail(
                        Failure.Weight.MISSING,
                        "the witnesses of the checkpoint are no quorum of the trust policy: "
                                + result.witnesses().size() + " of "
                                + policy.witnesses().size() + " cosigned it");
            }
            return result.witnesses();
        } catch (UnverifiedLog unverified) {
            fail(Failure.Weight.HARD, "checkpoint: " + unverified.getMessage());
            return List.of();
        }
    }

    /**
     * Claim 4 by the members' own keys.
     *
     * @return when the quorum's last member cosigned, if there is a quorum
     */
    Optional<Instant> quorum(Witnesses bound, Manifest manifest) {
        keys(bound, manifest);
        if (bound.all().isEmpty()) {
            judgement.lacking(Claim.NO_SPLIT_VIEW, "no roster binds witness keys to members yet");
            return Optional.empty();
        }
        int quorum = manifest.threshold().witnessQuorum();
        SortedMap<Integer, Long> cosigners =
                bound.cosigners(signed.checkpoint(), signed.note().signatures(), NoteKeys.verifier());
        cosigners.keySet().removeIf(member -> manifest.find(member).isEmpty());
        if (cosigners.size() < quorum) {
            fail(
                    Failure.Weight.MISSING,
                    "members " + cosigners.keySet() + " cosigned the checkpoint, fewer than the quorum of " + quorum);
            return Optional.empty();
        }
        List<Long> times = new ArrayList<>(cosigners.values());
        times.sort(Comparator.reverseOrder());
        return Optional.of(Instant.ofEpochSecond(times.get(quorum - 1)));
    }

    /**
     * The log is signed with the coordinator's key. A rotation may be on record only behind this checkpoint, which is then signed
     * anew with a key that the history does not name yet: where a quorum of members stands behind the checkpoint, that is no
     * failure. A key that was replaced is one.
     *
     * @param had every key that the coordinator has had by the history
     */
    void signer(VerifierKey log, Manifest manifest, Set<VerifyKey> had, boolean isWitnessed) {
        judgement.saw(Claim.ACTORS_CERTIFIED);
        if (isSame(log, manifest.coordinator().identity())) {
            return;
        }
        if (isWitnessed && had.stream().noneMatch(key -> isSame(log, key))) {
            judgement.lacking(
                    Claim.ACTORS_CERTIFIED,
                    "the checkpoint is signed with a key of the log that the history does not name yet: the rotation comes after"
                            + " this checkpoint");
            return;
        }
        judgement.fail(
                Claim.ACTORS_CERTIFIED,
                new Failure(
                        Failure.NO_LEAF,
                        Place.LOG,
                        Failure.Weight.HARD,
                        "the key that signs the log is not the coordinator's identity key"));
    }

    private static boolean isSame(VerifierKey log, VerifyKey identity) {
        return Bytes.wrap(log.publicKey()).equals(Bytes.wrap(identity.toByteArray()));
    }

    /** A key that the policy calls a member's is one that the member bound to itself; the coordinator has none. */
    private void keys(Witnesses bound, Manifest manifest) {
        Bytes coordinator = Bytes.wrap(manifest.coordinator().identity().toByteArray());
        for (TrustPolicy.Witness witness : policy.witnesses()) {
            Bytes raw = Bytes.wrap(witness.key().publicKey());
            if (raw.equals(coordinator)) {
                fail(Failure.Weight.HARD, "the coordinator's key stands in the trust policy as a witness");
            }
            Optional<Integer> member = memberOf(witness.key().name());
            Optional<Integer> holder = bound.memberOf(witness.key());
            if (member.isPresent() && isBound(bound, member.orElseThrow()) && !holder.equals(member)) {
                fail(
                        Failure.Weight.HARD,
                        "the trust policy has a witness key for member " + member.orElseThrow()
                                + " that the member never bound to itself");
            }
        }
    }

    private boolean isBound(Witnesses bound, int member) {
        return bound.all().stream().anyMatch(key -> key.name().equals(origin.witness(member)));
    }

    private Optional<Integer> memberOf(String name) {
        for (int member = 1; member <= Threshold.MAX_MEMBERS; member++) {
            if (origin.witness(member).equals(name)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /** Claim 5. */
    void fresh(Optional<Instant> quorumAt, AuditOptions options) {
        if (options.at().isEmpty()) {
            judgement.lacking(Claim.FRESH, "no cut-off was given (--at), and an auditor reads no clock");
            return;
        }
        Instant oldest = options.at().orElseThrow().minus(options.maxAge());
        if (quorumAt.isEmpty()) {
            judgement.lacking(Claim.FRESH, "no quorum cosigned the checkpoint");
            return;
        }
        judgement.saw(Claim.FRESH);
        if (quorumAt.orElseThrow().isBefore(oldest)) {
            judgement.fail(
                    Claim.FRESH,
                    new Failure(
                            Failure.NO_LEAF,
                            Place.LOG,
                            Failure.Weight.HARD,
                            "a quorum cosigned the checkpoint at " + quorumAt.orElseThrow() + ", before " + oldest));
        }
    }

    private void fail(Failure.Weight weight, String sentence) {
        judgement.fail(Claim.NO_SPLIT_VIEW, new Failure(Failure.NO_LEAF, Place.LOG, weight, sentence));
    }
}
