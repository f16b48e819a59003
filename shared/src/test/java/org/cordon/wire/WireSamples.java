// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Hash;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.Threshold;
import org.cordon.record.LogRecord;
import org.cordon.record.Statement;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;

/** Messages with random values and lists for a consortium of N members, from a seed. */
final class WireSamples {
    /** Those of the first golden file; a later one would draw others for all that comes behind. */
    private static final MemberMessage.Refusal.Reason[] REFUSALS = {
        MemberMessage.Refusal.Reason.POLICY,
        MemberMessage.Refusal.Reason.CHARTER,
        MemberMessage.Refusal.Reason.PROTOCOL,
        MemberMessage.Refusal.Reason.DATA
    };

    /** Not drawn, so the draws of all other samples stay as they are on record. */
    private static final Digest MANIFEST = Digest.of(HexFormat.of().parseHex("05".repeat(Digest.BYTES)));

    private final Random random;
    private final int members;
    private final ProtoCodec codec = new ProtoCodec();

    WireSamples(long seed, int members) {
        this.random = new Random(seed);
        this.members = members;
    }

    List<Body> bodies() {
        return List.of(
                new EpochBody.Summons(scope(), digest()),
                advert(),
                new EpochBody.Roster(scope(), repeat(members, i -> sign(advert()))),
                encapsulation(),
                new EpochBody.Confirm(scope(), digest(), tags()),
                new EpochBody.Accepted(scope(), digest()),
                open(),
                ready(),
                cohort(),
                new RoundBody.Complaint(scope(), digest(), index(), pick(RoundBody.Complaint.Reason.values())),
                upload(),
                survivors(),
                endorsement(),
                reveal(dropped()),
                revealReceipt(scope()),
                result(dropped()),
                receipt());
    }

    List<MemberMessage> memberMessages() {
        return List.of(
                new MemberMessage.Advert(sign(advert())),
                new MemberMessage.Encapsulation(new EpochBody.EncapsulationBatch(
                        sign(encapsulation()), others(j -> new EpochBody.Sealed(j, bytes(1088))))),
                new MemberMessage.Confirm(sign(new EpochBody.Confirm(scope(), digest(), tags()))),
                new MemberMessage.Accepted(sign(new EpochBody.Accepted(scope(), digest()))),
                new MemberMessage.Ready(sign(ready()), others(this::leaf), bytes(28 + 32 * (members - 1))),
                new MemberMessage.Complaint(sign(new RoundBody.Complaint(
                        scope(), digest(), index(), pick(RoundBody.Complaint.Reason.values())))),
                new MemberMessage.Endorsement(sign(endorsement())),
                revealMessage(),
                new MemberMessage.Receipt(sign(receipt())),
                new MemberMessage.Refusal(scope(), pick(REFUSALS)));
    }

    List<CoordinatorMessage> coordinatorMessages() {
        return List.of(
                offer(),
                new CoordinatorMessage.Summons(sign(new EpochBody.Summons(scope(), digest()))),
                new CoordinatorMessage.Roster(
                        sign(new EpochBody.Roster(scope(), repeat(members, i -> sign(advert()))))),
                new CoordinatorMessage.Encapsulations(
                        scope(), others(i -> new EpochBody.Delivered(sign(encapsulation()), bytes(1088), path()))),
                new CoordinatorMessage.Confirms(scope(), tags()),
                new CoordinatorMessage.Open(sign(open())),
                new CoordinatorMessage.Cohort(
                        sign(cohort()), others(i -> new CoordinatorMessage.CohortPair(i, leaf(i), path()))),
                new CoordinatorMessage.Survivors(sign(survivors())),
                new CoordinatorMessage.Certificate(scope(), repeat(members, i -> sign(endorsement()))),
                new CoordinatorMessage.Result(
                        sign(result(dropped())), Optional.empty(), Optional.empty(), Optional.empty()),
                new CoordinatorMessage.Result(
                        sign(result(0)),
                        Optional.of(sign(open())),
                        Optional.of(sign(cohort())),
                        Optional.of(sign(survivors()))),
                new CoordinatorMessage.Published(scope(), repeat(members, i -> sign(receipt()))),
                new CoordinatorMessage.Aborted(
                        scope(), pick(Step.values()), pick(CoordinatorMessage.Aborted.Reason.values())),
                new CoordinatorMessage.Ended(digest()),
                logUpdate());
    }

    private CoordinatorMessage.LogUpdate logUpdate() {
        List<Bytes> leaves = IntStream.range(0, members)
                .mapToObj(index -> LeafCodec.leaf(new Statement(
                                Hash.ofText("origin"),
                                index,
                                Instant.ofEpochMilli(index),
                                new LogRecord.Genesis(digest(), Hash.of(array(32)))))
                        .exact())
                .limit(CoordinatorMessage.LogUpdate.MOST_LEAVES)
                .toList();
        return new CoordinatorMessage.LogUpdate(random.nextInt(300), leaves, bytes(200), bytes(300));
    }

    CoordinatorMessage.Offer offer() {
        Bytes charter = CharterCodec.encode(WireCharters.small());
        return new CoordinatorMessage.Offer(
                Hashes.blob(charter), charter, new Approvals(Digest.ZERO, List.of(new Approval(1, signature()))));
    }

    Block block(int wordBytes) {
        return new Block(random.nextInt(300), index(), bytes(wordBytes), path());
    }

    RoundBody.Reveal reveal(int dropped) {
        return new RoundBody.Reveal(
                scope(),
                digest(),
                bytes(32),
                IntStream.rangeClosed(dropped + 1, members - 1)
                        .mapToObj(u -> new RoundBody.SelfMaskShare(u, bytes(32)))
                        .toList(),
                IntStream.rangeClosed(1, dropped)
                        .mapToObj(u -> new RoundBody.RecoveryShare(u, bytes(32), bytes(32)))
                        .toList());
    }

    private MemberMessage.Reveal revealMessage() {
        RoundBody.Reveal reveal = reveal(dropped());
        return new MemberMessage.Reveal(sign(reveal), sign(revealReceipt(reveal.scope())));
    }

    private RoundBody.RevealReceipt revealReceipt(Scope scope) {
        return new RoundBody.RevealReceipt(
                scope, digest(), digest(), MemberSet.of(index(), index()), MemberSet.of(index()));
    }

    RoundBody.Result result(int dropped) {
        return new RoundBody.Result(
                scope(),
                digest(),
                digest(),
                repeat(members - dropped, i -> sign(endorsement())),
                repeat(members - dropped, u -> new RoundBody.OpenedSelfMask(u, bytes(32))),
                repeat(dropped, u -> new RoundBody.OpenedMember(u, others(this::openedPair))),
                bytes(random.nextInt(513)));
    }

    Signed<RoundBody.Upload> statement() {
        return sign(upload());
    }

    Scope scope() {
        return new Scope(digest(), 1 + random.nextInt(1 << 20), random.nextInt(101), random.nextInt(300), index());
    }

    Digest digest() {
        return Digest.of(array(32));
    }

    <B extends Body> Signed<B> sign(B body) {
        return new Signed<>(body, codec.encode(body), signature());
    }

    byte[] array(int length) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        return value;
    }

    Bytes bytes(int length) {
        return Bytes.wrap(array(length));
    }

    Random random() {
        return random;
    }

    private RoundBody.OpenedPair openedPair(int receiver) {
        boolean opened = random.nextBoolean();
        return new RoundBody.OpenedPair(
                receiver,
                opened ? Optional.of(bytes(32)) : Optional.empty(),
                opened ? Optional.empty() : Optional.of(digest()),
                digest(),
                digest(),
                digest());
    }

    private EpochBody.Advert advert() {
        return new EpochBody.Advert(scope(), bytes(32), bytes(1184), digest(), bytes(32));
    }

    private EpochBody.Encapsulation encapsulation() {
        return new EpochBody.Encapsulation(scope(), digest(), digest());
    }

    private List<EpochBody.Tag> tags() {
        return others(j -> new EpochBody.Tag(j, bytes(32)));
    }

    private RoundBody.Open open() {
        RoundBody.Deadlines deadlines =
                new RoundBody.Deadlines(0, random.nextInt(1000), 1_790_000_000_000L, 253_402_300_799_999L);
        return new RoundBody.Open(scope(), digest(), digest(), digest(), bytes(random.nextInt(513)), deadlines);
    }

    private RoundBody.Ready ready() {
        return new RoundBody.Ready(scope(), digest(), digest(), digest(), digest(), digest(), Bytes.EMPTY);
    }

    private RoundBody.Cohort cohort() {
        return new RoundBody.Cohort(scope(), digest(), repeat(members, i -> sign(ready())));
    }

    private RoundBody.Upload upload() {
        return new RoundBody.Upload(scope(), digest(), digest());
    }

    private RoundBody.Survivors survivors() {
        return new RoundBody.Survivors(
                scope(), digest(), repeat(members, i -> sign(upload())), bytes(random.nextInt(513)));
    }

    private RoundBody.Endorsement endorsement() {
        return new RoundBody.Endorsement(scope(), digest());
    }

    private RoundBody.Receipt receipt() {
        return new RoundBody.Receipt(scope(), digest(), digest(), digest(), MANIFEST, bytes(130));
    }

    private MemberMessage.PairLeaf leaf(int receiver) {
        return new MemberMessage.PairLeaf(receiver, digest(), digest(), digest(), bytes(92));
    }

    private List<Digest> path() {
        int depth = 32 - Integer.numberOfLeadingZeros(members - 1);
        return repeat(depth, i -> digest());
    }

    Signature signature() {
        return Signature.of(array(64));
    }

    /** Most members that may drop out: N - t. */
    int dropped() {
        return members - new Threshold(members).threshold();
    }

    private int index() {
        return 1 + random.nextInt(members);
    }

    private <E> E pick(E[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <E> List<E> others(Element<E> element) {
        return IntStream.rangeClosed(2, members).mapToObj(element::at).toList();
    }

    private static <E> List<E> repeat(int count, Element<E> element) {
        return IntStream.rangeClosed(1, count).mapToObj(element::at).toList();
    }

    /** An element of a list by its member index. */
    private interface Element<E> {
        E at(int index);
    }
}
