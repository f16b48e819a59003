// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cordon.differencing.MemberSet;
import org.cordon.suite.Aead;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.RoundKeys;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.sharing.Shamir;
import org.cordon.sum.sharing.Share;

/**
 * A member in a round: {@link #ready}, {@link #cohort}, {@link #upload}, {@link #survivors}, {@link #reveal}.
 *
 * <p><b>Guarantees.</b> x leaves only under masks that cancel in a sum over at least m members who all saw the same {@code
 * open} and cohort; of every other member exactly one kind of share leaves, after t survivors endorsed the same set. Each
 * state is to be durable before its message leaves.
 *
 * <p><b>Does not check</b> who else contributes honestly: a member can add any vector of the ring.
 *
 * <p>Source: docs/protocol.md, Round; Bonawitz et al. 2017, figure 4, malicious variant.
 */
public record RoundMember(
        Roll roll, int self, RoundConfiguration configuration, Speaker speaker, Randomness randomness) {
    public RoundMember {
        configuration.requireFor(roll.threshold());
    }

    /**
     * Step ready: fresh b and k, shares for everybody, and commitments to all of them.
     *
     * @param local the machine's own secret, which guards against a broken generator
     * @param input H(x)
     */
    public MemberState.Prepared ready(MemberState.Entered entered, Secret local, Digest input) {
        // Spec: docs/protocol.md#ready.secrets
        Scope where = entered.open().body().scope();
        Digest o = Commitments.open(entered.open());
        KeySchedule schedule = schedule(where);
        Secret b = schedule.b(randomness, local, input, where.round(), where.attempt(), self, o);
        Secret k = schedule.k(randomness, local, input, where.round(), where.attempt(), self, o);
        Shamir shamir = new Shamir(roll.threshold().threshold(), roll.highestIndex());
        List<Share> selfShares = shamir.split(b, randomness);
        List<Share> recoveryShares = shamir.split(k, randomness);
        SortedMap<Integer, Secret> premasks = new TreeMap<>();
        List<MemberMessage.PairLeaf> pairs = new ArrayList<>();
        RoundKeys keys = entered.keys();
        for (int peer : keys.peers()) {
            Secret premask = keys.premask(where.attempt(), peer, o);
            premasks.put(peer, premask);
            Secret sb = selfShares.get(peer - 1).value();
            Secret sk = recoveryShares.get(peer - 1).value();
            pairs.add(new MemberMessage.PairLeaf(
                    peer,
                    Commitments.premask(o, premask),
                    Commitments.selfShare(o, self, peer, sb),
                    Commitments.recoveryShare(o, self, peer, sk),
                    sealShares(keys, where.attempt(), peer, o, sb, sk)));
        }
        selfShares.forEach(Share::close);
        recoveryShares.forEach(Share::close);
        Bytes bundle = sealBundle(schedule, where, o, k, premasks);
        Signed<RoundBody.Ready> header = speaker.say(new RoundBody.Ready(
                where.from(self),
                o,
                Commitments.selfMask(o, self, b),
                Commitments.recoveryKey(o, self, k),
                MerkleTree.root(
                        pairs.stream().map(p -> Commitments.leaf(o, self, p)).toList()),
                Hashes.blob(bundle),
                Bytes.EMPTY));
        return new MemberState.Prepared(entered, input, b, k, premasks, new MemberMessage.Ready(header, pairs, bundle));
    }

    private Bytes sealShares(RoundKeys keys, int attempt, int peer, Digest o, Secret sb, Secret sk) {
        byte[] both = new byte[2 * Secret.BYTES];
        copy(sb, both, 0);
        copy(sk, both, Secret.BYTES);
        try (Secret key = keys.share(attempt, self, peer, o)) {
            return Aead.seal(key, both, Aead.pairAad(o, self, peer), randomness);
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    private static void copy(Secret secret, byte[] target, int at) {
        byte[] bytes = secret.copyBytes();
        System.arraycopy(bytes, 0, target, at, Secret.BYTES);
        Arrays.fill(bytes, (byte) 0);
    }

    private Bytes sealBundle(
            KeySchedule schedule, Scope where, Digest o, Secret k, SortedMap<Integer, Secret> premasks) {
        byte[] plain = new byte[premasks.size() * Secret.BYTES];
        int at = 0;
        for (Secret premask : premasks.values()) {
            copy(premask, plain, at);
            at += Secret.BYTES;
        }
        try (Secret key = schedule.bundle(k, where.round(), where.attempt(), self, o)) {
            return Aead.seal(key, plain, Aead.pairAad(o, self, 0), randomness);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Step cohort: everything the coordinator relays is checked in the order of docs/protocol.md; what only a member can
     * have spoilt becomes a complaint, everything else is the coordinator's violation.
     *
     * @param published the state that the newest publication names, or the charter's
     */
    public MemberState.CohortAnswer cohort(
            MemberState.Prepared prepared, CoordinatorMessage.Cohort message, Digest published) {
        // Spec: docs/protocol.md#cohort.published
        Signed<RoundBody.Open> open = prepared.open();
        Scope where = open.body().scope();
        if (!published.equals(open.body().model())) {
            throw violation(Violation.MODEL_NOT_PUBLISHED, where, "the newest published state is " + published);
        }
        Set<Integer> roster = new TreeSet<>(prepared.entered.keys().peers());
        roster.add(self);
        VerifiedCohort cohort = VerifiedCohort.verify(
                roll,
                open,
                List.copyOf(roster),
                configuration.minSurvivors(),
                message.signed(),
                Optional.of(prepared.message().header()));
        List<Integer> others = cohort.members().stream().filter(j -> j != self).toList();
        if (!message.pairs().stream()
                .map(CoordinatorMessage.CohortPair::sender)
                .toList()
                .equals(others)) {
            throw violation(Violation.WRONG_PAIRS, where, "the pairs are not those of the cohort");
        }
        for (CoordinatorMessage.CohortPair pair : message.pairs()) {
            checkRelayed(roster, cohort, pair);
        }
        MemberState.Joined joined = new MemberState.Joined(prepared, cohort, new TreeMap<>(), new TreeMap<>());
        for (CoordinatorMessage.CohortPair pair : message.pairs()) {
            Optional<RoundBody.Complaint.Reason> fault = takeShares(joined, pair);
            if (fault.isPresent()) {
                joined.eraseShares();
                prepared.eraseAttempt();
                return new MemberState.CohortAnswer.Complain(new MemberState.Complained(
                        prepared.entered(),
                        speaker.say(new RoundBody.Complaint(
                                where.from(self), cohort.open(), pair.sender(), fault.orElseThrow()))));
            }
        }
        return new MemberState.CohortAnswer.Join(joined);
    }

    /** The leaf, with the ciphertext's hash in it, must be what the sender signed: else the coordinator is at fault. */
    private void checkRelayed(Set<Integer> roster, VerifiedCohort cohort, CoordinatorMessage.CohortPair pair) {
        // Spec: docs/protocol.md#cohort.paths
        int sender = pair.sender();
        int index = (int) roster.stream().filter(j -> j < self && j != sender).count();
        byte[] leaf = Commitments.leaf(cohort.open(), sender, pair.leaf());
        if (pair.leaf().receiver() != self
                || !MerkleTree.verifies(
                        leaf,
                        index,
                        roster.size() - 1,
                        pair.path(),
                        cohort.header(sender).pairsRoot())) {
            throw violation(
                    Violation.PATH_MISMATCH, cohort.where(), "the pair is not what member " + sender + " signed");
        }
    }

    private Optional<RoundBody.Complaint.Reason> takeShares(
            MemberState.Joined joined, CoordinatorMessage.CohortPair pair) {
        // Spec: docs/protocol.md#cohort.shares
        int sender = pair.sender();
        Digest o = joined.cohort.open();
        Secret premask = requireNonNull(joined.prepared.premasks.get(sender));
        if (!Commitments.premask(o, premask).equals(pair.leaf().premask())) {
            return Optional.of(RoundBody.Complaint.Reason.PREMASK);
        }
        RoundKeys keys = joined.prepared.entered.keys();
        Optional<byte[]> opened;
        try (Secret key = keys.share(joined.cohort.where().attempt(), sender, self, o)) {
            opened = Aead.open(key, pair.leaf().ciphertext(), Aead.pairAad(o, sender, self));
        }
        if (opened.isEmpty() || opened.orElseThrow().length != 2 * Secret.BYTES) {
            return Optional.of(RoundBody.Complaint.Reason.DECRYPTION);
        }
        byte[] both = opened.orElseThrow();
        Secret sb = half(both, 0);
        Secret sk = half(both, Secret.BYTES);
        Arrays.fill(both, (byte) 0);
        joined.selfShares.put(sender, sb);
        joined.recoveryShares.put(sender, sk);
        boolean fits =
                Commitments.selfShare(o, sender, self, sb).equals(pair.leaf().selfShare())
                        && Commitments.recoveryShare(o, sender, self, sk)
                                .equals(pair.leaf().recoveryShare());
        return fits ? Optional.empty() : Optional.of(RoundBody.Complaint.Reason.SHARE);
    }

    private static Secret half(byte[] both, int from) {
        byte[] bytes = Arrays.copyOfRange(both, from, from + Secret.BYTES);
        Secret secret = Secret.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /**
     * Step upload: masks {@code vector} in place, so that x becomes y.
     *
     * @param vector x with the count slot 1 as its last word; its hash must be the one that {@link #ready} bound
     */
    public MemberState.Uploaded upload(MemberState.Joined joined, RingVector vector) {
        if (!vector.ring().equals(configuration.ring()) || vector.length() != configuration.words()) {
            throw new IllegalArgumentException("vector must have " + configuration.words() + " words of "
                    + configuration.ring().wordBits() + " bits, but was " + vector);
        }
        if (vector.signed(vector.length() - 1) != 1) {
            throw new IllegalArgumentException("count slot must be 1, but was another number");
        }
        Scope where = joined.cohort.where();
        try (MemberState.MaskSeeds seeds = maskSeeds(joined.prepared, joined.cohort)) {
            Masks.apply(vector, seeds.plus(), seeds.minus());
        }
        Signed<RoundBody.Upload> statement = speaker.say(
                new RoundBody.Upload(where.from(self), joined.cohort.context(), Commitments.vectorRoot(vector)));
        return new MemberState.Uploaded(
                joined.prepared, joined.cohort, joined.selfShares, joined.recoveryShares, statement);
    }

    /**
     * Makes y again from x, in place: false unless its Merkle root is the one in the signed statement, so that what is sent
     * after a restart is byte for byte what was sent before.
     */
    public boolean remask(MemberState.Uploaded uploaded, RingVector vector) {
        // Spec: docs/protocol.md#upload.again
        try (MemberState.MaskSeeds seeds = maskSeeds(uploaded.prepared, uploaded.cohort)) {
            Masks.apply(vector, seeds.plus(), seeds.minus());
        }
        return Commitments.vectorRoot(vector).equals(uploaded.message().body().root());
    }

    private MemberState.MaskSeeds maskSeeds(MemberState.Prepared prepared, VerifiedCohort cohort) {
        // Spec: docs/protocol.md#upload.mask
        Scope where = cohort.where();
        Digest ctx = cohort.context();
        KeySchedule schedule = schedule(where);
        List<Secret> plus = new ArrayList<>();
        List<Secret> minus = new ArrayList<>();
        plus.add(schedule.self(prepared.selfMask, where.round(), where.attempt(), self, ctx));
        for (int peer : cohort.members()) {
            if (peer != self) {
                Secret premask = requireNonNull(prepared.premasks.get(peer));
                (peer > self ? plus : minus).add(pairMask(schedule, where, self, peer, premask, ctx));
            }
        }
        return new MemberState.MaskSeeds(plus, minus);
    }

    static Secret pairMask(KeySchedule schedule, Scope where, int i, int j, Secret premask, Digest ctx) {
        return schedule.mask(premask, where.round(), where.attempt(), Math.min(i, j), Math.max(i, j), ctx);
    }

    /** Step survivors: endorses the proposal. The caller asks {@link RoundGuard#mayEndorse} first and makes it durable. */
    public MemberState.Endorsed survivors(MemberState.Uploaded uploaded, Signed<RoundBody.Survivors> proposal) {
        VerifiedSurvivors survivors = VerifiedSurvivors.verify(
                roll, uploaded.cohort, configuration.minSurvivors(), proposal, Optional.of(uploaded.message()));
        Signed<RoundBody.Endorsement> endorsement =
                speaker.say(new RoundBody.Endorsement(uploaded.cohort.where().from(self), survivors.statement()));
        return new MemberState.Endorsed(uploaded, survivors, endorsement);
    }

    /**
     * Step reveal: only with a certificate for the statement this member endorsed. The secrets of the round are erased;
     * what is returned holds none.
     */
    public MemberState.Revealed reveal(MemberState.Endorsed endorsed, CoordinatorMessage.Certificate message) {
        // Spec: docs/protocol.md#reveal.one-kind
        MemberState.Uploaded uploaded = endorsed.uploaded();
        VerifiedCohort cohort = uploaded.cohort;
        VerifiedCertificate certificate =
                VerifiedCertificate.verify(roll, cohort.where(), endorsed.survivors(), message.endorsements());
        List<RoundBody.SelfMaskShare> selfMasks = new ArrayList<>();
        List<RoundBody.RecoveryShare> recoveries = new ArrayList<>();
        for (int member : cohort.members()) {
            if (member == self) {
                continue;
            }
            if (endorsed.survivors().members().contains(member)) {
                selfMasks.add(new RoundBody.SelfMaskShare(
                        member, MemberState.opened(requireNonNull(uploaded.selfShares.get(member)))));
            } else {
                recoveries.add(new RoundBody.RecoveryShare(
                        member,
                        MemberState.opened(requireNonNull(uploaded.recoveryShares.get(member))),
                        MemberState.opened(requireNonNull(uploaded.prepared.premasks.get(member)))));
            }
        }
        RoundBody.Reveal body = new RoundBody.Reveal(
                cohort.where().from(self),
                cohort.context(),
                MemberState.opened(uploaded.prepared.selfMask),
                selfMasks,
                recoveries);
        MemberMessage.Reveal reveal = new MemberMessage.Reveal(
                speaker.say(body),
                speaker.say(receipt(body, endorsed.survivors().statement())));
        MemberState.Revealed revealed =
                new MemberState.Revealed(endorsed.open(), cohort, endorsed.survivors(), certificate, reveal);
        endorsed.close();
        return revealed;
    }

    /** What the protocol log says of a reveal: whose shares, and of which kind. */
    static RoundBody.RevealReceipt receipt(RoundBody.Reveal reveal, Digest survivors) {
        // Spec: docs/protocol.md#reveal.receipt
        return new RoundBody.RevealReceipt(
                reveal.scope(),
                reveal.context(),
                survivors,
                MemberSet.of(reveal.selfMasks().stream()
                        .map(RoundBody.SelfMaskShare::member)
                        .toList()),
                MemberSet.of(reveal.recoveries().stream()
                        .map(RoundBody.RecoveryShare::member)
                        .toList()));
    }

    /**
     * A retry of the round: the secrets of the earlier attempt are erased, the round's keys and x stay.
     *
     * @param state the state of the earlier attempt
     */
    public MemberState.Entered retry(MemberState state, Signed<RoundBody.Open> open) {
        // Spec: docs/protocol.md#open.erase
        if (state instanceof MemberState.Entered entered) {
            return new MemberState.Entered(entered.first(), open, entered.keys());
        }
        if (state instanceof MemberState.Complained complained) {
            return retry(complained.entered(), open);
        }
        if (state instanceof MemberState.Prepared prepared) {
            prepared.eraseAttempt();
            return retry(prepared.entered, open);
        }
        if (state instanceof MemberState.Uploaded uploaded) {
            uploaded.eraseAttempt();
            return retry(uploaded.prepared.entered, open);
        }
        throw violation(Violation.ATTEMPT_AFTER_ENDORSEMENT, open.body().scope(), "the round was endorsed already");
    }

    private KeySchedule schedule(Scope where) {
        return new KeySchedule(where.session(), where.epoch());
    }

    private static ProtocolViolation violation(Violation kind, Scope where, String sentence) {
        return new ProtocolViolation(kind, Scope.COORDINATOR, where, sentence);
    }
}
