// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Checkpoint;
import org.cordon.log.Cosignature;
import org.cordon.log.MalformedLog;
import org.cordon.log.SignedCheckpoint;
import org.cordon.record.HeadCosignature;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.Speaker;
import org.cordon.wire.ProtoCodec;

/** Records of rounds, and what witnesses of {@link Logged}'s consortium say. */
final class Rounds {
    static final Digest GROUP = blob("group");
    private static final List<Secret> LOCALS = locals();

    private Rounds() {}

    private static List<Secret> locals() {
        List<Secret> locals = new ArrayList<>();
        for (int member = 0; member <= 5; member++) {
            locals.add(Secret.random(Randomness.secure()));
        }
        return locals;
    }

    static Digest blob(String text) {
        return Hashes.blob(text.getBytes(StandardCharsets.UTF_8));
    }

    static LogRecord.RoundOpened opened(Digest session, int epoch, int round, int attempt) {
        return new LogRecord.RoundOpened(
                new Scope(session, epoch, round, attempt, Scope.COORDINATOR),
                blob("model"),
                blob("configuration"),
                GROUP,
                MemberSet.EMPTY);
    }

    /** An epoch in which members 1 to 5 have bound their witness keys. */
    static void open(ProtocolLog log, Digest session, int epoch) {
        new TaskRecords(log, session, true)
                .epoch(roster(session, epoch), Logged.CONSORTIUM.current().digest(), blob("roster " + epoch));
    }

    static Signed<EpochBody.Roster> roster(Digest session, int epoch) {
        List<Signed<EpochBody.Advert>> adverts = new ArrayList<>();
        for (int member = 1; member <= 5; member++) {
            adverts.add(new Speaker(Logged.member(member), new ProtoCodec())
                    .say(advert(session, epoch, member, witness(member))));
        }
        return new Speaker(Logged.coordinator(), new ProtoCodec())
                .say(new EpochBody.Roster(new Scope(session, epoch, 0, 0, Scope.COORDINATOR), adverts));
    }

    static EpochBody.Advert advert(Digest session, int epoch, int member, SigningKey witness) {
        byte[] agreed = new byte[32];
        agreed[0] = (byte) member;
        return new EpochBody.Advert(
                new Scope(session, epoch, 0, 0, member),
                Bytes.wrap(agreed),
                Bytes.wrap(new byte[1184]),
                Logged.CONSORTIUM.current().digest(),
                Bytes.wrap(witness.verifyKey().toByteArray()));
    }

    static SigningKey witness(int member) {
        return SigningKey.witness(LOCALS.get(member), Logged.CONSORTIUM.id());
    }

    /** What the member says of the checkpoint of a size that the log has given out. */
    static HeadCosignature cosignature(ProtocolLog log, int member, long size, long atSeconds) {
        try {
            Checkpoint checkpoint = SignedCheckpoint.parse(
                            log.updates(size, 1).get(0).checkpoint().toByteArray())
                    .checkpoint();
            SigningKey key = witness(member);
            byte[] timed = Cosignature.sign(
                            NoteKeys.signer(
                                    NoteKeys.witness(new Origin(Logged.CONSORTIUM.id()), member, key.verifyKey()), key),
                            checkpoint,
                            Instant.ofEpochSecond(atSeconds))
                    .signature();
            return new HeadCosignature(
                    checkpoint.size(),
                    ByteBuffer.wrap(timed).getLong(),
                    Signature.of(Arrays.copyOfRange(timed, Long.BYTES, timed.length)));
        } catch (MalformedLog impossible) {
            throw new AssertionError(impossible);
        }
    }
}
