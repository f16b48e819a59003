// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.log.Hash;
import org.cordon.proto.v1.LeafSignature;
import org.cordon.proto.v1.MemberRecord;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.Statement;
import org.cordon.suite.Body;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;

/**
 * Leaves of the protocol log as protocol buffers.
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}: a leaf has one encoding only, unknown fields and floats do not exist, bounds come
 * first, and everything else is {@link MalformedBody}. A member's own record carries exactly one signature, its sender's.
 *
 * <p><b>Does not check</b> signatures, the origin, or what records say of each other.
 *
 * <p>Source: proto/cordon/v1/log.proto. Stateless, safe for concurrent use.
 */
public final class LeafCodec {
    private static final Form<org.cordon.proto.v1.Statement, org.cordon.proto.v1.Statement> STATEMENT = Form.of(
            org.cordon.proto.v1.Statement.class,
            org.cordon.proto.v1.Statement.getDefaultInstance(),
            message -> message,
            message -> message);
    private static final Form<org.cordon.proto.v1.Leaf, org.cordon.proto.v1.Leaf> LEAF = Form.of(
            org.cordon.proto.v1.Leaf.class,
            org.cordon.proto.v1.Leaf.getDefaultInstance(),
            message -> message,
            message -> message);

    private LeafCodec() {}

    /** The leaf of a statement that needs no signature beside a member's own. */
    public static Leaf leaf(Statement statement) {
        return leaf(statement, List.of());
    }

    /**
     * The leaf of a statement.
     *
     * @param by signatures of an override or an incident; a member's own record brings its signature itself
     */
    public static Leaf leaf(Statement statement, List<Leaf.By> by) {
        Bytes exact = encode(statement);
        List<Leaf.By> all = own(statement.record()).map(List::of).orElse(by);
        org.cordon.proto.v1.Leaf.Builder leaf =
                org.cordon.proto.v1.Leaf.newBuilder().setStatement(Values.bytes(exact));
        all.forEach(one -> leaf.addBy(
                LeafSignature.newBuilder().setMember(one.member()).setSignature(Values.signature(one.signature()))));
        return new Leaf(statement, LEAF.encode(leaf.build()), exact, all);
    }

    /** The statement's bytes: what signatures of an override or an incident cover. */
    public static Bytes encode(Statement statement) {
        org.cordon.proto.v1.Statement.Builder message = org.cordon.proto.v1.Statement.newBuilder()
                .setVersion(1)
                .setLog(LogForms.hash(statement.log()))
                .setIndex(statement.index())
                .setAtMs(statement.at().toEpochMilli());
        LogRecord record = statement.record();
        if (record instanceof LogRecord.UploadReceipt receipt) {
            message.setUploadReceipt(RecordForms.member(receipt.signed().exact()));
        } else if (record instanceof LogRecord.RevealReceipt receipt) {
            message.setRevealReceipt(RecordForms.member(receipt.signed().exact()));
        } else if (record instanceof LogRecord.ResultReceipt receipt) {
            message.setResultReceipt(RecordForms.member(receipt.signed().exact()));
        } else if (record instanceof LogRecord.ComplaintMade complaint) {
            message.setComplaint(RecordForms.member(complaint.signed().exact()));
        } else {
            RecordForms.set(message, record);
        }
        return STATEMENT.encode(message.build());
    }

    /** Reads a leaf, or throws {@link MalformedBody}. */
    public static Leaf decode(Bytes exact) {
        org.cordon.proto.v1.Leaf leaf = LEAF.decode(exact);
        List<Leaf.By> by = leaf.getByList().stream()
                .map(one -> new Leaf.By(one.getMember(), Values.signature(one.getSignature())))
                .toList();
        Bytes statementBytes = Values.bytes(leaf.getStatement());
        org.cordon.proto.v1.Statement message = STATEMENT.parse(leaf.getStatement());
        try {
            Statement statement = new Statement(
                    Hash.of(message.getLog().toByteArray()),
                    message.getIndex(),
                    Instant.ofEpochMilli(message.getAtMs()),
                    record(message, by));
            return new Leaf(statement, exact, statementBytes, by);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedBody("Leaf must be well formed: " + malformed.getMessage());
        }
    }

    private static LogRecord record(org.cordon.proto.v1.Statement message, List<Leaf.By> by) {
        return switch (message.getBodyCase()) {
            case UPLOAD_RECEIPT ->
                new LogRecord.UploadReceipt(signed(RoundForms.UPLOAD, message.getUploadReceipt(), by));
            case REVEAL_RECEIPT ->
                new LogRecord.RevealReceipt(signed(RoundForms.REVEAL_RECEIPT, message.getRevealReceipt(), by));
            case RESULT_RECEIPT ->
                new LogRecord.ResultReceipt(signed(RoundForms.RECEIPT, message.getResultReceipt(), by));
            case COMPLAINT -> new LogRecord.ComplaintMade(signed(RoundForms.COMPLAINT, message.getComplaint(), by));
            case OVERRIDE, INCIDENT -> RecordForms.record(message);
            default -> {
                if (!by.isEmpty()) {
                    throw new MalformedBody(
                            "Leaf.by must be empty for a record of the coordinator, but were " + by.size());
                }
                yield RecordForms.record(message);
            }
        };
    }

    private static <B extends RoundBody> Signed<B> signed(Form<B, ?> form, MemberRecord record, List<Leaf.By> by) {
        if (by.size() != 1) {
            throw new MalformedBody("Leaf.by must be the member's one signature, but were " + by.size());
        }
        Bytes exact = Values.bytes(record.getBody());
        B body = form.decode(exact);
        if (body.scope().sender() != by.get(0).member()) {
            throw new MalformedBody("Leaf.by must be the sender of the body, "
                    + body.scope().sender() + ", but was " + by.get(0).member());
        }
        return new Signed<>(body, exact, by.get(0).signature());
    }

    private static Optional<Leaf.By> own(LogRecord record) {
        if (record instanceof LogRecord.UploadReceipt receipt) {
            return Optional.of(by(receipt.signed()));
        } else if (record instanceof LogRecord.RevealReceipt receipt) {
            return Optional.of(by(receipt.signed()));
        } else if (record instanceof LogRecord.ResultReceipt receipt) {
            return Optional.of(by(receipt.signed()));
        } else if (record instanceof LogRecord.ComplaintMade complaint) {
            return Optional.of(by(complaint.signed()));
        }
        return Optional.empty();
    }

    private static Leaf.By by(Signed<? extends Body> signed) {
        Signature signature = signed.signature();
        return new Leaf.By(signed.body().scope().sender(), signature);
    }
}
