// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.witness;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordon.log.Checkpoint;
import org.cordon.log.Cosignature;
import org.cordon.log.Hash;
import org.cordon.log.MemoryLog;
import org.cordon.log.NoteSignature;
import org.cordon.log.NoteSigner;
import org.cordon.log.SignedCheckpoint;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.record.Statement;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.CharterCodec;
import org.cordon.wire.HistoryCodec;
import org.cordon.wire.LeafCodec;
import org.cordon.wire.ProtoCodec;

/** A consortium of five with a coordinator's log that a test writes, honestly or not, and its members' witness keys. */
public final class ScriptedLog {
    public static final int MEMBERS = 5;

    private static final Randomness RANDOM = Randomness.secure();
    private static final List<String> NAMES = List.of("m1", "m2", "m3", "m4", "m5");
    private static final ConsortiumDraft DRAFT =
            ConsortiumDraft.create(ConsortiumPlan.of("test", NAMES), RANDOM, InstantSource.system());

    public static final Consortium CONSORTIUM = HistoryCodec.found(DRAFT);

    private static final Map<Integer, Secret> LOCALS = locals();

    private final Origin origin;
    private final Signer signer;
    private final MemoryLog log = new MemoryLog();
    private Instant at = Instant.parse("2026-11-21T12:00:00Z");

    /** The consortium's log, signed by its coordinator. */
    public ScriptedLog() {
        this(new Origin(CONSORTIUM.id()), DRAFT.keys(ConsortiumPlan.COORDINATOR).identity());
    }

    /** Another log, or one that somebody else signs. */
    public ScriptedLog(Origin origin, Signer signer) {
        this.origin = origin;
        this.signer = signer;
    }

    private static Map<Integer, Secret> locals() {
        Map<Integer, Secret> locals = new HashMap<>();
        for (int member = 1; member <= MEMBERS; member++) {
            locals.put(member, Secret.random(RANDOM));
        }
        return Map.copyOf(locals);
    }

    /** The machine secret of a member. */
    public static Secret local(int member) {
        return LOCALS.getOrDefault(member, Secret.random(RANDOM));
    }

    /** A member's witness key. */
    public static SigningKey witness(int member) {
        return SigningKey.witness(local(member), CONSORTIUM.id());
    }

    /** The identity key of a member, or of the coordinator for 0. */
    public static Signer identity(int member) {
        return DRAFT.keys(member == 0 ? ConsortiumPlan.COORDINATOR : NAMES.get(member - 1))
                .identity();
    }

    /** A charter that every member approves. */
    public static OfferedCharter approve(Charter charter) {
        return CharterCodec.approve(charter, CONSORTIUM, DRAFT);
    }

    /** A key of nobody. */
    public static SigningKey stranger() {
        return SigningKey.generate(RANDOM);
    }

    /** A clock that the caller may not be able to trust moves on a second at a time. */
    public ScriptedLog at(Instant next) {
        at = next;
        return this;
    }

    public long size() {
        return log.size();
    }

    public Origin origin() {
        return origin;
    }

    /** Appends records. */
    public ScriptedLog append(LogRecord... records) {
        for (LogRecord entry : records) {
            appendLeaf(leaf(origin.hash(), log.size(), entry));
        }
        return this;
    }

    /** The leaf of a record wherever a test wants it. */
    public Bytes leaf(Hash of, long index, LogRecord entry) {
        return LeafCodec.leaf(new Statement(of, index, at, entry)).exact();
    }

    /** Appends bytes, whatever they are. */
    public ScriptedLog appendLeaf(Bytes leaf) {
        log.append(List.of(leaf.toByteArray()));
        return this;
    }

    /** The text of the checkpoint of the first {@code size} leaves. */
    public Bytes text(long size) {
        return Bytes.wrap(checkpoint(size).text().getBytes(StandardCharsets.UTF_8));
    }

    private Checkpoint checkpoint(long size) {
        return new Checkpoint(origin.log(), size, log.rootAt(size));
    }

    /** The signed note of the first {@code size} leaves. */
    public Bytes note(long size) {
        return Bytes.wrap(signed(checkpoint(size)).toBytes());
    }

    private SignedCheckpoint signed(Checkpoint checkpoint) {
        NoteSigner logKey = NoteKeys.signer(NoteKeys.log(origin, signer.verifyKey()), signer);
        return SignedCheckpoint.sign(checkpoint, logKey);
    }

    /** Leaves {@code from} to {@code to}. */
    public List<Bytes> leaves(long from, long to) {
        List<Bytes> leaves = new ArrayList<>();
        log.forEachLeaf(from, to, (index, leaf) -> leaves.add(Bytes.wrap(leaf)));
        return leaves;
    }

    /** What is new from {@code from} on. */
    public CoordinatorMessage.LogUpdate update(long from) {
        return update(from, log.size(), Bytes.EMPTY);
    }

    /** Leaves {@code from} to {@code to}, and a cosigned note. */
    public CoordinatorMessage.LogUpdate update(long from, long to, Bytes cosigned) {
        return new CoordinatorMessage.LogUpdate(from, leaves(from, to), note(to), cosigned);
    }

    /** The note of {@code size} leaves, cosigned by members. */
    public Bytes cosigned(long size, Instant when, int... members) {
        return cosigned(size, size, when, members);
    }

    /** The note of {@code size} leaves with cosignatures of the checkpoint of {@code other} leaves. */
    public Bytes cosigned(long size, long other, Instant when, int... members) {
        List<NoteSignature> lines = new ArrayList<>();
        for (int member : members) {
            SigningKey key = witness(member);
            lines.add(Cosignature.sign(
                    NoteKeys.signer(NoteKeys.witness(origin, member, key.verifyKey()), key), checkpoint(other), when));
        }
        return Bytes.wrap(signed(checkpoint(size)).with(lines).toBytes());
    }

    /** The note of {@code size} leaves, cosigned under members' names by one key. */
    public Bytes forged(long size, Instant when, int holder, int... members) {
        List<NoteSignature> lines = new ArrayList<>();
        SigningKey key = witness(holder);
        for (int member : members) {
            lines.add(Cosignature.sign(
                    NoteKeys.signer(NoteKeys.witness(origin, member, key.verifyKey()), key), checkpoint(size), when));
        }
        return Bytes.wrap(signed(checkpoint(size)).with(lines).toBytes());
    }

    /** A roster in which every member brings its witness key. */
    public static Signed<EpochBody.Roster> roster(Digest session, int epoch) {
        List<Bytes> keys = new ArrayList<>();
        for (int member = 1; member <= MEMBERS; member++) {
            keys.add(Bytes.wrap(witness(member).verifyKey().toByteArray()));
        }
        return roster(session, epoch, keys);
    }

    /** A roster with these witness keys, from member 1 on. */
    public static Signed<EpochBody.Roster> roster(Digest session, int epoch, List<Bytes> witnessKeys) {
        List<Signed<EpochBody.Advert>> adverts = new ArrayList<>();
        for (int member = 1; member <= witnessKeys.size(); member++) {
            adverts.add(new Speaker(identity(member), new ProtoCodec())
                    .say(new EpochBody.Advert(
                            new Scope(session, epoch, 0, 0, member),
                            Bytes.of(new byte[32]),
                            Bytes.of(new byte[1184]),
                            CONSORTIUM.current().digest(),
                            witnessKeys.get(member - 1))));
        }
        return new Speaker(identity(0), new ProtoCodec())
                .say(new EpochBody.Roster(new Scope(session, epoch, 0, 0, 0), adverts));
    }
}
