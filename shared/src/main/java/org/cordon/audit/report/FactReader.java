// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.audit.Bundle;
import org.cordon.charter.CharterMeaning;
import org.cordon.log.Hash;
import org.cordon.log.LogRefused;
import org.cordon.member.Amendment;
import org.cordon.member.AmendmentRejected;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.record.LogRecord;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Bytes;
import org.cordon.task.Charter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;
import org.cordon.wire.LeafCodec;

/** Reads members and charters out of a bundle, as far as it can; what it cannot read becomes a gap, not a failure. */
final class FactReader {
    private static final int MOST_GAPS = 20;
    private static final int LONGEST_BLOB = 1 << 24;

    private final Bundle bundle;
    private final Map<Long, BundleFacts.Change> changes = new HashMap<>();
    private final Map<String, BundleFacts.Terms> charters = new HashMap<>();
    private final List<String> gaps = new ArrayList<>();
    private Optional<Consortium> consortium = Optional.empty();

    private FactReader(Bundle bundle) {
        this.bundle = bundle;
    }

    static BundleFacts read(Bundle bundle) {
        FactReader reader = new FactReader(bundle);
        long size = bundle.checkpoint().checkpoint().size();
        try {
            bundle.reader().forEachLeaf(size, 0, size, reader::leaf);
        } catch (LogRefused refused) {
            reader.gap("leaves could not be read: " + refused.getMessage());
        }
        Optional<Manifest> manifest =
                reader.consortium.map(history -> history.current().manifest());
        return new BundleFacts(manifest, reader.changes, reader.charters, reader.gaps);
    }

    private void gap(String sentence) {
        if (gaps.size() < MOST_GAPS) {
            gaps.add(sentence);
        }
    }

    private void leaf(long index, byte[] bytes) {
        LogRecord record;
        try {
            record = LeafCodec.decode(Bytes.of(bytes)).statement().record();
        } catch (BodyCodec.MalformedBody | IllegalArgumentException malformed) {
            gap("leaf " + index + " could not be read");
            return;
        }
        if (record instanceof LogRecord.Genesis genesis) {
            entry(index, genesis.entry());
        } else if (record instanceof LogRecord.Amended amended) {
            entry(index, amended.entry());
        } else if (record instanceof LogRecord.TaskApproved approved) {
            charter(index, approved);
        }
    }

    private Optional<Bytes> blob(long index, Hash name) {
        try {
            Optional<Bytes> content = bundle.blob(name, LONGEST_BLOB);
            if (content.isEmpty()) {
                gap("the blob that leaf " + index + " names is not there");
            }
            return content;
        } catch (LogRefused damaged) {
            gap("the blob that leaf " + index + " names is damaged");
            return Optional.empty();
        }
    }

    private void entry(long index, Hash name) {
        Optional<Bytes> content = blob(index, name);
        if (content.isEmpty()) {
            return;
        }
        try {
            Entry entry = HistoryCodec.decodeEntry(content.get());
            changes.put(
                    index,
                    new BundleFacts.Change(
                            words(entry.amendment()), entry.approvals().size()));
            consortium = Optional.of(
                    consortium.isPresent() ? consortium.orElseThrow().with(entry) : Consortium.replay(List.of(entry)));
        } catch (AmendmentRejected | BodyCodec.MalformedBody | IllegalArgumentException rejected) {
            gap("leaf " + index + ": its statement of the history does not hold");
        }
    }

    private String words(Amendment amendment) {
        if (amendment instanceof Amendment.Founding founding) {
            return founding.consortium() + " is founded by "
                    + String.join(
                            ", ", founding.founders().stream().map(Member::name).toList())
                    + "; at least " + founding.minMembers() + " members";
        } else if (amendment instanceof Amendment.Admission admission) {
            return admission.member().name() + " joins as member "
                    + admission.member().index();
        } else if (amendment instanceof Amendment.Removal removal) {
            return name(removal.index())
                    + (removal.reason() == Amendment.Removal.Reason.LEFT ? " leaves" : " is removed by the others");
        } else if (amendment instanceof Amendment.Rotation rotation) {
            return name(rotation.index()) + " has new keys";
        } else if (amendment instanceof Amendment.ApproverReplaced replaced) {
            return name(replaced.index()) + " has another approver";
        } else if (amendment instanceof Amendment.PolicyChange rules) {
            return "at least " + rules.minMembers() + " members and " + rules.minApprovals() + " approvals";
        }
        return "another change";
    }

    private String name(int index) {
        if (index == 0) {
            return "the coordinator";
        }
        return consortium
                        .flatMap(history -> history.current().manifest().find(index))
                        .map(Member::name)
                        .orElse("member")
                + " (member " + index + ")";
    }

    private void charter(long index, LogRecord.TaskApproved approved) {
        Optional<Bytes> content = blob(index, approved.charter());
        if (content.isEmpty()) {
            return;
        }
        try {
            Charter charter = CharterCodec.decodeOffered(content.get()).charter();
            Optional<CharterMeaning> meaning = consortium.map(history ->
                    CharterMeaning.of(charter, history.current().manifest().threshold()));
            charters.put(approved.session().hex(), new BundleFacts.Terms(charter, meaning));
        } catch (BodyCodec.MalformedBody | IllegalArgumentException malformed) {
            gap("leaf " + index + ": its charter could not be read");
        }
    }
}
