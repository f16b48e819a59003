// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.Verdict;
import org.cordon.task.Charter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    private final ProtoCodec codec = new ProtoCodec();

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 100, 128, 129, 255})
    void everyMessageComesBackAsItWent(int members) {
        long seed = System.nanoTime();
        System.out.println("RoundTripTest members " + members + " seed " + seed);
        WireSamples samples = new WireSamples(seed, members);
        for (Body body : samples.bodies()) {
            Bytes exact = codec.encode(body);
            Body read = codec.decode(body.getClass(), exact);
            assertThat(read).isEqualTo(body);
            assertThat(codec.encode(read)).isEqualTo(exact);
        }
        for (MemberMessage message : samples.memberMessages()) {
            assertThat(MessageCodec.memberMessage(MessageCodec.encode(message))).isEqualTo(message);
        }
        for (CoordinatorMessage message : samples.coordinatorMessages()) {
            assertThat(MessageCodec.coordinatorMessage(MessageCodec.encode(message)))
                    .isEqualTo(message);
        }
    }

    @Test
    void everyVerdictComesBack() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(MessageCodec.verdict(MessageCodec.encode(verdict))).isEqualTo(verdict);
        }
    }

    @Test
    void chartersComeBackUpToTheirGreatest() {
        for (Charter charter : List.of(
                WireCharters.small(),
                WireCharters.greatest(),
                WireCharters.under(WireCharters.FIXED),
                WireCharters.under(WireCharters.ADAPTIVE))) {
            assertThat(CharterCodec.decode(CharterCodec.encode(charter))).isEqualTo(charter);
        }
    }

    @Test
    void aValueOutOfBoundsIsTheCallersBug() {
        WireSamples samples = new WireSamples(1, 3);
        EpochBody.Advert shortKey = new EpochBody.Advert(
                samples.scope(), samples.bytes(31), samples.bytes(1184), samples.digest(), samples.bytes(32));
        assertThatThrownBy(() -> codec.encode(shortKey))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AdvertBody.x25519 must be exactly 32 bytes, but was 31");
    }

    @Test
    void anOfferUnderAnotherSessionIsRefused() {
        CoordinatorMessage.Offer offer = new WireSamples(1, 3).offer();
        CoordinatorMessage.Offer other =
                new CoordinatorMessage.Offer(Digest.of(new byte[32]), offer.charter(), offer.approvals());
        assertThatThrownBy(() -> MessageCodec.encode(other)).hasMessageStartingWith("session must be the digest");
    }
}
