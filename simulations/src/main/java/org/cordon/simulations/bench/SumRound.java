// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.simulations.summing.ProtocolFederation;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signed;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.BlockPositions;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.MemberState;
import org.cordon.sum.round.RevealPhase;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.RoundCoordinator;
import org.cordon.sum.round.RoundMember;
import org.cordon.wire.MessageCodec;
import org.cordon.wire.Methods;
import org.cordon.wire.UploadPart;
import org.cordon.wire.WireSize;

/**
 * One real round: every participant runs the whole protocol and masks at full size; one of them is measured step by step, each time
 * after the others, so that the code is warm, and
 * so is the coordinator's unmasking. The highest members vanish before they upload, those below them before they reveal.
 */
final class SumRound {
    private static final int MEASURED = 1;
    private static final int WARM_UPS = 2;
    private static final long VALUE_SEED = 20_261_121L;
    /** Four values of 32 bytes with their field heads, the receiver and the head of the entry. */
    private static final long LEAF_BYTES = 4 * 34 + 2 + 3;

    private final SumSetting setting;
    private final ProtocolFederation federation;
    private final RoundConfiguration configuration;
    private final RoundCoordinator core;
    private final MeasuredMember measured;
    private final Digest seed = ProtocolFederation.text("positions");
    private final SortedMap<Integer, MemberState> others = new TreeMap<>();
    private final SortedMap<Integer, List<Block>> blocks = new TreeMap<>();
    private final long[] plainSum;
    private final RingVector maskedSum;
    private final Map<String, Long> up = new LinkedHashMap<>();
    private final Map<String, Long> down = new LinkedHashMap<>();
    private final CpuTime unmasking;
    private final CpuTime participantLimit;
    private final CpuTime coordinatorLimit;
    private long vectorBytes;

    SumRound(SumSetting setting) {
        this.setting = setting;
        this.configuration = setting.configuration();
        this.federation = new ProtocolFederation(configuration);
        this.core = federation.roundCoordinator();
        this.measured = new MeasuredMember(federation, MEASURED, contribution(MEASURED), setting.runs());
        this.plainSum = new long[configuration.words()];
        this.maskedSum = RingVector.zeros(configuration.ring(), configuration.words());
        this.unmasking = new CpuTime(setting.runs());
        this.participantLimit = new CpuTime(setting.runs());
        this.coordinatorLimit = new CpuTime(setting.runs());
    }

    private long[] values(int member) {
        Random random = new Random(VALUE_SEED + member);
        long bound = configuration.maxAbs();
        return random.longs(configuration.length(), -bound, bound + 1).toArray();
    }

    private RingVector contribution(int member) {
        return configuration.contribution(values(member));
    }

    SumReport run() {
        RoundCoordinator.UploadPhase uploads = ready(open());
        RoundCoordinator.SurvivorsPhase survivors = upload(uploads);
        RevealPhase reveal = endorse(survivors);
        reveal(reveal);
        RevealPhase.Opening.Opened opened = (RevealPhase.Opening.Opened) reveal.open();
        RingVector sum = unmask(reveal);
        result(reveal.result(sum.hash(), opened, Bytes.EMPTY), sum);
        return report(Arrays.equals(sum.toSigned(), plainSum));
    }

    private RoundCoordinator.ReadyPhase open() {
        Signed<RoundBody.Open> open = federation
                .coordinator()
                .say(new RoundBody.Open(
                        new Scope(federation.roll().session(), 1, 1, 0, Scope.COORDINATOR),
                        ProtocolFederation.text("model"),
                        configuration.digest(),
                        federation.established().rosterHash(),
                        Bytes.EMPTY,
                        new RoundBody.Deadlines(1, 2, 3, 4)));
        measured.enter(received("open", new CoordinatorMessage.Open(open)));
        for (int i = 2; i <= setting.participants(); i++) {
            others.put(
                    i,
                    new MemberState.Entered(
                            open, open, federation.keys(i).enter(1).keys()));
        }
        return core.open(open, Set.of());
    }

    private RoundCoordinator.UploadPhase ready(RoundCoordinator.ReadyPhase phase) {
        Secret local = Secret.random(Randomness.secure());
        others.replaceAll((i, state) -> {
            MemberState.Prepared prepared =
                    federation.party(i).ready((MemberState.Entered) state, local, ProtocolFederation.text("input"));
            ProtocolFederation.demand(phase.accept(i, prepared.message()));
            return prepared;
        });
        Bytes first = sent("ready", measured.ready());
        ProtocolFederation.demand(phase.accept(MEASURED, (MemberMessage.Ready) MessageCodec.memberMessage(first)));
        return phase.close().orElseThrow();
    }

    private RoundCoordinator.SurvivorsPhase upload(RoundCoordinator.UploadPhase phase) {
        SortedMap<Integer, CoordinatorMessage.Cohort> messages = phase.messages();
        List<Integer> positions = BlockPositions.select(seed, configuration, setting.survivors());
        for (int i = setting.survivors(); i >= MEASURED; i--) {
            CoordinatorMessage.Cohort message =
                    messages.getOrDefault(i, new CoordinatorMessage.Cohort(phase.cohort(), List.of()));
            RingVector vector;
            if (i == MEASURED) {
                ProtocolFederation.demand(phase.accept(
                        i, measured.upload(received("cohort", message)).message()));
                vector = measured.masked();
                countUpload(phase.statement(i).orElseThrow(), vector);
            } else {
                vector = contribution(i);
                MemberState.Uploaded uploaded = mask(federation.party(i), i, message, vector);
                others.put(i, uploaded);
                ProtocolFederation.demand(phase.accept(i, uploaded.message()));
            }
            phase.uploaded(i);
            keep(i, vector, positions);
            maskedSum.addInPlace(vector);
            addPlain(values(i));
        }
        return phase.propose(phase.completed(), Bytes.EMPTY);
    }

    private MemberState.Uploaded mask(
            RoundMember party, int member, CoordinatorMessage.Cohort message, RingVector vector) {
        MemberState state = others.getOrDefault(member, measured.state());
        MemberState.CohortAnswer answer =
                party.cohort((MemberState.Prepared) state, message, ProtocolFederation.text("model"));
        return party.upload(((MemberState.CohortAnswer.Join) answer).joined(), vector);
    }

    private void addPlain(long[] values) {
        for (int k = 0; k < values.length; k++) {
            plainSum[k] += values[k];
        }
        plainSum[values.length]++;
    }

    /** Keeps the blocks that will be asked for. */
    private void keep(int member, RingVector vector, List<Integer> positions) {
        List<byte[]> leaves = new ArrayList<>();
        for (int at = 0; at < vector.length(); at += Block.WORDS) {
            leaves.add(vector.slice(at, Math.min(vector.length(), at + Block.WORDS))
                    .toByteArray());
        }
        MerkleTree tree = MerkleTree.of(leaves);
        for (int position : positions) {
            blocks.computeIfAbsent(position, p -> new ArrayList<>())
                    .add(new Block(position, member, Bytes.wrap(leaves.get(position)), tree.path(position)));
        }
    }

    private RevealPhase endorse(RoundCoordinator.SurvivorsPhase phase) {
        for (int i = 2; i <= setting.survivors() - setting.dropAfter(); i++) {
            MemberState.Uploaded uploaded = (MemberState.Uploaded) others.getOrDefault(i, measured.state());
            MemberState.Endorsed endorsed = federation.party(i).survivors(uploaded, phase.message());
            others.put(i, endorsed);
            ProtocolFederation.demand(phase.accept(i, endorsed.message()));
        }
        CoordinatorMessage.Survivors message = new CoordinatorMessage.Survivors(phase.message());
        MemberMessage.Endorsement first = (MemberMessage.Endorsement)
                MessageCodec.memberMessage(sent("endorsement", measured.endorse(received("survivors", message))));
        ProtocolFederation.demand(phase.accept(MEASURED, first.signed()));
        return phase.close().orElseThrow();
    }

    private void reveal(RevealPhase phase) {
        for (int i = 2; i <= setting.survivors() - setting.dropAfter(); i++) {
            MemberState.Endorsed endorsed = (MemberState.Endorsed) others.getOrDefault(i, measured.state());
            ProtocolFederation.demand(phase.accept(
                    i, federation.party(i).reveal(endorsed, phase.message()).message()));
        }
        MemberMessage.Reveal first = (MemberMessage.Reveal)
                MessageCodec.memberMessage(sent("reveal", measured.reveal(received("certificate", phase.message()))));
        ProtocolFederation.demand(phase.accept(MEASURED, first));
    }

    /** Reconstructs and takes the masks off, several times, with the limit beside it. */
    private RingVector unmask(RevealPhase phase) {
        RingVector sum = maskedSum;
        for (int i = 0; i < WARM_UPS + setting.runs(); i++) {
            RingVector copy = maskedSum.copy();
            unmasking.measure(() -> {
                phase.unmask(copy, (RevealPhase.Opening.Opened) phase.open());
                return copy;
            });
            coordinatorLimit.measure(
                    () -> KeystreamLimit.expand(setting.coordinatorStreams(), configuration.vectorBytes()));
            participantLimit.measure(
                    () -> KeystreamLimit.expand(setting.participantStreams(), configuration.vectorBytes()));
            sum = copy;
        }
        return sum;
    }

    private void result(Signed<RoundBody.Result> result, RingVector sum) {
        CoordinatorMessage.Result message =
                new CoordinatorMessage.Result(result, Optional.empty(), Optional.empty(), Optional.empty());
        List<Block> served = blocks.values().stream()
                .flatMap(list -> list.stream().sorted(Comparator.comparingInt(Block::member)))
                .toList();
        Bytes receipt = measured.result(received("result", message), sum, seed, served);
        sent("receipt", receipt);
        RoundBody.Result body = result.body();
        List<Signed<RoundBody.Receipt>> receipts = new ArrayList<>();
        for (int i = 1; i <= setting.threshold(); i++) {
            receipts.add(federation
                    .speaker(i)
                    .say(new RoundBody.Receipt(
                            body.scope().from(i),
                            body.context(),
                            body.sum(),
                            body.sum(),
                            federation.roll().digest(),
                            body.checkpoint())));
        }
        received("published", new CoordinatorMessage.Published(body.scope(), receipts));
        down.put(
                "result: certificate",
                body.certificate().stream()
                        .mapToLong(e -> e.exact().size() + 66L)
                        .sum());
        down.put(
                "result: leaves of dropped members",
                body.dropped().stream()
                        .mapToLong(d -> d.pairs().size() * LEAF_BYTES)
                        .sum());
    }

    private Bytes sent(String name, Bytes message) {
        up.put(name, (long) message.size() + WireSize.FRAME);
        return message;
    }

    private Bytes received(String name, CoordinatorMessage message) {
        Bytes bytes = MessageCodec.encode(message);
        down.put(name, (long) bytes.size() + WireSize.FRAME);
        return bytes;
    }

    private void countUpload(Signed<RoundBody.Upload> statement, RingVector vector) {
        up.put("statement", size(new UploadPart.Statement(statement)));
        long offset = 0;
        for (ByteBuffer piece : MeasuredMember.pieces(vector)) {
            vectorBytes += size(new UploadPart.Data(offset, piece));
            offset += piece.remaining();
        }
    }

    private static long size(UploadPart part) {
        try (InputStream stream = Methods.UPLOAD.streamRequest(part)) {
            return stream.transferTo(OutputStream.nullOutputStream()) + WireSize.FRAME;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes a participant sends and receives beside vector, sum and blocks, by message. */
    Map<String, Long> sentBytes() {
        return up;
    }

    Map<String, Long> receivedBytes() {
        return down;
    }

    double millis(MeasuredMember.Work work) {
        return measured.millis(work);
    }

    private SumReport report(boolean exact) {
        double cpu = 0;
        for (MeasuredMember.Work work : MeasuredMember.Work.values()) {
            cpu += work == MeasuredMember.Work.BLOCK_CHECK ? 0 : measured.millis(work);
        }
        double limit = participantLimit.medianMillis();
        double unmask = unmasking.medianMillis();
        double unmaskLimit = coordinatorLimit.medianMillis();
        return new SumReport(
                setting.participants(),
                setting.threshold(),
                setting.length(),
                configuration.ring().wordBits(),
                exact,
                new SumReport.Participant(
                        rounded(cpu),
                        rounded(limit),
                        rounded(cpu / limit),
                        rounded(measured.millis(MeasuredMember.Work.BLOCK_CHECK))),
                new SumReport.Coordinator(rounded(unmask), rounded(unmaskLimit), rounded(unmask / unmaskLimit)),
                new SumReport.Upload(rounded((double) vectorBytes / setting.length()), total(up)),
                new SumReport.Download(total(down)));
    }

    /** Parts of a message are listed with a colon and counted in their message. */
    private static long total(Map<String, Long> bytes) {
        return bytes.entrySet().stream()
                .filter(entry -> !entry.getKey().contains(":"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
