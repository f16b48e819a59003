// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Checkpoint;
import org.cordon.log.Hash;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.record.Origin;
import org.cordon.record.Statement;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.SigningKey;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.epoch.Speaker;
import org.cordon.sum.round.RoundBody;
import org.cordon.wire.LeafCodec;
import org.cordon.wire.ProtoCodec;

/**
 * Leaves in the mix that rounds of ten members write, each encoded as in production and signed by its member: nine records of the
 * coordinator's for every thirty of members'. Digests are made up, so that the log verifies as a tree and as signatures, and says
 * nothing.
 */
final class AuditBenchLog {
    static final int MEMBERS = 10;

    private static final int ROUNDS = 100;

    private final Origin origin;
    private final List<Speaker> speakers;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Digest session = digest();
    private final MemberSet all = MemberSet.of(IntStream.rangeClosed(1, MEMBERS).toArray());
    private long index;
    private long millis = 1_800_000_000_000L;

    AuditBenchLog() {
        this.origin = new Origin(digest());
        Randomness randomness = Randomness.secure();
        this.speakers = IntStream.rangeClosed(0, MEMBERS)
                .mapToObj(i -> new Speaker(SigningKey.generate(randomness), new ProtoCodec()))
                .toList();
    }

    Origin origin() {
        return origin;
    }

    Speaker coordinator() {
        return speakers.get(0);
    }

    VerifyKey key(int member) {
        return speakers.get(member).key().verifyKey();
    }

    private Digest digest() {
        return Digest.of(bytes(Digest.BYTES));
    }

    private Hash hash() {
        return Hash.of(bytes(Hash.BYTES));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Writes at least {@code records} leaves, whole rounds, batch by batch. */
    void write(long records, Consumer<List<byte[]>> sink) {
        for (int round = 0; index < records; round++) {
            List<byte[]> batch = new ArrayList<>();
            round(1 + round / ROUNDS, 1 + round % ROUNDS, batch);
            int most = (int) Math.min(batch.size(), records - (index - batch.size()));
            sink.accept(batch.subList(0, most));
        }
    }

    private void round(int epoch, int number, List<byte[]> batch) {
        Scope scope = new Scope(session, epoch, number, 0, Scope.COORDINATOR);
        Digest context = digest();
        Digest group = digest();
        Digest model = digest();
        Digest statement = digest();
        Bytes checkpoint = Bytes.wrap(new Checkpoint(origin.log(), index, hash()).toBytes());
        if (number == 1) {
            add(batch, new LogRecord.EpochOpened(session, epoch, digest(), digest(), hash()));
        }
        add(batch, new LogRecord.RoundOpened(scope, digest(), digest(), group, MemberSet.EMPTY));
        add(batch, new LogRecord.CohortFixed(scope, digest(), context, hash(), hash(), all, MemberSet.EMPTY));
        members(m -> add(
                batch,
                new LogRecord.UploadReceipt(
                        speakers.get(m).say(new RoundBody.Upload(scope.from(m), context, digest())))));
        add(batch, new LogRecord.SurvivorsProposed(scope, context, all, group));
        add(batch, new LogRecord.SurvivorsFixed(scope, context, hash(), hash(), all));
        members(m -> add(
                batch,
                new LogRecord.RevealReceipt(speakers.get(m)
                        .say(new RoundBody.RevealReceipt(
                                scope.from(m), context, statement, all.minus(MemberSet.of(m)), MemberSet.EMPTY)))));
        Digest sum = digest();
        add(batch, new LogRecord.AggregateReleased(scope, context, sum, hash(), hash(), Optional.of(hash())));
        members(m -> add(
                batch,
                new LogRecord.ResultReceipt(speakers.get(m)
                        .say(new RoundBody.Receipt(scope.from(m), context, sum, model, statement, checkpoint)))));
        add(batch, new LogRecord.ModelPublished(scope, model, all));
    }

    private static void members(IntConsumer each) {
        IntStream.rangeClosed(1, MEMBERS).forEach(each);
    }

    private void add(List<byte[]> batch, LogRecord record) {
        Leaf leaf = LeafCodec.leaf(new Statement(origin.hash(), index++, Instant.ofEpochMilli(millis++), record));
        batch.add(leaf.exact().toByteArray());
    }
}
