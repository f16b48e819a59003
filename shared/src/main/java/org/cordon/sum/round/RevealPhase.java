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
import org.cordon.suite.Aead;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Inbox;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.sharing.Shamir;

/**
 * The certificate is out; shares are coming in, and open the masks of the sum.
 *
 * <p><b>Guarantees.</b> Every revealed share and premask is checked against the leaves it was committed in, every opened
 * secret against its header. For vanished survivors b_u is reconstructed from t shares; pair masks between a dropped member
 * and a vanished survivor come from E_u, opened with k_u from t shares.
 */
public final class RevealPhase {
    private final RevealContext round;
    private final Digest o;
    private final Digest context;
    private final Inbox<MemberMessage.Reveal> inbox;
    private final Digest statement;
    private Optional<CombinerOf> combiner = Optional.empty();

    RevealPhase(RevealContext round, Digest context) {
        this.round = round;
        this.statement = round.certificate().get(0).body().survivors();
        this.o = round.header(round.survivors().get(0)).open();
        this.context = context;
        this.inbox = new Inbox<>(round.survivors());
    }

    /** What every survivor gets before it reveals. */
    public CoordinatorMessage.Certificate message() {
        return new CoordinatorMessage.Certificate(where(), round.certificate());
    }

    private Scope where() {
        return round.open().body().scope().from(Scope.COORDINATOR);
    }

    public Intake accept(int member, MemberMessage.Reveal message) {
        Signed<RoundBody.Reveal> reveal = message.signed();
        return inbox.offer(member, message, () -> {
            if (!reveal.body().scope().equals(where().from(member))
                    || !fits(member, reveal.body())
                    || !message.receipt().body().equals(RoundMember.receipt(reveal.body(), statement))) {
                return Intake.MALFORMED;
            }
            Roll roll = round.coordinator().roll();
            return roll.isSigned(reveal) && roll.isSigned(message.receipt()) ? Intake.ACCEPTED : Intake.BAD_SIGNATURE;
        });
    }

    private boolean fits(int member, RoundBody.Reveal reveal) { // Spec: docs/protocol.md#reveal.check
        List<Integer> others =
                round.survivors().stream().filter(u -> u != member).toList();
        return reveal.context().equals(context)
                && reveal.selfMasks().stream()
                        .map(RoundBody.SelfMaskShare::member)
                        .toList()
                        .equals(others)
                && reveal.recoveries().stream()
                        .map(RoundBody.RecoveryShare::member)
                        .toList()
                        .equals(round.dropped())
                && isSelfMask(member, reveal.ownSelfMask())
                && reveal.selfMasks().stream().allMatch(s -> isSelfShare(s, member))
                && reveal.recoveries().stream().allMatch(s -> isRecovery(s, member));
    }

    private boolean isSelfMask(int member, Bytes seed) {
        try (Secret b = Commitments.secret(seed)) {
            return Commitments.selfMask(o, member, b)
                    .equals(round.header(member).selfMask());
        }
    }

    private boolean isSelfShare(RoundBody.SelfMaskShare share, int holder) {
        try (Secret s = Commitments.secret(share.share())) {
            return Commitments.selfShare(o, share.member(), holder, s)
                    .equals(round.leaf(share.member(), holder).selfShare());
        }
    }

    private boolean isRecovery(RoundBody.RecoveryShare share, int holder) {
        MemberMessage.PairLeaf leaf = round.leaf(share.member(), holder);
        try (Secret s = Commitments.secret(share.share());
                Secret p = Commitments.secret(share.premask())) {
            return Commitments.recoveryShare(o, share.member(), holder, s).equals(leaf.recoveryShare())
                    && Commitments.premask(o, p).equals(leaf.premask());
        }
    }

    /** Everyone has revealed: nothing needs to be reconstructed. */
    public boolean complete() {
        return inbox.complete();
    }

    /** Whether enough has been revealed to open the sum. */
    public boolean canOpen() {
        return inbox.complete()
                || inbox.size() >= round.coordinator().roll().threshold().threshold();
    }

    public int size() {
        return inbox.size();
    }

    /** Who has revealed so far. */
    public Set<Integer> revealed() {
        return Set.copyOf(inbox.members());
    }

    /** What the reveals open to. */
    public sealed interface Opening {
        /** Every secret the sum needs. */
        record Opened(List<RoundBody.OpenedSelfMask> selfMasks, List<RoundBody.OpenedMember> dropped)
                implements Opening {}

        /** Good shares of {@code member} do not give what it committed to: proof against it, and the round is dead. */
        record Dead(int member, String sentence) implements Opening {}
    }

    /** Opens the secrets; demands {@link #canOpen}. */
    public Opening open() {
        if (!canOpen()) {
            throw new IllegalStateException("too few members have revealed");
        }
        List<RoundBody.OpenedSelfMask> selfMasks = new ArrayList<>();
        for (int u : round.survivors()) {
            Optional<Bytes> seed = selfMask(u);
            if (seed.isEmpty()) {
                return new Opening.Dead(u, "t good shares do not give the self mask it committed to");
            }
            selfMasks.add(new RoundBody.OpenedSelfMask(u, seed.orElseThrow()));
        }
        List<RoundBody.OpenedMember> dropped = new ArrayList<>();
        for (int u : round.dropped()) {
            Optional<SortedMap<Integer, Bytes>> premasks = premasks(u);
            if (premasks.isEmpty()) {
                return new Opening.Dead(u, "its recovery key or bundle is not what it committed to");
            }
            dropped.add(openedMember(u, premasks.orElseThrow()));
        }
        return new Opening.Opened(selfMasks, dropped);
    }

    private Optional<Bytes> selfMask(int u) { // Spec: docs/protocol.md#reveal.self-mask
        Optional<Signed<RoundBody.Reveal>> own = inbox.of(u).map(MemberMessage.Reveal::signed);
        if (own.isPresent()) {
            return own.map(reveal -> reveal.body().ownSelfMask());
        }
        List<Bytes> shares = firstReveals().stream()
                .map(reveal -> reveal.body().selfMasks().stream()
                        .filter(s -> s.member() == u)
                        .findFirst()
                        .orElseThrow()
                        .share())
                .toList();
        Bytes seed = combine(shares);
        return isSelfMask(u, seed) ? Optional.of(seed) : Optional.empty();
    }

    private List<Signed<RoundBody.Reveal>> firstReveals() {
        return inbox.messages().stream()
                .map(MemberMessage.Reveal::signed)
                .toList()
                .subList(0, round.coordinator().roll().threshold().threshold());
    }

    private Bytes combine(List<Bytes> shares) {
        Shamir.Combiner combiner = combiner();
        List<Secret> secrets = shares.stream().map(Commitments::secret).toList();
        try (Secret combined = combiner.combine(secrets)) {
            return MemberState.opened(combined);
        } finally {
            secrets.forEach(Secret::close);
        }
    }

    /** Every secret is combined from the same members' shares: their coefficients are computed once. */
    private Shamir.Combiner combiner() {
        List<Integer> holders = firstReveals().stream()
                .map(reveal -> reveal.body().scope().sender())
                .toList();
        CombinerOf known = combiner.filter(c -> c.holders().equals(holders)).orElseGet(() -> combinerOf(holders));
        combiner = Optional.of(known);
        return known.combiner();
    }

    private CombinerOf combinerOf(List<Integer> holders) {
        Shamir shamir = new Shamir(holders.size(), round.coordinator().roll().highestIndex());
        int[] indexes = holders.stream().mapToInt(Integer::intValue).toArray();
        return new CombinerOf(holders, shamir.combiner(indexes));
    }

    private record CombinerOf(List<Integer> holders, Shamir.Combiner combiner) {}

    /** p_uj for every survivor j: from j's reveal, else from E_u. */
    private Optional<SortedMap<Integer, Bytes>> premasks(int u) {
        SortedMap<Integer, Bytes> premasks = new TreeMap<>();
        for (MemberMessage.Reveal message : inbox.messages()) {
            Signed<RoundBody.Reveal> reveal = message.signed();
            reveal.body().recoveries().stream()
                    .filter(r -> r.member() == u)
                    .forEach(r -> premasks.put(reveal.body().scope().sender(), r.premask()));
        }
        if (premasks.size() == round.survivors().size()) {
            return Optional.of(premasks);
        }
        return bundle(u).flatMap(bundle -> {
            for (int j : round.survivors()) {
                if (!premasks.containsKey(j)) {
                    Bytes premask = requireNonNull(bundle.get(j));
                    try (Secret p = Commitments.secret(premask)) {
                        if (!Commitments.premask(o, p).equals(round.leaf(u, j).premask())) {
                            return Optional.empty();
                        }
                    }
                    premasks.put(j, premask);
                }
            }
            return Optional.of(premasks);
        });
    }

    /** E_u, opened with k_u: p_uj for the whole roster; empty if u did not commit to what comes out. */
    private Optional<SortedMap<Integer, Bytes>> bundle(int u) { // Spec: docs/protocol.md#reveal.bundle
        List<Bytes> shares = firstReveals().stream()
                .map(reveal -> reveal.body().recoveries().stream()
                        .filter(r -> r.member() == u)
                        .findFirst()
                        .orElseThrow()
                        .share())
                .toList();
        try (Secret k = Commitments.secret(combine(shares))) {
            if (!Commitments.recoveryKey(o, u, k).equals(round.header(u).recoveryKey())) {
                return Optional.empty();
            }
            Scope where = where();
            KeySchedule schedule = new KeySchedule(where.session(), where.epoch());
            List<Integer> receivers = round.message(u).pairs().stream()
                    .map(MemberMessage.PairLeaf::receiver)
                    .toList();
            try (Secret key = schedule.bundle(k, where.round(), where.attempt(), u, o)) {
                return Aead.open(key, round.message(u).bundle(), Aead.pairAad(o, u, 0))
                        .filter(plain -> plain.length == receivers.size() * Secret.BYTES)
                        .map(plain -> split(plain, receivers));
            }
        }
    }

    private static SortedMap<Integer, Bytes> split(byte[] plain, List<Integer> receivers) {
        SortedMap<Integer, Bytes> premasks = new TreeMap<>();
        for (int i = 0; i < receivers.size(); i++) {
            premasks.put(
                    receivers.get(i), Bytes.wrap(Arrays.copyOfRange(plain, i * Secret.BYTES, (i + 1) * Secret.BYTES)));
        }
        return premasks;
    }

    private RoundBody.OpenedMember openedMember(int u, SortedMap<Integer, Bytes> premasks) {
        List<RoundBody.OpenedPair> pairs = round.message(u).pairs().stream()
                .map(leaf -> {
                    Optional<Bytes> premask = Optional.ofNullable(premasks.get(leaf.receiver()));
                    return new RoundBody.OpenedPair(
                            leaf.receiver(),
                            premask,
                            premask.isPresent() ? Optional.empty() : Optional.of(leaf.premask()),
                            Hashes.blob(leaf.ciphertext()),
                            leaf.selfShare(),
                            leaf.recoveryShare());
                })
                .toList();
        return new RoundBody.OpenedMember(u, pairs);
    }

    /**
     * Takes the masks off, in place.
     *
     * @param sum over U2 of y_u; becomes the sum of the contributions
     */
    public void unmask(RingVector sum, Opening.Opened opened) {
        try (MemberState.MaskSeeds seeds = Unmasking.seeds(where(), context, opened.selfMasks(), opened.dropped())) {
            Masks.apply(sum, seeds.plus(), seeds.minus());
        }
    }

    /** The signed result for a sum with the given digest. */
    public Signed<RoundBody.Result> result(Digest sum, Opening.Opened opened, Bytes checkpoint) {
        return round.coordinator()
                .speaker()
                .say(new RoundBody.Result(
                        where(), context, sum, round.certificate(), opened.selfMasks(), opened.dropped(), checkpoint));
    }
}
