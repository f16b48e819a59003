// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.cordon.suite.Body;
import org.cordon.suite.Digest;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;

/**
 * The coordinator in epoch set-up: gathers adverts, relays ciphertexts and tags, and learns nothing but who takes part.
 *
 * <p>Phases follow each other: {@link Adverts}, {@link Encapsulations}, {@link Confirms}, {@link Accepts}.
 *
 * <p>Source: docs/protocol.md, Epoch set-up, steps 1 to 3.
 */
public record EpochCoordinator(Roll roll, int epoch, int minSurvivors, Speaker speaker) {

    /** Calls for adverts of all members of the manifest. */
    public Adverts summon() {
        return summon(any -> false);
    }

    /** The same; an advert that {@code bindsAnothersKey} is refused: its witness key was another member's before. */
    public Adverts summon(Predicate<EpochBody.Advert> bindsAnothersKey) {
        return new Adverts(
                speaker.say(new EpochBody.Summons(scope(Scope.COORDINATOR), roll.digest())), bindsAnothersKey);
    }

    private Scope scope(int sender) {
        return roll.epochScope(epoch, sender);
    }

    private Intake check(int member, Signed<? extends Body> signed) {
        if (!signed.body().scope().equals(scope(member))) {
            return Intake.MALFORMED;
        }
        return roll.isSigned(signed) ? Intake.ACCEPTED : Intake.BAD_SIGNATURE;
    }

    /** Adverts are coming in. */
    public final class Adverts {
        private final Signed<EpochBody.Summons> summons;
        private final Predicate<EpochBody.Advert> bindsAnothersKey;
        private final Inbox<Signed<EpochBody.Advert>> inbox;

        private Adverts(Signed<EpochBody.Summons> summons, Predicate<EpochBody.Advert> bindsAnothersKey) {
            this.summons = summons;
            this.bindsAnothersKey = bindsAnothersKey;
            this.inbox = new Inbox<>(
                    roll.manifest().members().stream().map(m -> m.index()).toList());
        }

        public Signed<EpochBody.Summons> message() {
            return summons;
        }

        public Intake accept(int member, Signed<EpochBody.Advert> advert) {
            return inbox.offer(
                    member,
                    advert,
                    () -> advert.body().manifest().equals(roll.digest()) && isWitnessFit(advert.body())
                            ? check(member, advert)
                            : Intake.MALFORMED);
        }

        private boolean isWitnessFit(EpochBody.Advert advert) {
            return WitnessKey.isFit(roll, advert.witnessKey())
                    && !bindsAnothersKey.test(advert)
                    && inbox.messages().stream()
                            .noneMatch(other -> other.body().witnessKey().equals(advert.witnessKey()));
        }

        /** Everyone has sent one, but for members that do not come. */
        public boolean completeBut(Set<Integer> absent) {
            return inbox.missing().stream().allMatch(absent::contains);
        }

        /** Fixes the roster to who sent an advert; empty if these are fewer than m. */
        public Optional<Encapsulations> close() {
            if (inbox.size() < minSurvivors) {
                return Optional.empty();
            }
            return Optional.of(new Encapsulations(
                    speaker.say(new EpochBody.Roster(scope(Scope.COORDINATOR), inbox.messages())),
                    List.copyOf(inbox.members())));
        }
    }

    /** The roster is out; encapsulations are coming in. */
    public final class Encapsulations {
        private final Signed<EpochBody.Roster> message;
        private final List<Integer> roster;
        private final Digest rosterHash;
        private final Inbox<EpochBody.EncapsulationBatch> inbox;

        private Encapsulations(Signed<EpochBody.Roster> message, List<Integer> roster) {
            this.message = message;
            this.roster = roster;
            this.rosterHash = EpochMember.rosterHash(message.body());
            this.inbox = new Inbox<>(roster.subList(0, roster.size() - 1));
        }

        public Signed<EpochBody.Roster> message() {
            return message;
        }

        public List<Integer> roster() {
            return roster;
        }

        public Intake accept(int member, EpochBody.EncapsulationBatch batch) {
            return inbox.offer(member, batch, () -> checkBatch(member, batch));
        }

        private Intake checkBatch(int member, EpochBody.EncapsulationBatch batch) {
            List<Integer> higher = roster.stream().filter(j -> j > member).toList();
            List<Integer> receivers =
                    batch.ciphertexts().stream().map(EpochBody.Sealed::receiver).toList();
            if (!receivers.equals(higher)
                    || !batch.header().body().roster().equals(rosterHash)
                    || !tree(batch).root().equals(batch.header().body().batchRoot())) {
                return Intake.MALFORMED;
            }
            return check(member, batch.header());
        }

        public boolean complete() {
            return inbox.complete();
        }

        /** Everyone's batch is in: what each member of the roster gets. */
        public Confirms close() {
            SortedMap<Integer, List<EpochBody.Delivered>> deliveries = new TreeMap<>();
            roster.forEach(member -> deliveries.put(member, new ArrayList<>()));
            for (EpochBody.EncapsulationBatch batch : inbox.messages()) {
                MerkleTree tree = tree(batch);
                for (int i = 0; i < batch.ciphertexts().size(); i++) {
                    EpochBody.Sealed sealed = batch.ciphertexts().get(i);
                    deliveries
                            .getOrDefault(sealed.receiver(), new ArrayList<>())
                            .add(new EpochBody.Delivered(batch.header(), sealed.ciphertext(), tree.path(i)));
                }
            }
            return new Confirms(roster, rosterHash, deliveries);
        }

        private MerkleTree tree(EpochBody.EncapsulationBatch batch) {
            return MerkleTree.of(batch.ciphertexts().stream()
                    .map(s -> EpochMember.batchLeaf(s.receiver(), s.ciphertext()))
                    .toList());
        }
    }

    /** Ciphertexts are delivered; tags are coming in. */
    public final class Confirms {
        private final List<Integer> roster;
        private final Digest rosterHash;
        private final SortedMap<Integer, List<EpochBody.Delivered>> deliveries;
        private final Inbox<Signed<EpochBody.Confirm>> inbox;

        private Confirms(
                List<Integer> roster, Digest rosterHash, SortedMap<Integer, List<EpochBody.Delivered>> deliveries) {
            this.roster = roster;
            this.rosterHash = rosterHash;
            this.deliveries = deliveries;
            this.inbox = new Inbox<>(roster);
        }

        /** What to deliver, by receiver; the lowest member of the roster gets an empty list. */
        public SortedMap<Integer, List<EpochBody.Delivered>> messages() {
            return deliveries;
        }

        public Intake accept(int member, Signed<EpochBody.Confirm> confirm) {
            List<Integer> others = roster.stream().filter(j -> j != member).toList();
            return inbox.offer(member, confirm, () -> {
                List<Integer> peers =
                        confirm.body().tags().stream().map(EpochBody.Tag::peer).toList();
                return peers.equals(others) && confirm.body().roster().equals(rosterHash)
                        ? check(member, confirm)
                        : Intake.MALFORMED;
            });
        }

        public boolean complete() {
            return inbox.complete();
        }

        /** Everyone's tags are in. */
        public Accepts close() {
            SortedMap<Integer, List<EpochBody.Tag>> tags = new TreeMap<>();
            roster.forEach(member -> tags.put(member, new ArrayList<>()));
            for (Signed<EpochBody.Confirm> confirm : inbox.messages()) {
                int sender = confirm.body().scope().sender();
                confirm.body()
                        .tags()
                        .forEach(tag -> tags.getOrDefault(tag.peer(), new ArrayList<>())
                                .add(new EpochBody.Tag(sender, tag.value())));
            }
            return new Accepts(roster, rosterHash, tags);
        }
    }

    /** Tags are delivered; the epoch stands once everyone has accepted. */
    public final class Accepts {
        private final List<Integer> roster;
        private final Digest rosterHash;
        private final SortedMap<Integer, List<EpochBody.Tag>> tags;
        private final Inbox<Signed<EpochBody.Accepted>> inbox;

        private Accepts(List<Integer> roster, Digest rosterHash, SortedMap<Integer, List<EpochBody.Tag>> tags) {
            this.roster = roster;
            this.rosterHash = rosterHash;
            this.tags = tags;
            this.inbox = new Inbox<>(roster);
        }

        /** What to deliver, by receiver. */
        public SortedMap<Integer, List<EpochBody.Tag>> messages() {
            return tags;
        }

        public Intake accept(int member, Signed<EpochBody.Accepted> accepted) {
            return inbox.offer(
                    member,
                    accepted,
                    () -> accepted.body().roster().equals(rosterHash) ? check(member, accepted) : Intake.MALFORMED);
        }

        public boolean complete() {
            return inbox.complete();
        }

        /** The established roster and its hash; demands that everyone accepted. */
        public EstablishedRoster close() {
            // Spec: docs/protocol.md#epoch.established
            if (!complete()) {
                throw new IllegalStateException("not everyone has accepted the epoch");
            }
            return new EstablishedRoster(epoch, roster, rosterHash);
        }
    }

    /** An epoch that stands: every pair of {@code roster} (ascending) holds confirmed keys. */
    public record EstablishedRoster(int epoch, List<Integer> roster, Digest rosterHash) {
        public EstablishedRoster {
            roster = List.copyOf(roster);
        }
    }
}
