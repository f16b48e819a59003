// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cordon.log.LogRefused;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.TrustPolicy;
import org.cordon.log.UnverifiedLog;
import org.cordon.log.VerifierKey;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.wire.LeafCodec;

/** The keys that sign a log: there is a new one whenever the coordinator's is rotated. */
final class LogKeys {
    private LogKeys() {}

    /** Those of a policy for one log. */
    static List<VerifierKey> of(TrustPolicy policy, String origin) {
        return policy.logs().stream()
                .map(TrustPolicy.Log::key)
                .filter(key -> key.name().equals(origin))
                .toList();
    }

    /** The key that the checkpoint is signed with, if it is one of these. */
    static Optional<VerifierKey> signer(SignedCheckpoint signed, Iterable<VerifierKey> keys) {
        for (VerifierKey key : keys) {
            if (isSigned(signed, key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private static boolean isSigned(SignedCheckpoint signed, VerifierKey key) {
        try {
            return signed.verify(key, NoteKeys.verifier()).origin().equals(key.name());
        } catch (UnverifiedLog unsigned) {
            return false;
        }
    }

    /**
     * Every key that the coordinator has had by the consortium's history as the leaves tell it, the newest last. The history
     * proves itself by the approvals of members, from the founding on that the log's name says; that the leaves are those of
     * the checkpoint is not checked.
     */
    static Set<VerifierKey> ofHistory(Bundle bundle, Origin origin) {
        Judgement unheard = new Judgement();
        Blobs blobs = new Blobs(bundle, unheard);
        HistoryFold history = new HistoryFold(unheard, blobs, origin.consortium());
        long size = bundle.checkpoint().checkpoint().size();
        Set<VerifierKey> keys = new LinkedHashSet<>();
        try {
            bundle.reader().forEachLeaf(size, 0, size, (index, bytes) -> fold(index, bytes, history, blobs));
        } catch (LogRefused unreadable) {
            return keys;
        }
        history.coordinators().forEach(key -> keys.add(NoteKeys.log(origin, key)));
        return keys;
    }

    private static void fold(long index, byte[] bytes, HistoryFold history, Blobs blobs) {
        Leaf leaf;
        try {
            leaf = LeafCodec.decode(Bytes.wrap(bytes));
        } catch (MalformedBody told) {
            return;
        }
        LogRecord record = leaf.statement().record();
        Seen at = new Seen(index, leaf.statement().at(), Place.LOG);
        if (record instanceof LogRecord.Genesis genesis) {
            blobs.load(record, Optional.empty(), at);
            history.take(genesis, at);
        } else if (record instanceof LogRecord.Amended amended) {
            blobs.load(record, Optional.empty(), at);
            history.take(amended, at);
        }
    }

    /**
     * The bundle's own trust policy. The coordinator writes it apart from the checkpoint, so that after a rotation one may know
     * of the new key while the other has the one before: the key that stands by the log's own history is then taken as well.
     */
    static TrustPolicy ownPolicy(Bundle bundle) throws AuditRefused {
        TrustPolicy policy = bundle.policy();
        Optional<Origin> origin = Origin.ofLog(bundle.checkpoint().checkpoint().origin());
        if (origin.isEmpty()
                || signer(bundle.checkpoint(), of(policy, origin.orElseThrow().log()))
                        .isPresent()) {
            return policy;
        }
        Optional<VerifierKey> standing =
                ofHistory(bundle, origin.orElseThrow()).stream().reduce((older, newer) -> newer);
        Optional<VerifierKey> before = standing.flatMap(key -> signer(bundle.checkpoint(), List.of(key)));
        return before.isPresent() ? with(policy, before.orElseThrow()) : policy;
    }

    private static TrustPolicy with(TrustPolicy policy, VerifierKey key) {
        List<TrustPolicy.Log> logs = Stream.concat(policy.logs().stream(), Stream.of(new TrustPolicy.Log(key, "")))
                .toList();
        try {
            return TrustPolicy.of(logs, policy.witnesses(), policy.groups(), policy.quorum());
        } catch (MalformedLog standsThereAsAnother) {
            return policy;
        }
    }
}
