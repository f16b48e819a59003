// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cordon.model.MalformedEncoding;
import org.cordon.simulations.strategy.Memory;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

/** Work that leaves a process comes back bit for bit. */
class RemoteCodecTest {
    @Test
    void wordsOfEveryWidthComeBack() {
        for (int width = 1; width <= Long.BYTES; width++) {
            long most = Long.MAX_VALUE >> (Long.SIZE - width * Byte.SIZE);
            long[] words = {most, -most - 1, 0, 1, -1};
            byte[] packed = RemoteCodec.pack(words);
            assertThat(packed).hasSize(words.length * width);
            assertThat(RemoteCodec.unpack(packed, width)).containsExactly(words);
        }
    }

    @Test
    void anOrderComesBack() {
        Memory shared = new Memory();
        shared.put("all", new double[] {Double.NaN, -0.0, Double.MIN_VALUE});
        RoundOrder order = RemoteCodec.order(
                RemoteCodec.order(new RoundOrder(7, new float[] {1, Float.NaN}, new double[] {-0.0}, shared, true)));
        assertThat(order.round()).isEqualTo(7);
        assertThat(order.judged()).isTrue();
        assertThat(order.parameters()).containsExactly(1, Float.NaN);
        assertThat(order.previous()).containsExactly(-0.0);
        assertThat(order.shared().get("all").orElseThrow()).containsExactly(Double.NaN, -0.0, Double.MIN_VALUE);
    }

    @Test
    void whatAnExchangeDidComesBack() {
        ClientResult sent = new ClientResult(
                3,
                new long[] {-70_000, 5, 12},
                12,
                24,
                Double.POSITIVE_INFINITY,
                0.5,
                Optional.of(new TreeMap<>(Map.of("loss", -0.0))));
        RemoteCodec.Outcome outcome = RemoteCodec.outcome(RemoteCodec.done(sent, new Memory()));
        assertThat(outcome.result()).usingRecursiveComparison().isEqualTo(sent);
        assertThat(outcome.memory()).isEmpty();
    }

    @Test
    void whatIsCutOrLongerIsRefused() {
        byte[] task = RemoteCodec.task(new ClientTask(1, 2, new Memory())).toByteArray();
        SplittableRandom random = new SplittableRandom(1);
        Bytes cut = Bytes.of(task).slice(0, random.nextInt(task.length));
        Bytes longer = Bytes.of(Arrays.copyOf(task, task.length + 1));
        assertThatThrownBy(() -> RemoteCodec.task(cut)).isInstanceOf(MalformedEncoding.class);
        assertThatThrownBy(() -> RemoteCodec.task(longer)).isInstanceOf(MalformedEncoding.class);
    }
}
