// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.enrol.Fingerprint;
import org.cordon.governance.Answer.OpenProposal;
import org.cordon.governance.Endorsement;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.member.Electorate;
import org.cordon.member.Entry;
import org.cordon.member.Member;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signer;
import org.cordon.task.Charter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;

/**
 * Something to decide, made from its exact bytes and a verified history alone: what the coordinator says about it does not
 * count.
 *
 * <p><b>Guarantees.</b> The digest that is signed is that of the bytes that the words describe.
 *
 * @param title one line
 * @param lines all of it in words
 */
record Ballot(Approval.Kind kind, Bytes content, String title, List<String> lines, Electorate electorate) {
    private static final int LEAST_DIGITS = 16;

    Ballot {
        lines = List.copyOf(lines);
    }

    /** Of an open proposal. */
    static Ballot of(OpenProposal open, Optional<Consortium> consortium) {
        Ballot ballot = of(open.kind(), open.content(), open.subject(), consortium);
        if (!ballot.digest().equals(open.subject())) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "the coordinator showed content of digest "
                            + ballot.digest().shortHex() + " as "
                            + open.subject().shortHex(),
                    "Sign nothing of it; tell the other members");
        }
        return ballot;
    }

    /** Of the exact content; for a withdrawal, of the session. */
    static Ballot of(Approval.Kind kind, Bytes content, Digest session, Optional<Consortium> consortium) {
        try {
            return switch (kind) {
                case AMENDMENT -> amendment(content, consortium);
                case CHARTER -> charter(content, require(consortium));
                case WITHDRAWAL -> withdrawal(content, session, require(consortium));
            };
        } catch (AmendmentRejected | MalformedBody unfit) {
            throw NodeFiles.failure(ExitCode.CHECK_FAILED, unfit);
        }
    }

    private static Ballot amendment(Bytes content, Optional<Consortium> consortium) throws AmendmentRejected {
        Entry entry = HistoryCodec.decodeEntry(content);
        Electorate electorate =
                consortium.isPresent() ? consortium.get().electorate(entry) : Consortium.founders(entry);
        return new Ballot(
                Approval.Kind.AMENDMENT,
                content,
                Words.title(entry.amendment(), consortium),
                Words.of(entry.amendment(), consortium),
                electorate);
    }

    private static Ballot charter(Bytes content, Consortium consortium) {
        Charter charter = CharterCodec.decode(content);
        if (!charter.consortium().equals(consortium.id())) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "the charter of task " + charter.name() + " is for another consortium, "
                            + charter.consortium().shortHex(),
                    "Sign nothing of it; have a charter for this consortium submitted");
        }
        return new Ballot(
                Approval.Kind.CHARTER,
                content,
                "charter of task " + charter.name() + ", version " + charter.version(),
                Words.of(charter, consortium.current().manifest().threshold()),
                consortium.electorate(Approval.Kind.CHARTER, Hashes.blob(content)));
    }

    private static Ballot withdrawal(Bytes content, Digest session, Consortium consortium) {
        String title = content.isEmpty()
                ? "end of the task with session " + session.shortHex()
                : "end of task " + CharterCodec.decode(content).name();
        return new Ballot(
                Approval.Kind.WITHDRAWAL,
                content,
                title,
                List.of(title, "  session        " + session.hex()),
                consortium.electorate(Approval.Kind.WITHDRAWAL, session));
    }

    private static Consortium require(Optional<Consortium> consortium) {
        return consortium.orElseThrow(() -> new CommandFailure(
                ExitCode.EVIDENCE_MISSING,
                "the history of the consortium must be known, but is not",
                "Fetch it: 'cordon consortium members'"));
    }

    Digest digest() {
        return electorate.subject().digest();
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(digest());
    }

    /** All of it, with what is signed and under which manifest. */
    List<String> words() {
        List<String> all = new ArrayList<>(lines);
        all.add(Words.signed(digest()));
        return all;
    }

    /** Whether {@code text} names it: a fingerprint, at least 16 digits of the digest's beginning, or a word of the title. */
    boolean isNamed(String text) {
        String digits = text.replaceAll("[\\s:-]", "");
        boolean digest = digits.length() >= LEAST_DIGITS && this.digest().hex().startsWith(digits);
        return digest || List.of(title.split("[ ,]+", -1)).contains(text);
    }

    /** The yes of whoever holds {@code key}; without a vote in this matter a failure. */
    Endorsement sign(Signer key) {
        Member voter = electorate
                .voter(key.verifyKey())
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitCode.PEER_REFUSED,
                                "this person has no vote on: " + title,
                                "Only approvers of members decide, and not about their own exchange; the operator has no vote"));
        return endorsement(List.of(Approval.sign(voter.index(), electorate.subject(), key)));
    }

    /** These approvals of it. */
    Endorsement endorsement(List<Approval> approvals) {
        return new Endorsement(kind, digest(), electorate.subject().manifest(), approvals);
    }
}
