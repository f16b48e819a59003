// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.ring.RingVector;

/**
 * One attempt of a round as the coordinator runs it, one method a step; {@link #run} is the whole of it. Every step names who
 * is there, and its messages are at the test's disposal before anybody gets them.
 */
final class TestRound {
    final TestFederation federation;
    final RoundCoordinator core;
    final Signed<RoundBody.Open> open;
    final Set<Integer> leftOut;
    final SortedMap<Integer, MemberMessage.Ready> ready = new TreeMap<>();
    final SortedMap<Integer, RingVector> uploads = new TreeMap<>();
    final SortedMap<Integer, Signed<RoundBody.Complaint>> complaints = new TreeMap<>();
    final SortedMap<Integer, Signed<RoundBody.Endorsement>> endorsements = new TreeMap<>();
    final SortedMap<Integer, MemberMessage.Reveal> reveals = new TreeMap<>();

    RoundCoordinator.ReadyPhase readyPhase;
    Optional<RoundCoordinator.UploadPhase> uploadPhase = Optional.empty();
    Optional<RoundCoordinator.SurvivorsPhase> survivorsPhase = Optional.empty();
    Optional<RevealPhase> revealPhase = Optional.empty();
    Optional<RingVector> sum = Optional.empty();
    Optional<Signed<RoundBody.Result>> result = Optional.empty();

    TestRound(TestFederation federation, Signed<RoundBody.Open> open, Set<Integer> leftOut) {
        this.federation = federation;
        this.core = federation.roundCoordinator();
        this.open = open;
        this.leftOut = leftOut;
        this.readyPhase = core.open(open, leftOut);
    }

    /** Everybody in {@code present} enters. */
    TestRound enter(Collection<Integer> present) {
        present.forEach(i -> federation.member(i).enter(open));
        return this;
    }

    TestRound ready(Collection<Integer> present) {
        present.forEach(i -> submit(i, federation.member(i).ready()));
        return this;
    }

    void submit(int member, MemberMessage.Ready message) {
        TestFederation.demand(readyPhase.accept(member, message));
        ready.put(member, message);
    }

    /** What a member handed in. */
    MemberMessage.Ready readyOf(int member) {
        return Objects.requireNonNull(ready.get(member));
    }

    RoundBody.Reveal revealOf(int member) {
        return Objects.requireNonNull(reveals.get(member)).signed().body();
    }

    /** Fixes U1; false if too few were ready. */
    boolean cohort() {
        uploadPhase = readyPhase.close();
        return uploadPhase.isPresent();
    }

    RoundCoordinator.UploadPhase uploading() {
        return uploadPhase.orElseThrow();
    }

    CoordinatorMessage.Cohort cohortFor(int member) {
        CoordinatorMessage.Cohort message = uploading().messages().get(member);
        if (message == null) {
            throw new AssertionError("member " + member + " is not in U1");
        }
        return message;
    }

    /** Everybody in {@code present} gets its cohort and uploads, or complains. */
    TestRound upload(Collection<Integer> present) {
        for (int i : present) {
            Optional<Signed<RoundBody.Complaint>> complaint =
                    federation.member(i).cohort(cohortFor(i));
            if (complaint.isPresent()) {
                complaints.put(i, complaint.orElseThrow());
                TestFederation.demand(uploading().complain(i, complaint.orElseThrow()));
            } else {
                takeUpload(i);
            }
        }
        return this;
    }

    /** The coordinator takes the statement and the vector of a member that has masked. */
    void takeUpload(int member) {
        TestMember from = federation.member(member);
        TestFederation.demand(uploading().accept(member, from.statement()));
        RingVector vector = from.masked.orElseThrow().copy();
        if (!Commitments.vectorRoot(vector).equals(from.statement().body().root())) {
            throw new AssertionError("the vector of " + from + " is not what it stated");
        }
        uploads.put(member, vector);
        uploading().uploaded(member);
    }

    /** Proposes U2; false if too few have uploaded. */
    boolean survivors() {
        RoundCoordinator.UploadPhase uploads = uploading();
        survivorsPhase = uploads.size() < federation.configuration.minSurvivors()
                ? Optional.empty()
                : Optional.of(uploads.propose(uploads.completed(), Bytes.EMPTY));
        return survivorsPhase.isPresent();
    }

    RoundCoordinator.SurvivorsPhase proposed() {
        return survivorsPhase.orElseThrow();
    }

    TestRound endorse(Collection<Integer> present) {
        for (int i : present) {
            Signed<RoundBody.Endorsement> endorsement =
                    federation.member(i).endorse(proposed().message());
            TestFederation.demand(proposed().accept(i, endorsement));
            endorsements.put(i, endorsement);
        }
        return this;
    }

    /** Makes the certificate; false if fewer than t endorsed. */
    boolean certificate() {
        revealPhase = proposed().close();
        return revealPhase.isPresent();
    }

    RevealPhase revealing() {
        return revealPhase.orElseThrow();
    }

    TestRound reveal(Collection<Integer> present) {
        for (int i : present) {
            MemberMessage.Reveal reveal =
                    federation.member(i).reveal(revealing().message());
            TestFederation.demand(revealing().accept(i, reveal));
            reveals.put(i, reveal);
        }
        return this;
    }

    /** Opens the sum; false if fewer than t revealed. */
    boolean result() {
        if (!revealing().canOpen()) {
            return false;
        }
        RevealPhase.Opening opening = revealing().open();
        if (!(opening instanceof RevealPhase.Opening.Opened opened)) {
            throw new AssertionError("the round is dead: " + opening);
        }
        RingVector opensTo = maskedSum();
        revealing().unmask(opensTo, opened);
        sum = Optional.of(opensTo);
        result = Optional.of(revealing().result(opensTo.hash(), opened, Bytes.EMPTY));
        return true;
    }

    /** The sum over U2 of y_u. */
    RingVector maskedSum() {
        RingVector total = RingVector.zeros(federation.configuration.ring(), federation.configuration.words());
        proposed().members().forEach(u -> total.addInPlace(upload(u)));
        return total;
    }

    RingVector upload(int member) {
        RingVector vector = uploads.get(member);
        if (vector == null) {
            throw new AssertionError("member " + member + " has not uploaded");
        }
        return vector;
    }

    /** All steps among {@code present}; true if the sum was opened. */
    boolean run(Collection<Integer> present) {
        enter(present).ready(present);
        if (!cohort()) {
            return false;
        }
        upload(present);
        if (!survivors()) {
            return false;
        }
        endorse(present);
        if (!certificate()) {
            return false;
        }
        return reveal(present).result();
    }

    long[] opened() {
        return sum.orElseThrow().toSigned();
    }

    Signed<RoundBody.Result> resultMessage() {
        return result.orElseThrow();
    }

    /** What a member that knows nothing but its roster makes of a result. */
    VerifiedResult verify(Signed<RoundBody.Result> message) {
        VerifiedCohort cohort = VerifiedCohort.verify(
                federation.roll,
                open,
                federation.roster(),
                federation.configuration.minSurvivors(),
                uploading().cohort(),
                Optional.empty());
        VerifiedSurvivors survivors = VerifiedSurvivors.verify(
                federation.roll,
                cohort,
                federation.configuration.minSurvivors(),
                proposed().message(),
                Optional.empty());
        return VerifiedResult.verify(
                federation.roll,
                federation.configuration,
                federation.roster(),
                cohort,
                survivors,
                Optional.empty(),
                message);
    }

    /** The whole check of a sum by a member outside U1: result, count, every drawn block. */
    void check(Signed<RoundBody.Result> message, RingVector claimed) {
        try (SumCheck check = new SumCheck(verify(message), claimed, Digest.of(new byte[Digest.BYTES]))) {
            feed(check);
            check.finish();
        }
    }

    /** Serves every block of every survivor, in the order a check takes them. */
    void feed(SumCheck check) {
        SortedMap<Integer, MerkleTree> trees = new TreeMap<>();
        proposed().members().forEach(u -> trees.put(u, MerkleTree.of(blocks(upload(u)))));
        for (int position = 0; position < federation.configuration.blocks(); position++) {
            for (int u : proposed().members()) {
                MerkleTree tree = trees.getOrDefault(u, MerkleTree.of(List.of()));
                Bytes words = Bytes.wrap(blocks(upload(u)).get(position));
                if (!check.accept(new Block(position, u, words, tree.path(position)))) {
                    return;
                }
            }
        }
    }

    static List<byte[]> blocks(RingVector vector) {
        List<byte[]> blocks = new ArrayList<>();
        for (int at = 0; at < vector.length(); at += Block.WORDS) {
            blocks.add(vector.slice(at, Math.min(vector.length(), at + Block.WORDS))
                    .toByteArray());
        }
        return blocks;
    }

    Signed<RoundBody.Receipt> receipt(int member, Digest model) {
        RoundBody.Result body = resultMessage().body();
        return federation
                .member(member)
                .speaker
                .say(new RoundBody.Receipt(
                        body.scope().from(member),
                        body.context(),
                        body.sum(),
                        model,
                        federation.roll.digest(),
                        body.checkpoint()));
    }

    Scope where() {
        return open.body().scope();
    }

    /** The coordinator was killed: what it had decided and taken in comes back from its journal, the rest is lost. */
    void restartCoordinator() {
        RoundCoordinator again = federation.roundCoordinator();
        readyPhase = again.open(open, leftOut);
        ready.forEach((i, message) -> TestFederation.demand(readyPhase.accept(i, message)));
        Optional<RoundCoordinator.UploadPhase> before = uploadPhase;
        uploadPhase = before.map(phase -> readyPhase.resume(phase.cohort()));
        before.ifPresent(phase -> {
            uploads.keySet().forEach(i -> {
                TestFederation.demand(uploading().accept(i, phase.statement(i).orElseThrow()));
                uploading().uploaded(i);
            });
        });
        survivorsPhase = survivorsPhase.map(phase -> uploading().resume(phase.message()));
        survivorsPhase.ifPresent(phase -> endorsements.forEach((i, e) -> TestFederation.demand(phase.accept(i, e))));
        revealPhase = revealPhase.flatMap(ended -> proposed().close());
        revealPhase.ifPresent(phase -> reveals.forEach((i, r) -> TestFederation.demand(phase.accept(i, r))));
    }
}
