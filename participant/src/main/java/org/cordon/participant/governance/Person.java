// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.Keys;
import org.cordon.config.NodeFiles;
import org.cordon.config.PersonFile;
import org.cordon.config.Unlock;
import org.cordon.member.Consortium;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyHolder;
import org.cordon.member.Member;
import org.cordon.member.OperatorDirectory;
import org.cordon.member.RoleDirectory;
import org.cordon.participant.client.Asker;
import org.cordon.participant.client.ConsortiumLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.pkcs11.TokenRefused;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;

/**
 * An approver or the operator at work: the directory, the key, the way to the coordinator, and the history as far as this
 * person knows it.
 *
 * <p><b>Guarantees.</b> The history only ever goes on, under the members' own signatures; the consortium is the one that
 * the directory names, and its authority the one that the directory pins.
 */
final class Person implements AutoCloseable {
    private final Path directory;
    private final Role role;
    private final PersonFile file;
    private final Signer key;
    private final ConsortiumLink link;
    private final KnownHistory history;

    /** What a person does in a consortium. */
    enum Role {
        /** Decides for an exchange. */
        APPROVER(PersonFile.APPROVER),
        /** Invites, and may end tasks; has no vote. */
        OPERATOR(PersonFile.OPERATOR);

        private final String file;

        Role(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }
    }

    private Person(Path directory, Role role, PersonFile file, Signer key, ConsortiumLink link) {
        this.directory = directory;
        this.role = role;
        this.file = file;
        this.key = key;
        this.link = link;
        this.history = new KnownHistory(directory, role.file(), file);
    }

    /** Opens a directory; the caller closes it. */
    static Person open(Path directory, Role role) {
        PersonFile file = PersonFile.read(directory, role.file());
        Randomness randomness = Randomness.secure();
        Signer key = key(directory, role, file, randomness);
        try {
            LinkSettings direct = LinkSettings.of(HostPort.parse(file.coordinator()));
            LinkSettings settings =
                    file.proxy().map(HostPort::parse).map(direct::through).orElse(direct);
            ConsortiumLink link =
                    ConsortiumLink.open(settings, file.authorityDigest(), InstantSource.system(), randomness);
            return new Person(directory, role, file, key, link);
        } catch (RuntimeException failed) {
            key.close();
            throw failed;
        }
    }

    private static Signer key(Path directory, Role role, PersonFile file, Randomness randomness) {
        Unlock unlock = file.unlock().orElse(Unlock.keyFile(directory.resolve("unlock.key")));
        try (KeyHolder holder = Keys.open(file.keys(), unlock, randomness)) {
            return role == Role.APPROVER
                    ? RoleDirectory.approver(directory).openKey(holder)
                    : new OperatorDirectory(directory).openSigningKey(holder);
        } catch (KeyFileRefused | TokenRefused refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must hold a readable key, but: " + failed.getMessage(),
                    "Name the directory that 'participant join' or 'consortium init' made for this person",
                    failed);
        }
    }

    /** The history as the coordinator has it now, verified; empty before the founding. */
    Optional<Consortium> latest() {
        return Calls.of(() -> history.latest(link, this::asker));
    }

    /** The history as it was last seen; nobody is asked. */
    Optional<Consortium> known() {
        return history.known();
    }

    /** The consortium, or a failure that says what it waits for. */
    Consortium consortium() {
        return latest().orElseThrow(() -> new CommandFailure(
                ExitCode.EVIDENCE_MISSING,
                "the consortium " + file.consortium() + " is not founded yet",
                "See 'cordon consortium approve' without arguments: all founders must join, and approve the founding"));
    }

    /** The member for whom this person approves, as of {@code consortium}. */
    Optional<Member> self(Consortium consortium) {
        return consortium.current().manifest().findApprover(key.verifyKey()).filter(member -> !member.isCoordinator());
    }

    /** As {@link #self}, or a failure. */
    Member requireMember(Consortium consortium) {
        return self(consortium)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.PEER_REFUSED,
                        role == Role.OPERATOR
                                ? "the operator has no vote"
                                : "the approver of " + file.exchange().orElse("this exchange")
                                        + " is not in the newest manifest, version "
                                        + consortium.current().manifest().version(),
                        role == Role.OPERATOR
                                ? "Name an approver's directory with --approver"
                                : "Ask the operator for a new invitation if the exchange is to belong to it again"));
    }

    /** Signs questions and proposals. */
    Asker asker() {
        return new Asker(history.id().orElse(Digest.ZERO), key);
    }

    Signer key() {
        return key;
    }

    ConsortiumLink link() {
        return link;
    }

    PersonFile file() {
        return file;
    }

    boolean isOperator() {
        return role == Role.OPERATOR;
    }

    @Override
    public void close() {
        link.close();
        key.close();
    }

    @Override
    public String toString() {
        return "Person[" + directory.getFileName() + "]";
    }
}
