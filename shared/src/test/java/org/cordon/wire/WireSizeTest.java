// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.cordon.record.HeadCosignature;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireSizeTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 100, 127, 128, 129, 255})
    void formulasGiveTheLengthOfEveryMessage(int members) {
        long seed = System.nanoTime();
        System.out.println("WireSizeTest members " + members + " seed " + seed);
        for (MemberMessage message : new WireSamples(seed, members).memberMessages()) {
            assertThat(formula(message))
                    .as(message.getClass().getSimpleName())
                    .isEqualTo(MessageCodec.encode(message).size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 127, 128, 16_383, 16_384, 1_000_001})
    void formulaGivesTheLengthOfAnUpload(long words) throws Exception {
        WireSamples samples = new WireSamples(words, 5);
        Signed<RoundBody.Upload> statement = samples.statement();
        int chunk = 1 << 18;
        long sum = length(new UploadPart.Statement(statement));
        for (long offset = 0; offset < words * 3; offset += chunk) {
            int length = (int) Math.min(chunk, words * 3 - offset);
            sum += length(new UploadPart.Data(offset, ByteBuffer.allocate(length)));
        }
        assertThat(WireSize.upload(statement.body().scope(), words, 3, chunk)).isEqualTo(sum);
    }

    @Test
    void formulasGiveTheLengthOfQueries() throws Exception {
        WireSamples samples = new WireSamples(7, 200);
        Scope scope = samples.scope();
        Digest seed = samples.digest();
        for (long logSize : new long[] {0, 1, 300, 1L << 40}) {
            assertThat(Methods.ATTEND.streamRequest(new Attend(logSize)).available())
                    .isEqualTo(WireSize.attend(logSize));
        }
        assertThat(Methods.UPLOAD_OFFSET.streamRequest(scope).available()).isEqualTo(WireSize.uploadOffset(scope));
        assertThat(Methods.FETCH_SUM.streamRequest(scope).available()).isEqualTo(WireSize.fetchSum(scope));
        assertThat(Methods.FETCH_BLOCKS
                        .streamRequest(new BlockQuery(scope, seed))
                        .available())
                .isEqualTo(WireSize.fetchBlocks(scope));
        assertThat(Methods.FETCH_STATE.streamRequest(new StateQuery(seed, seed)).available())
                .isEqualTo(WireSize.fetchState());
    }

    @Test
    void formulasGiveTheLengthOfCosignatures() throws Exception {
        WireSamples samples = new WireSamples(7, 200);
        for (HeadCosignature cosignature : List.of(
                new HeadCosignature(0, 0, samples.signature()),
                new HeadCosignature(70_000, 1_800_000_000L, samples.signature()))) {
            assertThat(Methods.COSIGN.streamRequest(cosignature).available()).isEqualTo(WireSize.cosign(cosignature));
            for (MemberMessage message : samples.memberMessages()) {
                assertThat(Methods.SUBMIT
                                .streamRequest(new Submitted(message, Optional.of(cosignature)))
                                .available())
                        .isEqualTo(formula(message) + WireSize.cosignature(cosignature));
            }
        }
    }

    private static int length(UploadPart part) throws Exception {
        try (InputStream stream = Methods.UPLOAD.streamRequest(part)) {
            return stream.available();
        }
    }

    private static int formula(MemberMessage message) {
        Scope scope = message.scope();
        if (message instanceof MemberMessage.Encapsulation one) {
            return WireSize.encapsulation(
                    scope,
                    one.batch().ciphertexts().stream()
                            .map(EpochBody.Sealed::receiver)
                            .toList());
        }
        if (message instanceof MemberMessage.Confirm one) {
            return WireSize.confirm(
                    scope,
                    one.signed().body().tags().stream().map(EpochBody.Tag::peer).toList());
        }
        if (message instanceof MemberMessage.Ready one) {
            List<Integer> receivers =
                    one.pairs().stream().map(MemberMessage.PairLeaf::receiver).toList();
            return WireSize.ready(scope, receivers);
        }
        if (message instanceof MemberMessage.Complaint one) {
            return WireSize.complaint(scope, one.signed().body().accused());
        }
        if (message instanceof MemberMessage.Reveal one) {
            RoundBody.Reveal body = one.signed().body();
            return WireSize.reveal(
                    scope,
                    body.selfMasks().stream()
                            .map(RoundBody.SelfMaskShare::member)
                            .toList(),
                    body.recoveries().stream()
                            .map(RoundBody.RecoveryShare::member)
                            .toList());
        }
        return fixed(message, scope);
    }

    private static int fixed(MemberMessage message, Scope scope) {
        if (message instanceof MemberMessage.Advert) {
            return WireSize.advert(scope);
        }
        if (message instanceof MemberMessage.Accepted) {
            return WireSize.accepted(scope);
        }
        if (message instanceof MemberMessage.Endorsement) {
            return WireSize.endorsement(scope);
        }
        if (message instanceof MemberMessage.Receipt one) {
            return WireSize.receipt(scope, one.signed().body().checkpoint().size());
        }
        return WireSize.refusal(scope);
    }
}
