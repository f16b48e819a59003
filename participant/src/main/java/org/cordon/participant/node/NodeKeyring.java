// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cordon.config.Keys;
import org.cordon.config.NodeFiles;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.KeyHolder;
import org.cordon.member.Member;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeyPlaces;
import org.cordon.member.NodeKeyPlaces.Held;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;
import org.cordon.participant.client.Credentials;
import org.cordon.participant.client.MemberCalls;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.Keyring;

/**
 * The keys of the running node, which grow while it rotates: looked for on disk when the consortium names others than those
 * that were opened.
 *
 * <p><b>Guarantees.</b> In an epoch the node speaks with the key that the epoch's manifest names, and dials with the one of the
 * newest. Older keys are destroyed once no open epoch runs under a manifest that names them. Safe for concurrent use.
 */
final class NodeKeyring implements Keyring, Credentials, AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final ParticipantConfig config;
    private final NodeFiles files;
    private final int self;
    private final InstantSource clock;
    private final List<Held> held;
    private final List<Held> added = new CopyOnWriteArrayList<>();
    private volatile Consortium newest;

    /** @param self the member's index */
    NodeKeyring(ParticipantConfig config, NodeFiles files, int self, InstantSource clock) {
        this.config = config;
        this.files = files;
        this.self = self;
        this.clock = clock;
        this.held = new CopyOnWriteArrayList<>(files.held());
        this.newest = files.consortium();
    }

    @Override
    public Optional<Signer> find(VerifyKey identity) {
        return keys(identity).map(keys -> keys.keys().identity());
    }

    /** Those that the newest manifest names. */
    Optional<Held> current() {
        return own(newest).flatMap(member -> keys(member.identity()));
    }

    /** The consortium as it was last saved. */
    Consortium newest() {
        return newest;
    }

    void saved(Consortium next) {
        newest = next;
    }

    NodeKeyPlaces places() {
        return new NodeKeyPlaces(new NodeDirectory(config.node()));
    }

    private Optional<Member> own(Consortium consortium) {
        return consortium.current().manifest().find(self);
    }

    private synchronized Optional<Held> keys(VerifyKey identity) {
        Optional<Held> known =
                held.stream().filter(keys -> keys.identity().equals(identity)).findFirst();
        return known.or(() -> reloaded(identity));
    }

    private Optional<Held> reloaded(VerifyKey identity) {
        try (KeyHolder holder = Keys.open(config.keys(), config.unlock(), Randomness.secure())) {
            for (Held keys : places().open(holder)) {
                if (held.stream().noneMatch(known -> known.identity().equals(keys.identity()))) {
                    held.add(keys);
                    added.add(keys);
                } else {
                    keys.keys().close();
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return held.stream().filter(keys -> keys.identity().equals(identity)).findFirst();
    }

    @Override
    public TlsIdentity identity(Consortium consortium) {
        try {
            Held keys = own(consortium)
                    .flatMap(member -> keys(member.identity()))
                    .orElseThrow(() -> new LinkRefused(
                            "the newest manifest names keys of this node that " + config.node()
                                    + " does not hold; put its files in keys back, or rotate again",
                            new IllegalStateException("no key")));
            return new NodeDirectory(config.node()).tlsIdentity(keys.keys());
        } catch (IOException unreadable) {
            throw new LinkRefused(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    @Override
    public PeerVerifier verifier(Consortium consortium) {
        return new PeerVerifier(files.identity().trustAnchor(), consortium.current(), clock);
    }

    /** Destroys what neither an open epoch nor an open proposal needs. */
    synchronized boolean retire(Set<Digest> openManifests) throws IOException {
        Optional<Held> current = current();
        if (held.size() < 2 || current.isEmpty()) {
            return false;
        }
        Set<VerifyKey> open = openManifests.stream()
                .flatMap(digest -> newest.at(digest).stream())
                .flatMap(manifest -> manifest.manifest().find(self).stream())
                .map(Member::identity)
                .collect(Collectors.toUnmodifiableSet());
        Set<VerifyKey> named = RotationHistory.identities(newest, self); // others wait for their rotation
        Predicate<VerifyKey> needed = identity -> open.contains(identity) || !named.contains(identity);
        if (held.stream()
                .allMatch(keys -> keys.identity().equals(current.get().identity()) || needed.test(keys.identity()))) {
            return false;
        }
        boolean destroyed;
        try (KeyHolder holder = Keys.open(config.keys(), config.unlock(), Randomness.secure())) {
            List<Held> fresh = places().open(holder);
            try {
                Optional<Held> same = fresh.stream()
                        .filter(keys -> keys.identity().equals(current.get().identity()))
                        .findFirst();
                destroyed = same.isPresent() && places().retire(holder, fresh, same.get(), needed);
            } finally {
                fresh.forEach(keys -> keys.keys().close());
            }
        }
        held.removeIf(keys -> !keys.identity().equals(current.get().identity()) && !needed.test(keys.identity()));
        return destroyed;
    }

    /**
     * After a refusal: whether the consortium has taken up keys that lie here while this node did not hear of it; its history
     * is then saved.
     */
    static boolean adopt(ParticipantConfig config, InstantSource clock) throws InterruptedException {
        try (NodeFiles files = config.open(clock)) {
            PeerVerifier verifier = files.verifier();
            for (Held keys : files.held()) {
                if (keys.keys() != files.keys() && taken(config, files, keys, verifier)) {
                    return true;
                }
            }
        } catch (IOException | AmendmentRejected unfit) {
            return false;
        }
        return false;
    }

    private static boolean taken(ParticipantConfig config, NodeFiles files, Held keys, PeerVerifier verifier)
            throws IOException, AmendmentRejected, InterruptedException {
        NodeDirectory directory = new NodeDirectory(config.node());
        if (!new NodeKeyPlaces(directory).hasCertificate(keys)) {
            return false;
        }
        MemberCalls calls = new MemberCalls(config.link(), directory.tlsIdentity(keys.keys()), verifier);
        Consortium next = files.consortium();
        try {
            for (Entry entry : calls.fetchHistory(next.entries().size(), WITHIN)) {
                next = next.with(entry);
            }
        } catch (LinkRefused | LinkUnavailable no) {
            return false;
        }
        if (next == files.consortium()
                || next.current().manifest().find(keys.identity()).isEmpty()) {
            return false;
        }
        files.history().save(next);
        return true;
    }

    @Override
    public void close() {
        added.forEach(keys -> keys.keys().close());
    }

    @Override
    public String toString() {
        return "NodeKeyring";
    }
}
