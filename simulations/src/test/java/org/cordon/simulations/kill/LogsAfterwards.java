// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cordon.log.BundleOutcome;
import org.cordon.log.BundleReader;
import org.cordon.log.DirectoryLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.VerifierKey;
import org.cordon.member.Manifest;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.record.Witnesses;
import org.cordon.suite.Bytes;
import org.cordon.suite.VerifyKey;
import org.cordon.wire.BlobCodec;
import org.cordon.wire.LeafCodec;

/** What the protocol log and its mirrors are on disk once every process of a task was killed for good. */
final class LogsAfterwards {
    private final KillDirectory directory;
    private final Manifest manifest;
    private final Origin origin;
    private final VerifierKey key;

    LogsAfterwards(KillDirectory directory) {
        this.directory = directory;
        this.manifest = directory.consortium().current().manifest();
        this.origin = new Origin(manifest.id());
        VerifyKey coordinator = manifest.coordinator().identity();
        this.key = NoteKeys.log(origin, coordinator);
    }

    private Path at(String node) {
        return directory.data(node).resolve("log");
    }

    /** One log, of which every mirror is a prefix, and no note on any disk that does not verify. */
    String check() throws Exception {
        long size;
        int notes = 0;
        List<Long> mirrors = new ArrayList<>();
        try (DirectoryLog log = DirectoryLog.open(at("coordinator"))) {
            Witnesses witnesses = fold(log);
            notes += cosigned(log, witnesses);
            for (int member = 1; member <= KillDirectory.MEMBERS; member++) {
                mirrors.add(mirror(log, member));
            }
            log.publish();
            size = log.size();
            assertThat(new BundleReader(at("coordinator")).rebuild(size, log.root()))
                    .isInstanceOf(BundleOutcome.Rebuilt.class);
        }
        return size + " leaves, " + notes + " cosigned checkpoints, mirrors " + mirrors;
    }

    /** No round is opened, proposed or released twice. */
    private Witnesses fold(DirectoryLog log) {
        List<Witnesses> witnesses = new ArrayList<>(List.of(Witnesses.none(origin)));
        Set<List<Object>> seen = new HashSet<>();
        log.forEachLeaf(0, log.size(), (index, exact) -> {
            Leaf leaf = LeafCodec.decode(Bytes.wrap(exact));
            assertThat(leaf.statement().log()).isEqualTo(origin.hash());
            assertThat(leaf.statement().index()).isEqualTo(index);
            LogRecord record = leaf.statement().record();
            if (record instanceof LogRecord.EpochOpened opened) {
                byte[] roster = log.blob(opened.roster()).orElseThrow();
                witnesses.add(witnesses
                        .get(witnesses.size() - 1)
                        .with(BlobCodec.roster(Bytes.wrap(roster)).body()));
            } else if (record instanceof LogRecord.RoundOpened opened) {
                assertThat(seen.add(List.of("opened", opened.scope())))
                        .as(opened.toString())
                        .isTrue();
            } else if (record instanceof LogRecord.SurvivorsProposed proposed) {
                assertThat(seen.add(List.of(
                                "proposed",
                                proposed.scope().epoch(),
                                proposed.scope().round())))
                        .as(proposed.toString())
                        .isTrue();
            } else if (record instanceof LogRecord.AggregateReleased released) {
                assertThat(seen.add(List.of(
                                "released",
                                released.scope().epoch(),
                                released.scope().round())))
                        .as(released.toString())
                        .isTrue();
            }
        });
        return witnesses.get(witnesses.size() - 1);
    }

    private SignedCheckpoint verified(byte[] note, DirectoryLog log) throws Exception {
        SignedCheckpoint signed = SignedCheckpoint.parse(note);
        var unused = signed.verify(key, NoteKeys.verifier());
        assertThat(signed.checkpoint().origin()).isEqualTo(origin.log());
        assertThat(log.rootAt(signed.checkpoint().size()))
                .isEqualTo(signed.checkpoint().root());
        return signed;
    }

    /** What was published stands under a quorum, and each line under it is one of a member's witness key. */
    private int cosigned(DirectoryLog log, Witnesses witnesses) throws Exception {
        BundleReader reader = new BundleReader(at("coordinator"));
        List<Long> sizes = reader.checkpointSizes();
        assertThat(sizes).isNotEmpty();
        assertThat(reader.checkpoint().orElseThrow())
                .isEqualTo(reader.checkpointAt(sizes.get(sizes.size() - 1)).orElseThrow());
        for (long size : sizes) {
            SignedCheckpoint signed = verified(reader.checkpointAt(size).orElseThrow(), log);
            assertThat(signed.checkpoint().size()).isEqualTo(size);
            assertThat(witnesses.cosigners(signed.checkpoint(), signed.note().signatures(), NoteKeys.verifier()))
                    .hasSize(signed.note().signatures().size() - 1)
                    .hasSizeGreaterThanOrEqualTo(manifest.threshold().witnessQuorum());
        }
        return sizes.size();
    }

    private long mirror(DirectoryLog log, int member) throws Exception {
        Path where = at(KillDirectory.name(member));
        assertThat(where.resolve("evidence")).doesNotExist();
        try (DirectoryLog mirror = DirectoryLog.open(where)) {
            assertThat(mirror.size()).isPositive().isLessThanOrEqualTo(log.size());
            assertThat(mirror.root()).isEqualTo(log.rootAt(mirror.size()));
            SignedCheckpoint newest = verified(mirror.newestCheckpoint().orElseThrow(), log);
            assertThat(newest.checkpoint().size()).isEqualTo(mirror.size());
            return mirror.size();
        }
    }
}
