// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.enrolment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.HistoryFile;
import org.cordon.config.KeyOptions;
import org.cordon.config.NodeFiles;
import org.cordon.config.ParticipantText;
import org.cordon.config.PersonFile;
import org.cordon.config.PolicyStarter;
import org.cordon.disk.DurableFiles;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.enrol.Invitation;
import org.cordon.enrol.InvitationToken;
import org.cordon.enrol.JoinBody;
import org.cordon.enrol.JoinReply;
import org.cordon.enrol.JoinRequest;
import org.cordon.enrol.Venue;
import org.cordon.governance.Answer;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.CertificateRequest;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.KeyHolder;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.RoleDirectory;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.wire.ConsortiumCodec;
import org.cordon.wire.HistoryCodec;

/**
 * One exchange on its way into a consortium: a node directory, an approver's directory, and the request that both keys
 * signed.
 *
 * <p><b>Guarantees.</b> The same token and directories give the same request, however often it is begun. {@link #finish}
 * installs a certificate only under a history that the founders or a quorum approved, that names this exchange's own keys,
 * the authority in the token, and the operator who signed it.
 */
final class Joining implements AutoCloseable {
    private static final String REQUEST = "join.bin";
    private static final int STRICT_HONEST = 3;

    private final Places places;
    private final InvitationToken token;
    private final NodeKeys keys;
    private final JoinRequest request;

    /**
     * Where things go.
     *
     * @param node the node's directory
     * @param approver the approver's, to be moved to another machine
     * @param coordinator {@code host:port} of the members' port
     */
    record Places(Path node, Path approver, String coordinator) {
        Path request() {
            return node.resolve(REQUEST);
        }
    }

    private Joining(Places places, InvitationToken token, NodeKeys keys, JoinRequest request) {
        this.places = places;
        this.token = token;
        this.keys = keys;
        this.request = request;
    }

    /** Makes the directories, keys and request, or goes on with those that are there. */
    static Joining begin(InvitationToken token, Places places, KeyOptions options, Randomness randomness)
            throws IOException {
        NodeDirectory node = Files.isDirectory(places.node())
                ? new NodeDirectory(places.node())
                : NodeDirectory.create(places.node());
        NodeKeys keys;
        try (KeyHolder holder = options.make(node.unlockFile(), randomness)) {
            keys = node.hasKeys() ? node.openKeys(holder) : node.makeKeys(holder);
        }
        try {
            JoinRequest request = Files.exists(places.request())
                    ? stored(token, places, keys)
                    : made(token, places, keys, options, randomness);
            return new Joining(places, token, keys, request);
        } catch (IOException | RuntimeException failed) {
            keys.close();
            throw failed;
        }
    }

    private static JoinRequest stored(InvitationToken token, Places places, NodeKeys keys) throws IOException {
        try {
            JoinRequest stored = ConsortiumCodec.joinRequest(Bytes.wrap(Files.readAllBytes(places.request())));
            if (stored.invitation().equals(token.invitation().body())
                    && stored.body().identity().equals(keys.identity().verifyKey())) {
                return stored;
            }
        } catch (MalformedBody damaged) {
            // falls through to the failure
        }
        throw new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                places.request() + " must be the request that was begun with this token, but is another",
                "Use the token it was begun with, or name another directory with --out");
    }

    private static JoinRequest made(
            InvitationToken token, Places places, NodeKeys keys, KeyOptions options, Randomness randomness)
            throws IOException {
        if (Files.exists(places.node().resolve("certificate.pem"))) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    places.node() + " is a member's directory already",
                    "Name another directory with --out");
        }
        RoleDirectory place = RoleDirectory.approver(places.approver());
        RoleDirectory person = Files.isDirectory(places.approver()) ? place : place.create();
        boolean made = Files.exists(places.approver().resolve("approver.pub"));
        try (KeyHolder holder = options.make(person.unlockFile(), randomness);
                Signer approver = made ? person.openKey(holder) : person.makeKey(holder)) {
            CertificateRequest wanted =
                    CertificateRequest.create(keys.tlsPublicKey(), keys.tlsKey(), keys.identity(), randomness);
            JoinBody body = JoinBody.of(token.invitation(), wanted, keys.identity(), approver);
            JoinRequest request =
                    JoinRequest.sign(body, ConsortiumCodec.encode(body), keys.identity(), approver, token);
            person(token, options).write(places.approver(), PersonFile.APPROVER);
            DurableFiles.replace(
                    places.request(),
                    ByteBuffer.wrap(ConsortiumCodec.encode(request).toByteArray()));
            return request;
        }
    }

    private static PersonFile person(InvitationToken token, KeyOptions options) {
        Venue venue = token.venue();
        String host = venue.host().indexOf(':') >= 0 ? "[" + venue.host() + "]" : venue.host();
        return new PersonFile(
                venue.consortium(),
                Optional.of(token.invitation().body().exchange()),
                host + ":" + venue.port(),
                Optional.empty(),
                venue.authority().hex(),
                venue.isFounded() ? Optional.of(venue.id().hex()) : Optional.empty(),
                Optional.of(options.unlock(Path.of("unlock.key"))),
                options.keys());
    }

    JoinRequest request() {
        return request;
    }

    NodeKeys keys() {
        return keys;
    }

    /** Verifies what was answered, and makes the directory a member's. */
    Consortium finish(JoinReply.Admitted admitted, List<Answer.HistoryLine> lines, KeyOptions options)
            throws IOException {
        Consortium consortium = history(lines);
        require(consortium);
        new HistoryFile(places.node().resolve("history.bin")).save(consortium);
        new NodeDirectory(places.node()).install(admitted.certificate(), admitted.authority(), keys);
        int honest = consortium.current().manifest().threshold().honest();
        Path config = places.node().resolve("participant.yaml");
        if (!Files.exists(config)) {
            String text = new ParticipantText(
                            request.exchange(),
                            places.coordinator(),
                            person(token, options).keyLines())
                    .text();
            DurableFiles.replace(config, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        Path policy = places.node().resolve("policy.yaml");
        if (!Files.exists(policy)) {
            String text = new PolicyStarter(request.exchange(), Math.min(STRICT_HONEST, honest)).text();
            DurableFiles.replace(policy, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        if (Files.isRegularFile(places.approver().resolve(PersonFile.APPROVER))
                && PersonFile.read(places.approver(), PersonFile.APPROVER).id().isEmpty()) {
            PersonFile.pin(places.approver(), PersonFile.APPROVER, consortium.id());
        }
        Files.deleteIfExists(places.request());
        return consortium;
    }

    private static Consortium history(List<Answer.HistoryLine> lines) {
        try {
            List<Entry> entries = new ArrayList<>();
            lines.forEach(line -> entries.add(HistoryCodec.decodeEntry(line.entry())));
            return Consortium.replay(entries);
        } catch (AmendmentRejected | MalformedBody rejected) {
            throw NodeFiles.failure(ExitCode.CHECK_FAILED, rejected);
        }
    }

    private void require(Consortium consortium) {
        Venue venue = token.venue();
        Manifest manifest = consortium.current().manifest();
        if (!consortium.authority().equals(venue.authority())
                || (venue.isFounded() && !consortium.id().equals(venue.id()))
                || !manifest.consortium().equals(venue.consortium())) {
            throw refused("the history that was shown is of another consortium than the token");
        }
        if (!Invitation.isSignedBy(manifest.coordinator().approver(), token.invitation())) {
            throw refused("the token is not signed by the operator whom the history names");
        }
        if (manifest.find(request.exchange()).filter(this::isOwn).isEmpty()) {
            throw refused("the history does not name " + request.exchange() + " with the keys that were made here");
        }
    }

    private boolean isOwn(Member entry) {
        try {
            return request.member(entry.index()).equals(entry);
        } catch (ConsortiumRefused unfit) {
            return false;
        }
    }

    private static CommandFailure refused(String sentence) {
        return new CommandFailure(
                ExitCode.CHECK_FAILED,
                sentence,
                "Nothing was installed; ask the operator and another member by another way what they see");
    }

    @Override
    public void close() {
        keys.close();
    }

    @Override
    public String toString() {
        return "Joining[" + request.exchange() + "]";
    }
}
