// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cordon.differencing.MemberSet;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.Inbox;
import org.cordon.sum.epoch.Intake;
import org.cordon.sum.epoch.Roll;
import org.cordon.sum.epoch.Speaker;

/**
 * The coordinator in one attempt of a round, without I/O: {@link ReadyPhase}, {@link UploadPhase}, {@link SurvivorsPhase},
 * then {@link RevealPhase} and {@link ReceiptPhase}. Each phase takes messages in and closes into the next.
 *
 * <p><b>Guarantees.</b> What a phase accepts is signed by its member for this attempt and fits what came before; a message
 * that does not fit costs its sender alone.
 *
 * <p>Phases are used by one thread at a time.
 *
 * @param roster the epoch's members, ascending
 */
public record RoundCoordinator(Roll roll, RoundConfiguration configuration, List<Integer> roster, Speaker speaker) {
    public RoundCoordinator {
        configuration.requireFor(roll.threshold());
        roster = List.copyOf(roster);
    }

    /** Opens an attempt. */
    public ReadyPhase open(Signed<RoundBody.Open> open, Set<Integer> leftOut) {
        return new ReadyPhase(open, leftOut);
    }

    private Intake check(int member, Signed<? extends Body> signed, Signed<RoundBody.Open> open) {
        if (!signed.body().scope().equals(open.body().scope().from(member))) {
            return Intake.MALFORMED;
        }
        return roll.isSigned(signed) ? Intake.ACCEPTED : Intake.BAD_SIGNATURE;
    }

    /** Headers, leaves, ciphertexts and bundles are coming in. */
    public final class ReadyPhase {
        private final Signed<RoundBody.Open> open;
        private final Digest o;
        private final Inbox<MemberMessage.Ready> inbox;

        private ReadyPhase(Signed<RoundBody.Open> open, Set<Integer> leftOut) {
            this.open = open;
            this.o = Commitments.open(open);
            this.inbox = new Inbox<>(
                    roster.stream().filter(j -> !leftOut.contains(j)).toList());
        }

        public Intake accept(int member, MemberMessage.Ready ready) {
            return inbox.offer(
                    member, ready, () -> fits(member, ready) ? check(member, ready.header(), open) : Intake.MALFORMED);
        }

        private boolean fits(int member, MemberMessage.Ready ready) {
            // Spec: docs/protocol.md#ready.intake
            RoundBody.Ready header = ready.header().body();
            List<Integer> receivers =
                    ready.pairs().stream().map(MemberMessage.PairLeaf::receiver).toList();
            return header.open().equals(o)
                    && header.commitment().isEmpty()
                    && receivers.equals(roster.stream().filter(j -> j != member).toList())
                    && tree(o, member, ready).root().equals(header.pairsRoot())
                    && Hashes.blob(ready.bundle()).equals(header.bundle());
        }

        /** Everyone has sent it, but for members that do not come. */
        public boolean completeBut(Set<Integer> absent) {
            return inbox.missing().stream().allMatch(absent::contains);
        }

        public int size() {
            return inbox.size();
        }

        /** Who is ready. */
        public MemberSet members() {
            return MemberSet.of(inbox.members());
        }

        /** Pairs whose premask hashes differ: they count as complained of. */
        public List<Pair> mismatches() {
            // Spec: docs/protocol.md#ready.mismatch
            List<Pair> pairs = new ArrayList<>();
            for (MemberMessage.Ready low : inbox.messages()) {
                int i = low.scope().sender();
                for (MemberMessage.PairLeaf leaf : low.pairs()) {
                    int j = leaf.receiver();
                    boolean differs = j > i
                            && inbox.of(j)
                                    .filter(high -> !premaskFor(high, i).equals(leaf.premask()))
                                    .isPresent();
                    if (differs) {
                        pairs.add(new Pair(i, j));
                    }
                }
            }
            return pairs;
        }

        private Digest premaskFor(MemberMessage.Ready ready, int receiver) {
            return ready.pairs().stream()
                    .filter(pair -> pair.receiver() == receiver)
                    .map(MemberMessage.PairLeaf::premask)
                    .findFirst()
                    .orElse(o);
        }

        /** Fixes U1 to everyone who was ready; empty if these are fewer than m. */
        public Optional<UploadPhase> close() {
            // Spec: docs/protocol.md#cohort.fixed
            if (inbox.size() < configuration.minSurvivors()) {
                return Optional.empty();
            }
            SortedMap<Integer, MemberMessage.Ready> ready = new TreeMap<>();
            inbox.messages().forEach(m -> ready.put(m.scope().sender(), m));
            Signed<RoundBody.Cohort> cohort = speaker.say(new RoundBody.Cohort(
                    open.body().scope().from(Scope.COORDINATOR),
                    o,
                    ready.values().stream().map(MemberMessage.Ready::header).toList()));
            return Optional.of(new UploadPhase(open, cohort, ready));
        }

        /** Continues from a cohort that was fixed before a restart. */
        public UploadPhase resume(Signed<RoundBody.Cohort> cohort) {
            SortedMap<Integer, MemberMessage.Ready> ready = new TreeMap<>();
            cohort.body().headers().forEach(header -> {
                int member = header.body().scope().sender();
                ready.put(member, inbox.of(member).orElseThrow());
            });
            return new UploadPhase(open, cohort, ready);
        }
    }

    /** Two members whose messages do not fit each other. */
    public record Pair(int one, int other) {}

    static MerkleTree tree(Digest o, int member, MemberMessage.Ready ready) {
        return MerkleTree.of(ready.pairs().stream()
                .map(pair -> Commitments.leaf(o, member, pair))
                .toList());
    }

    /** The cohort is fixed; statements, vectors and complaints are coming in. */
    public final class UploadPhase {
        private final Signed<RoundBody.Open> open;
        private final Signed<RoundBody.Cohort> cohort;
        private final SortedMap<Integer, MemberMessage.Ready> ready;
        private final Digest context;
        private final Inbox<Signed<RoundBody.Upload>> statements;
        private final Set<Integer> completed = new TreeSet<>();
        private final Inbox<Signed<RoundBody.Complaint>> complaints;

        private UploadPhase(
                Signed<RoundBody.Open> open,
                Signed<RoundBody.Cohort> cohort,
                SortedMap<Integer, MemberMessage.Ready> ready) {
            this.open = open;
            this.cohort = cohort;
            this.ready = ready;
            this.context =
                    Commitments.context(cohort.body().open(), cohort.body().headers());
            this.statements = new Inbox<>(ready.keySet());
            this.complaints = new Inbox<>(ready.keySet());
        }

        /** The signed cohort, the same for all. */
        public Signed<RoundBody.Cohort> cohort() {
            return cohort;
        }

        /** U1, ascending. */
        public List<Integer> members() {
            return List.copyOf(ready.keySet());
        }

        /** What each member of U1 gets. */
        public SortedMap<Integer, CoordinatorMessage.Cohort> messages() {
            SortedMap<Integer, List<CoordinatorMessage.CohortPair>> pairs = new TreeMap<>();
            ready.keySet().forEach(member -> pairs.put(member, new ArrayList<>()));
            ready.forEach((sender, message) -> {
                MerkleTree tree = tree(cohort.body().open(), sender, message);
                for (int i = 0; i < message.pairs().size(); i++) {
                    MemberMessage.PairLeaf leaf = message.pairs().get(i);
                    if (pairs.containsKey(leaf.receiver())) {
                        pairs.getOrDefault(leaf.receiver(), List.of())
                                .add(new CoordinatorMessage.CohortPair(sender, leaf, tree.path(i)));
                    }
                }
            });
            SortedMap<Integer, CoordinatorMessage.Cohort> messages = new TreeMap<>();
            pairs.forEach((member, list) -> messages.put(member, new CoordinatorMessage.Cohort(cohort, list)));
            return messages;
        }

        /** A statement; its vector may follow. */
        public Intake accept(int member, Signed<RoundBody.Upload> statement) {
            return statements.offer(
                    member,
                    statement,
                    () -> statement.body().context().equals(context)
                            ? check(member, statement, open)
                            : Intake.MALFORMED);
        }

        public Intake complain(int member, Signed<RoundBody.Complaint> complaint) {
            return complaints.offer(
                    member,
                    complaint,
                    () -> complaint.body().open().equals(cohort.body().open())
                                    && ready.containsKey(complaint.body().accused())
                            ? check(member, complaint, open)
                            : Intake.MALFORMED);
        }

        /** The statement a member made. */
        public Optional<Signed<RoundBody.Upload>> statement(int member) {
            return statements.of(member);
        }

        /** The member's vector is stored in full and fits its statement. */
        public void uploaded(int member) {
            if (statements.of(member).isEmpty()) {
                throw new IllegalStateException("member " + member + " has made no statement");
            }
            completed.add(member);
        }

        public boolean isUploaded(int member) {
            return completed.contains(member);
        }

        /** Everyone in U1 has uploaded or complained, but for members that do not come. */
        public boolean completeBut(Set<Integer> absent) {
            return ready.keySet().stream()
                    .allMatch(member ->
                            completed.contains(member) || complaints.of(member).isPresent() || absent.contains(member));
        }

        public int size() {
            return completed.size();
        }

        /** The pairs complained of. */
        public List<Pair> complaints() {
            return complaints.messages().stream()
                    .map(c -> new Pair(c.body().scope().sender(), c.body().accused()))
                    .toList();
        }

        /** Whose vectors are complete. */
        public MemberSet completed() {
            return MemberSet.of(completed);
        }

        /** ctx. */
        public Digest context() {
            return context;
        }

        /**
         * Proposes U2. The proposal must be durable before it leaves, and the protocol log must hold it: from then on the round
         * has no other attempt.
         *
         * @param survivors at least m, each with a complete vector
         * @param checkpoint text of a checkpoint of the log that holds just this proposal
         */
        public SurvivorsPhase propose(MemberSet survivors, Bytes checkpoint) {
            // Spec: docs/protocol.md#survivors.proposal
            if (survivors.size() < configuration.minSurvivors() || !completed().containsAll(survivors)) {
                throw new IllegalArgumentException("survivors must be at least " + configuration.minSurvivors() + " of "
                        + completed() + ", but were " + survivors);
            }
            List<Signed<RoundBody.Upload>> chosen = survivors.stream()
                    .boxed()
                    .map(member -> statements.of(member).orElseThrow())
                    .toList();
            Signed<RoundBody.Survivors> proposal = speaker.say(
                    new RoundBody.Survivors(open.body().scope().from(Scope.COORDINATOR), context, chosen, checkpoint));
            return resume(proposal);
        }

        /** Continues from a proposal that was made before a restart. */
        public SurvivorsPhase resume(Signed<RoundBody.Survivors> proposal) {
            return new SurvivorsPhase(this, proposal);
        }
    }

    /** The proposal is out; endorsements are coming in. */
    public final class SurvivorsPhase {
        private final UploadPhase uploads;
        private final Signed<RoundBody.Survivors> proposal;
        private final Digest statement;
        private final Inbox<Signed<RoundBody.Endorsement>> inbox;

        private SurvivorsPhase(UploadPhase uploads, Signed<RoundBody.Survivors> proposal) {
            this.uploads = uploads;
            this.proposal = proposal;
            this.statement = Commitments.survivors(proposal.body());
            this.inbox = new Inbox<>(members());
        }

        public Signed<RoundBody.Survivors> message() {
            return proposal;
        }

        /** U2, ascending. */
        public List<Integer> members() {
            return proposal.body().statements().stream()
                    .map(s -> s.body().scope().sender())
                    .toList();
        }

        public Intake accept(int member, Signed<RoundBody.Endorsement> endorsement) {
            return inbox.offer(
                    member,
                    endorsement,
                    () -> endorsement.body().survivors().equals(statement)
                            ? check(member, endorsement, uploads.open)
                            : Intake.MALFORMED);
        }

        public boolean complete() {
            return inbox.size() >= roll.threshold().threshold();
        }

        /** The certificate: the first t endorsements by index; empty while there are fewer. */
        public Optional<RevealPhase> close() {
            if (!complete()) {
                return Optional.empty();
            }
            return Optional.of(new RevealPhase(
                    new RevealContext(
                            RoundCoordinator.this,
                            uploads.open,
                            uploads.ready,
                            members(),
                            inbox.messages().subList(0, roll.threshold().threshold())),
                    uploads.context));
        }
    }

    /** Receipts are coming in; t that agree publish the state. */
    public final class ReceiptPhase {
        private final Signed<RoundBody.Result> result;
        private final Digest model;
        private final Inbox<Signed<RoundBody.Receipt>> inbox;

        private ReceiptPhase(Signed<RoundBody.Result> result, Digest model) {
            this.result = result;
            this.model = model;
            this.inbox = new Inbox<>(roster);
        }

        public Intake accept(int member, Signed<RoundBody.Receipt> receipt) {
            RoundBody.Receipt body = receipt.body();
            return inbox.offer(member, receipt, () -> {
                boolean agrees = body.manifest().equals(roll.digest())
                        && body.context().equals(result.body().context())
                        && body.sum().equals(result.body().sum())
                        && body.model().equals(model)
                        && body.checkpoint().equals(result.body().checkpoint())
                        && body.scope().equals(result.body().scope().from(member));
                if (!agrees) {
                    return Intake.MALFORMED;
                }
                return roll.isSigned(receipt) ? Intake.ACCEPTED : Intake.BAD_SIGNATURE;
            });
        }

        public int size() {
            return inbox.size();
        }

        /** The publication once t receipts are in. */
        public Optional<CoordinatorMessage.Published> close() {
            int t = roll.threshold().threshold();
            return inbox.size() < t
                    ? Optional.empty()
                    : Optional.of(new CoordinatorMessage.Published(
                            result.body().scope(), inbox.messages().subList(0, t)));
        }
    }

    /** Waits for receipts of a result whose sum leads to {@code model}. */
    public ReceiptPhase receipts(Signed<RoundBody.Result> result, Digest model) {
        return new ReceiptPhase(result, model);
    }
}
