// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.disk.DurableFiles;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approval;
import org.cordon.member.Consortium;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signature;
import org.cordon.wire.HistoryCodec;

/**
 * A decision as a file that is carried to a machine without a network and back: what is to be signed, the history that
 * says who may, and the approvals so far.
 *
 * <p><b>Guarantees.</b> Whoever signs sees words made from the bytes in the file and a history that the file proves itself.
 *
 * @param cordonDecision version of the format, 1
 * @param kind AMENDMENT, CHARTER or WITHDRAWAL
 * @param content exact bytes, base64
 * @param subject digest of what is signed, 64 hexadecimal digits
 * @param history all entries, base64; empty before the founding
 */
record Carried(int cordonDecision, String kind, String content, String subject, String history, List<Vote> approvals) {
    private static final int VERSION = 1;
    private static final long MAX_BYTES = 64L << 20;

    Carried {
        approvals = List.copyOf(approvals);
    }

    /** One approval. */
    record Vote(int approver, String signature) {}

    static Carried of(Ballot ballot, Optional<Consortium> consortium) {
        Bytes history =
                consortium.map(now -> HistoryCodec.encodeHistory(now.entries())).orElse(Bytes.EMPTY);
        return new Carried(
                VERSION,
                ballot.kind().name(),
                base64(ballot.content()),
                ballot.digest().hex(),
                base64(history),
                List.of());
    }

    static Carried read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException("it is longer than 64 MiB");
            }
            Carried read = new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .readValue(Files.readAllBytes(file), Carried.class);
            if (read.cordonDecision() != VERSION) {
                throw new IOException("it is of version " + read.cordonDecision() + " and not 1");
            }
            return read;
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be a decision that was written with --offline, but is not: "
                            + String.valueOf(unreadable.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    "Write it again with --offline, and carry it whole",
                    unreadable);
        }
    }

    void write(Path file) {
        try {
            byte[] json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
            DurableFiles.replace(file, ByteBuffer.wrap(json));
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write " + file + ": " + failed.getMessage(),
                    "Name a file below a directory that this user may write",
                    failed);
        }
    }

    /** The history that the file brings, verified. */
    Optional<Consortium> consortium() {
        try {
            Bytes bytes = bytes(history);
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Consortium.replay(HistoryCodec.decodeHistory(bytes)));
        } catch (AmendmentRejected | MalformedBody rejected) {
            throw NodeFiles.failure(ExitCode.CHECK_FAILED, rejected);
        }
    }

    /** What is to be decided, made anew from the file's bytes. */
    Ballot ballot() {
        try {
            Ballot ballot =
                    Ballot.of(Approval.Kind.valueOf(kind), bytes(content), Digest.parseHex(subject), consortium());
            if (ballot.digest().hex().equals(subject)) {
                return ballot;
            }
        } catch (IllegalArgumentException malformed) {
            // falls through to the failure
        }
        throw new CommandFailure(
                ExitCode.CHECK_FAILED,
                "the decision must be whole, but its content is not that of its digest",
                "Sign nothing of it; write it again with --offline");
    }

    Carried with(List<Approval> more) {
        List<Vote> all = new ArrayList<>(approvals);
        more.forEach(approval -> all.add(new Vote(
                approval.approver(),
                HexFormat.of().formatHex(approval.signature().toByteArray()))));
        return new Carried(cordonDecision, kind, content, subject, history, all);
    }

    /** The approvals in it. */
    List<Approval> given() {
        return approvals.stream()
                .map(vote -> new Approval(
                        vote.approver(), Signature.of(HexFormat.of().parseHex(vote.signature()))))
                .toList();
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Bytes bytes(String base64) {
        return Bytes.wrap(Base64.getDecoder().decode(base64));
    }
}
