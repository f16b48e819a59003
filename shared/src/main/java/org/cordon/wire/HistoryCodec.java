// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.util.List;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Approvals;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.Entry;
import org.cordon.proto.v1.AmendmentBody;
import org.cordon.proto.v1.History;
import org.cordon.proto.v1.HistoryEntry;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;

/**
 * Histories as protocol buffers: the exact bytes of statements, which approvers sign the digest of, and entries with
 * approvals and proofs of possession.
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}; a key that {@link org.cordon.suite.VerifyKey} refuses is {@link
 * MalformedBody}. The statement of a decoded entry is what its exact bytes say.
 *
 * <p><b>Does not check</b> approvals: {@link Consortium} does.
 *
 * <p>Source: proto/cordon/v1/member.proto. Stateless, safe for concurrent use.
 */
public final class HistoryCodec {
    private static final Form<Amendment, AmendmentBody> AMENDMENT = Form.of(
            Amendment.class, AmendmentBody.getDefaultInstance(), HistoryForms::amendment, HistoryForms::amendment);

    private static final Form<Entry, HistoryEntry> ENTRY =
            Form.of(Entry.class, HistoryEntry.getDefaultInstance(), HistoryForms::entry, HistoryCodec::entry);

    private static final Form<List<Entry>, History> HISTORY = Form.of(
            List.class,
            History.getDefaultInstance(),
            entries -> History.newBuilder()
                    .addAllEntries(entries.stream().map(HistoryForms::entry).toList())
                    .build(),
            message ->
                    message.getEntriesList().stream().map(HistoryCodec::entry).toList());

    private static final Form<Approvals, org.cordon.proto.v1.Approvals> APPROVALS = Form.of(
            Approvals.class,
            org.cordon.proto.v1.Approvals.getDefaultInstance(),
            HistoryForms::approvals,
            HistoryForms::approvals);

    private HistoryCodec() {}

    /** The exact bytes of a statement. */
    public static Bytes encode(Amendment amendment) {
        return AMENDMENT.encode(amendment);
    }

    /** Reads exact bytes, or throws {@link MalformedBody}. */
    public static Amendment decode(Bytes exact) {
        return AMENDMENT.decode(exact);
    }

    /** An entry with its approvals, as it travels. */
    public static Bytes encodeEntry(Entry entry) {
        return ENTRY.encode(entry);
    }

    /** Reads an entry, or throws {@link MalformedBody}. */
    public static Entry decodeEntry(Bytes bytes) {
        return ENTRY.decode(bytes);
    }

    /** All entries, as nodes keep them in a file. */
    public static Bytes encodeHistory(List<Entry> entries) {
        return HISTORY.encode(entries);
    }

    /** Reads all entries, or throws {@link MalformedBody}; {@link Consortium#replay} checks them. */
    public static List<Entry> decodeHistory(Bytes bytes) {
        return HISTORY.decode(bytes);
    }

    /** Approvals of a charter or of its end. */
    public static Bytes encodeApprovals(Approvals approvals) {
        return APPROVALS.encode(approvals);
    }

    /** Reads approvals, or throws {@link MalformedBody}. */
    public static Approvals decodeApprovals(Bytes bytes) {
        return APPROVALS.decode(bytes);
    }

    /** Founds the consortium of a draft: all founders approve the founding. */
    public static Consortium found(ConsortiumDraft draft) {
        try {
            return Consortium.replay(List.of(draft.found(encode(draft.founding()))));
        } catch (AmendmentRejected rejected) {
            throw new IllegalStateException("a draft's own founding was rejected", rejected);
        }
    }

    private static Entry entry(HistoryEntry message) {
        Bytes exact = Values.bytes(message.getBody());
        return new Entry(
                AMENDMENT.parse(message.getBody()),
                exact,
                HistoryForms.approvals(message.getApprovalsList()),
                message.getPossessionsList().stream()
                        .map(HistoryForms::possession)
                        .toList());
    }
}
