// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cordon.log.Hash;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.wire.HistoryCodec;

/** The consortium's history as records: the founding, then one for each amendment. */
record HistoryRecords(Consortium consortium) {

    /** Those that are not held, in order; their entries are kept as blobs. */
    List<LogRecord> from(Function<Bytes, Hash> blob, Predicate<LogRecord> held) {
        List<LogRecord> records = new ArrayList<>();
        List<Entry> entries = consortium.entries();
        for (int position = 0; position < entries.size(); position++) {
            LogRecord probe = record(position, Hash.EMPTY_ROOT, Digest.ZERO);
            if (!held.test(probe)) {
                Hash entry = blob.apply(HistoryCodec.encodeEntry(entries.get(position)));
                records.add(record(position, entry, position == 0 ? Digest.ZERO : manifest(position)));
            }
        }
        return records;
    }

    private LogRecord record(int position, Hash entry, Digest manifest) {
        Amendment amendment = consortium.entries().get(position).amendment();
        return position == 0
                ? new LogRecord.Genesis(consortium.id(), entry)
                : new LogRecord.Amended(change(amendment), position, entry, manifest);
    }

    private Digest manifest(int position) {
        try {
            return Consortium.replay(consortium.entries().subList(0, position + 1))
                    .current()
                    .digest();
        } catch (AmendmentRejected impossible) {
            throw new IllegalStateException("a part of a verified history must be one, but was not", impossible);
        }
    }

    private static LogRecord.Amended.Change change(Amendment amendment) {
        if (amendment instanceof Amendment.Admission) {
            return LogRecord.Amended.Change.MEMBER_ADMITTED;
        } else if (amendment instanceof Amendment.Removal) {
            return LogRecord.Amended.Change.MEMBER_REVOKED;
        } else if (amendment instanceof Amendment.Rotation) {
            return LogRecord.Amended.Change.KEY_ROTATED;
        } else if (amendment instanceof Amendment.ApproverReplaced) {
            return LogRecord.Amended.Change.APPROVER_REPLACED;
        }
        return LogRecord.Amended.Change.RULES_CHANGED;
    }
}
