// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.Keys;
import org.cordon.config.NodeFiles;
import org.cordon.member.Amendment;
import org.cordon.member.CertificateRequest;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.KeyHolder;
import org.cordon.member.Member;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeyPlaces;
import org.cordon.member.NodeKeyPlaces.Held;
import org.cordon.member.NodeKeys;
import org.cordon.member.Possession;
import org.cordon.participant.client.MemberCalls;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;
import org.cordon.pkcs11.TokenRefused;
import org.cordon.suite.Randomness;
import org.cordon.suite.VerifyKey;
import org.cordon.wire.HistoryCodec;

/**
 * The keys that a node is to rotate to: made beside its present ones, with a certificate, before anybody is asked.
 *
 * <p><b>Guarantees.</b> Begun again, it goes on with the keys that were made before. What it makes opens no door until the
 * rotation is in the history.
 */
final class NextKeys {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final ParticipantConfig config;
    private final NodeFiles files;
    private final Randomness randomness;

    NextKeys(ParticipantConfig config, NodeFiles files, Randomness randomness) {
        this.config = config;
        this.files = files;
        this.randomness = randomness;
    }

    /** The rotation of this node in {@code consortium}, with the new identity key's proof. */
    Entry rotation(Consortium consortium) {
        Member member = consortium
                .current()
                .manifest()
                .find(files.keys().identity().verifyKey())
                .filter(found -> !found.isCoordinator())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "the keys in " + config.node() + " must be a member's in the newest manifest, but are not",
                        "Start the node once, so that it takes up a rotation that was approved before"));
        try (KeyHolder holder = Keys.open(config.keys(), config.unlock(), randomness)) {
            Optional<Held> begun = begun(consortium, member.index());
            if (begun.isPresent()) {
                return rotation(consortium, member, certified(begun.get()));
            }
            Held made = places().makeNext(
                            holder,
                            files.keys(),
                            consortium.current().manifest().version() + 1);
            try {
                return rotation(consortium, member, certified(made));
            } finally {
                made.keys().close();
            }
        } catch (TokenRefused refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "the new keys cannot be made in " + config.node() + ": " + failed.getMessage(),
                    "Give this user the right to write there, and run it again",
                    failed);
        }
    }

    private NodeKeyPlaces places() {
        return new NodeKeyPlaces(new NodeDirectory(config.node()));
    }

    private Optional<Held> begun(Consortium consortium, int index) {
        Set<VerifyKey> named = RotationHistory.identities(consortium, index);
        return files.held().stream()
                .filter(held -> !named.contains(held.identity()))
                .findFirst();
    }

    private Held certified(Held next) throws IOException {
        if (places().hasCertificate(next)) {
            return next;
        }
        MemberCalls calls = new MemberCalls(config.link(), files.identity(), files.verifier());
        try {
            places().install(calls.renew(request(next.keys()).exact(), WITHIN), next);
            return next;
        } catch (LinkRefused refused) {
            throw NodeFiles.failure(ExitCode.PEER_REFUSED, refused);
        } catch (LinkUnavailable unavailable) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, unavailable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED, "stopped before the coordinator answered", "Run it again", stopped);
        }
    }

    private CertificateRequest request(NodeKeys keys) {
        return CertificateRequest.create(keys.tlsPublicKey(), keys.tlsKey(), keys.identity(), randomness);
    }

    private Entry rotation(Consortium consortium, Member member, Held next) {
        CertificateRequest keys = request(next.keys());
        Amendment amendment =
                new Amendment.Rotation(consortium.head(), member.index(), keys.identity(), keys.keyDigest());
        Possession.Seat seat = new Possession.Seat(
                consortium.id(),
                consortium.authority(),
                member.name(),
                keys.identity(),
                keys.keyDigest(),
                member.approver());
        return Entry.proposed(
                amendment,
                HistoryCodec.encode(amendment),
                List.of(Possession.prove(seat, next.keys().identity())));
    }
}
