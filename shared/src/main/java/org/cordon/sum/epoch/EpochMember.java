// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.epoch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.suite.Bytes;
import org.cordon.suite.DegenerateKeyAgreement;
import org.cordon.suite.Digest;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;
import org.cordon.suite.HybridKeyPair;
import org.cordon.suite.HybridPublicKey;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.PairAgreement;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.suite.Transcript;
import org.cordon.suite.VerifyKey;

/**
 * A member in epoch set-up: {@link #advertise}, then {@link Advertised#agree}, {@link Agreed#confirm}, {@link
 * Confirming#establish}; each state gives the next and what to send.
 *
 * <p><b>Guarantees.</b> With honest randomness, every pair key of the established epoch is known to that pair alone; the
 * coordinator can neither add, drop nor swap a key without being found out before the first round.
 *
 * <p>Source: docs/protocol.md, Epoch set-up, steps 1 to 3.
 *
 * @param minSurvivors m of the charter: a smaller roster is refused
 */
public record EpochMember(Roll roll, int self, int minSurvivors, Speaker speaker, Randomness randomness) {

    /** How far an epoch may be above the one before: a leap to the last number would end the session for good. */
    private static final int FARTHEST_JUMP = 10_000;

    /**
     * Step 1: fresh keys for {@code epoch}.
     *
     * @param newestEpoch the durable counter: an epoch that is not above it is refused
     * @param witness the key of this member's cosignatures of the protocol log
     */
    public Advertised advertise(Signed<EpochBody.Summons> summons, int newestEpoch, VerifyKey witness) {
        return advertise(summons, newestEpoch, 0, witness);
    }

    /**
     * The same, letting numbers from the clock through, which follow a restore.
     *
     * @param latest {@link EpochNumbers#latest} of now
     */
    public Advertised advertise(Signed<EpochBody.Summons> summons, int newestEpoch, int latest, VerifyKey witness) {
        // Spec: docs/protocol.md#epoch.number
        int epoch = summons.body().scope().epoch();
        roll.require(summons, roll.epochScope(epoch, Scope.COORDINATOR), Scope.COORDINATOR);
        if (epoch - newestEpoch > FARTHEST_JUMP && epoch > latest) {
            throw violation(Violation.WRONG_EPOCH, epoch, "the epoch is too far above " + newestEpoch);
        }
        if (epoch <= newestEpoch) {
            throw violation(Violation.WRONG_EPOCH, epoch, "the epoch must be above " + newestEpoch);
        }
        if (!summons.body().manifest().equals(roll.digest())) {
            throw violation(Violation.WRONG_MANIFEST, epoch, "the summons names another manifest");
        }
        HybridKeyPair keys = HybridKeyPair.generate(randomness);
        Signed<EpochBody.Advert> advert = speaker.say(new EpochBody.Advert(
                roll.epochScope(epoch, self),
                keys.publicKey().x25519(),
                keys.publicKey().mlkem768(),
                roll.digest(),
                Bytes.wrap(witness.toByteArray())));
        return new Advertised(epoch, keys, advert);
    }

    private ProtocolViolation violation(Violation kind, int epoch, String sentence) {
        return new ProtocolViolation(kind, Scope.COORDINATOR, roll.epochScope(epoch, Scope.COORDINATOR), sentence);
    }

    private ProtocolViolation degenerate(DegenerateKeyAgreement cause, int peer, int epoch) {
        return new ProtocolViolation(
                Violation.DEGENERATE_KEY_AGREEMENT,
                peer,
                roll.epochScope(epoch, peer),
                String.valueOf(cause.getMessage()));
    }

    /** H("roster"; all adverts in order), over the exact bytes of their bodies. */
    public static Digest rosterHash(EpochBody.Roster roster) {
        // Spec: docs/protocol.md#epoch.roster-hash
        byte[][] fields = roster.adverts().stream()
                .map(advert -> advert.exact().toByteArray())
                .toArray(byte[][]::new);
        return Hashes.h(HashLabel.ROSTER, fields);
    }

    /** The advert is out; its keys wait for the roster. */
    public final class Advertised implements AutoCloseable {
        private final int epoch;
        private final HybridKeyPair keys;
        private final Signed<EpochBody.Advert> advert;

        private Advertised(int epoch, HybridKeyPair keys, Signed<EpochBody.Advert> advert) {
            this.epoch = epoch;
            this.keys = keys;
            this.advert = advert;
        }

        public int epoch() {
            return epoch;
        }

        public Signed<EpochBody.Advert> message() {
            return advert;
        }

        /** Step 2: checks the roster and encapsulates to every higher member. */
        public Agreed agree(Signed<EpochBody.Roster> roster) {
            // Spec: docs/protocol.md#epoch.pair-key
            roll.require(roster, roll.epochScope(epoch, Scope.COORDINATOR), Scope.COORDINATOR);
            SortedMap<Integer, HybridPublicKey> peers = checkedPeers(roster.body());
            Digest rosterHash = rosterHash(roster.body());
            PairAgreement agreement = new PairAgreement(roll.session(), epoch, rosterHash);
            SortedMap<Integer, Secret> pairKeys = new TreeMap<>();
            List<EpochBody.Sealed> sealed = new ArrayList<>();
            peers.tailMap(self + 1).forEach((peer, key) -> {
                PairAgreement.Encapsulated mine = initiate(agreement, peer, key);
                pairKeys.put(peer, mine.pairKey());
                sealed.add(new EpochBody.Sealed(peer, mine.ciphertext()));
            });
            Optional<EpochBody.EncapsulationBatch> batch = sealed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new EpochBody.EncapsulationBatch(
                            speaker.say(new EpochBody.Encapsulation(
                                    roll.epochScope(epoch, self), rosterHash, batchRoot(sealed))),
                            sealed));
            return new Agreed(epoch, keys, peers, rosterHash, pairKeys, batch);
        }

        private PairAgreement.Encapsulated initiate(PairAgreement agreement, int peer, HybridPublicKey key) {
            try {
                return agreement.initiate(keys, self, key, peer, randomness);
            } catch (DegenerateKeyAgreement e) {
                throw degenerate(e, peer, epoch);
            }
        }

        private SortedMap<Integer, HybridPublicKey> checkedPeers(EpochBody.Roster roster) {
            // Spec: docs/protocol.md#epoch.roster
            List<Integer> members = roster.adverts().stream()
                    .map(a -> a.body().scope().sender())
                    .toList();
            Scope where = roll.epochScope(epoch, Scope.COORDINATOR);
            roll.requireAscending(members, where, Scope.COORDINATOR);
            if (members.size() < minSurvivors) {
                throw violation(
                        Violation.ROSTER_SHRUNKEN,
                        epoch,
                        members.size() + " members are fewer than the " + minSurvivors + " the charter asks for");
            }
            SortedMap<Integer, HybridPublicKey> peers = new TreeMap<>();
            Set<Bytes> seen = new HashSet<>();
            for (Signed<EpochBody.Advert> other : roster.adverts()) {
                int sender = other.body().scope().sender();
                if (sender == self && !other.equals(advert)) {
                    throw violation(Violation.OWN_MESSAGE_ALTERED, epoch, "our advert is not as we sent it");
                }
                roll.require(other, roll.epochScope(epoch, sender), Scope.COORDINATOR);
                if (!other.body().manifest().equals(roll.digest())) {
                    throw violation(Violation.WRONG_MANIFEST, epoch, "member " + sender + " names another manifest");
                }
                if (!seen.add(other.body().x25519())
                        || !seen.add(other.body().mlkem768())
                        || !seen.add(other.body().witnessKey())
                        || !WitnessKey.isFit(roll, other.body().witnessKey())) {
                    throw violation(Violation.DUPLICATE_KEY, epoch, "member " + sender + " repeats another's key");
                }
                peers.put(sender, publicKey(other.body()));
            }
            if (peers.remove(self) == null) {
                throw violation(Violation.OWN_MESSAGE_ALTERED, epoch, "our advert is missing from the roster");
            }
            return peers;
        }

        private HybridPublicKey publicKey(EpochBody.Advert body) {
            try {
                return new HybridPublicKey(body.x25519(), body.mlkem768());
            } catch (IllegalArgumentException e) {
                throw new ProtocolViolation(
                        Violation.MALFORMED_KEY, body.scope().sender(), body.scope(), String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() {
            keys.close();
        }
    }

    private static Digest batchRoot(List<EpochBody.Sealed> sealed) {
        return MerkleTree.root(sealed.stream()
                .map(s -> batchLeaf(s.receiver(), s.ciphertext()))
                .toList());
    }

    static byte[] batchLeaf(int receiver, Bytes ciphertext) {
        return new Transcript().u16(receiver).raw(ciphertext).toByteArray();
    }

    /** The roster is checked; ciphertexts of lower members are awaited. */
    public final class Agreed implements AutoCloseable {
        private final int epoch;
        private final HybridKeyPair keys;
        private final SortedMap<Integer, HybridPublicKey> peers;
        private final Digest rosterHash;
        private final SortedMap<Integer, Secret> pairKeys;
        private final Optional<EpochBody.EncapsulationBatch> batch;

        private Agreed(
                int epoch,
                HybridKeyPair keys,
                SortedMap<Integer, HybridPublicKey> peers,
                Digest rosterHash,
                SortedMap<Integer, Secret> pairKeys,
                Optional<EpochBody.EncapsulationBatch> batch) {
            this.epoch = epoch;
            this.keys = keys;
            this.peers = peers;
            this.rosterHash = rosterHash;
            this.pairKeys = pairKeys;
            this.batch = batch;
        }

        /** What to send; the highest member of the roster has nobody to encapsulate to. */
        public Optional<EpochBody.EncapsulationBatch> message() {
            return batch;
        }

        /** Step 3: opens what the lower members sent and confirms every pair key. Erases the epoch's private keys. */
        public Confirming confirm(List<EpochBody.Delivered> delivered) {
            List<Integer> lower = List.copyOf(peers.headMap(self).keySet());
            List<Integer> senders = delivered.stream()
                    .map(d -> d.header().body().scope().sender())
                    .toList();
            if (!senders.equals(lower)) {
                throw violation(Violation.WRONG_PAIRS, epoch, "ciphertexts came from " + senders + ", not " + lower);
            }
            PairAgreement agreement = new PairAgreement(roll.session(), epoch, rosterHash);
            for (EpochBody.Delivered one : delivered) {
                int sender = one.header().body().scope().sender();
                checkDelivered(one, sender);
                try {
                    pairKeys.put(
                            sender,
                            agreement.accept(keys, self, requireNonNull(peers.get(sender)), sender, one.ciphertext()));
                } catch (DegenerateKeyAgreement e) {
                    throw degenerate(e, sender, epoch);
                }
            }
            keys.close();
            KeySchedule schedule = new KeySchedule(roll.session(), epoch);
            List<EpochBody.Tag> tags = new ArrayList<>();
            pairKeys.forEach(
                    (peer, key) -> tags.add(new EpochBody.Tag(peer, schedule.confirm(key, self, peer, rosterHash))));
            return new Confirming(
                    epoch,
                    rosterHash,
                    pairKeys,
                    speaker.say(new EpochBody.Confirm(roll.epochScope(epoch, self), rosterHash, tags)));
        }

        private void checkDelivered(EpochBody.Delivered one, int sender) {
            // Spec: docs/protocol.md#epoch.encapsulation
            roll.require(one.header(), roll.epochScope(epoch, sender), Scope.COORDINATOR);
            if (!one.header().body().roster().equals(rosterHash)) {
                throw new ProtocolViolation(
                        Violation.ROSTER_MISMATCH,
                        Scope.COORDINATOR,
                        roll.epochScope(epoch, sender),
                        "member " + sender + " saw another roster");
            }
            int size = peers.tailMap(sender + 1).size() + 1;
            int index = peers.subMap(sender + 1, self).size();
            byte[] leaf = batchLeaf(self, one.ciphertext());
            if (!MerkleTree.verifies(
                    leaf, index, size, one.path(), one.header().body().batchRoot())) {
                throw violation(
                        Violation.PATH_MISMATCH, epoch, "the ciphertext is not in what member " + sender + " signed");
            }
        }

        @Override
        public void close() {
            keys.close();
            pairKeys.values().forEach(Secret::close);
        }
    }

    /** Own tags are out; the others' are awaited. */
    public final class Confirming implements AutoCloseable {
        private final int epoch;
        private final Digest rosterHash;
        private final SortedMap<Integer, Secret> pairKeys;
        private final Signed<EpochBody.Confirm> message;

        private Confirming(
                int epoch, Digest rosterHash, SortedMap<Integer, Secret> pairKeys, Signed<EpochBody.Confirm> message) {
            this.epoch = epoch;
            this.rosterHash = rosterHash;
            this.pairKeys = pairKeys;
            this.message = message;
        }

        public Signed<EpochBody.Confirm> message() {
            return message;
        }

        /**
         * Verifies every tag and derives the chains; K_ij are erased. A pair whose tag does not fit is a violation that
         * names the peer. The keys must be durable before {@link Established#message} leaves.
         */
        public Established establish(List<EpochBody.Tag> tags) {
            // Spec: docs/protocol.md#epoch.confirm
            List<Integer> senders = tags.stream().map(EpochBody.Tag::peer).toList();
            if (!senders.equals(List.copyOf(pairKeys.keySet()))) {
                throw violation(Violation.WRONG_PAIRS, epoch, "tags came from " + senders);
            }
            KeySchedule schedule = new KeySchedule(roll.session(), epoch);
            SortedMap<Integer, Secret> chains = new TreeMap<>();
            for (EpochBody.Tag tag : tags) {
                Secret key = requireNonNull(pairKeys.get(tag.peer()));
                if (!schedule.confirms(tag.value(), key, tag.peer(), self, rosterHash)) {
                    throw new ProtocolViolation(
                            Violation.TAG_MISMATCH,
                            tag.peer(),
                            roll.epochScope(epoch, tag.peer()),
                            "the pair key of members " + self + " and " + tag.peer() + " is not confirmed");
                }
                chains.put(
                        tag.peer(),
                        schedule.chain(key, Math.min(self, tag.peer()), Math.max(self, tag.peer()), rosterHash));
            }
            close();
            return new Established(
                    new EpochKeys(roll.session(), epoch, rosterHash, self, 1, chains),
                    speaker.say(new EpochBody.Accepted(roll.epochScope(epoch, self), rosterHash)));
        }

        @Override
        public void close() {
            pairKeys.values().forEach(Secret::close);
        }
    }

    /** The epoch stands on this side: store the keys, then send the message. */
    public record Established(EpochKeys keys, Signed<EpochBody.Accepted> message) {}
}
