// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.cordon.participant.data.UnreadableTable;
import org.junit.jupiter.api.Test;

/** Kafka's own fake of a consumer shows what a broker seldom does. */
class TopicReaderTest {
    private static final TopicSettings SETTINGS = new TopicSettings(
            "localhost:9092",
            "t",
            TopicSettings.Value.JSON,
            TopicSettings.Framing.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final AtomicLong nanos = new AtomicLong();
    private final Seconds sink = new Seconds();

    /** The field "s" of each message as its time. */
    private static final class Seconds implements TopicSink<Long> {
        private final List<Long> passed = new ArrayList<>();
        private long malformed;

        @Override
        public Optional<Long> judge(TopicRecord record, TopicPlace place) {
            return Optional.of(Long.valueOf(record.values().get(record.names().indexOf("s"))));
        }

        @Override
        public void malformed(String sentence, TopicPlace place) {
            malformed++;
        }

        @Override
        public Instant time(Long made) {
            return Instant.ofEpochSecond(made);
        }

        @Override
        public void accept(Long made) {
            passed.add(made);
        }
    }

    @Test
    void partitionsMergeWithNoMoreDisorderThanOneOfThemHas() {
        long seed = System.nanoTime();
        System.out.println("TopicReaderTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 20; run++) {
            int disorder = random.nextInt(0, 30);
            List<List<Long>> partitions = new ArrayList<>();
            for (int p = random.nextInt(1, 6); p > 0; p--) {
                List<Long> times = new ArrayList<>();
                long start = random.nextInt(500);
                for (int i = 0; i < random.nextInt(0, 300); i++) {
                    start += random.nextInt(3);
                    times.add(start - (disorder == 0 ? 0 : random.nextInt(disorder)));
                }
                partitions.add(times);
            }
            TopicMerge<Long> merge = new TopicMerge<>(
                    IntStream.range(0, partitions.size()).boxed().toList(), sink);
            sink.passed.clear();
            feed(merge, partitions, random);

            assertThat(merge.isOver()).isTrue();
            List<Long> sorted =
                    new ArrayList<>(partitions.stream().flatMap(List::stream).toList());
            sorted.sort(Long::compare);
            List<Long> passed = new ArrayList<>(sink.passed);
            assertThat(disorder(passed)).isLessThanOrEqualTo(Math.max(0, disorder - 1));
            passed.sort(Long::compare);
            assertThat(passed).isEqualTo(sorted);
        }
    }

    private static void feed(TopicMerge<Long> merge, List<List<Long>> partitions, SplittableRandom random) {
        int[] next = new int[partitions.size()];
        for (int left = partitions.size(); left > 0; merge.drain()) {
            int p = random.nextInt(next.length);
            if (next[p] < partitions.get(p).size()) {
                merge.add(p, partitions.get(p).get(next[p]++));
            } else if (!merge.isEnded(p)) {
                merge.end(p);
                left--;
            }
        }
    }

    private static long disorder(List<Long> times) {
        long latest = Long.MIN_VALUE;
        long worst = 0;
        for (long time : times) {
            latest = Math.max(latest, time);
            worst = Math.max(worst, latest - time);
        }
        return worst;
    }

    @Test
    void aLongPartitionWaitsForAShortOneWithoutFillingMemory() {
        topic(Map.of(0, 20_000L, 1, 1L));
        for (int from = 0; from < 20_000; from += 1000) {
            int first = from;
            consumer.schedulePollTask(() -> {
                for (int i = first; i < first + 1000; i++) {
                    add(0, i, i);
                }
            });
        }
        consumer.schedulePollTask(() -> {
            assertThat(consumer.paused()).containsExactly(new TopicPartition("t", 0));
            add(1, 0, 5);
        });

        reader().read(sink);

        assertThat(sink.passed).hasSize(20_001).isSorted();
        assertThat(sink.malformed).isZero();
    }

    @Test
    void noProgressForAMinuteIsNamedWithThePartition() {
        topic(Map.of(0, 1L, 1, 1L));
        consumer.schedulePollTask(() -> add(0, 0, 5));
        consumer.schedulePollTask(() -> nanos.addAndGet(Duration.ofSeconds(61).toNanos()));

        assertThatThrownBy(() -> reader().read(sink))
                .isInstanceOf(UnreadableTable.class)
                .hasMessage(
                        "topic t at localhost:9092: partitions [1] must give messages, but gave none for PT1M; see whether their"
                                + " leaders are up, and whether a producer left a transaction open");
        assertThat(sink.passed).isEmpty();
    }

    @Test
    void messagesThatAreDeletedMeanwhileEndTheReading() {
        topic(Map.of(0, 2L));
        consumer.schedulePollTask(
                () -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(new TopicPartition("t", 0), 0L))));

        assertThatThrownBy(() -> reader().read(sink)).isInstanceOf(OffsetOutOfRangeException.class);
    }

    private TopicReader reader() {
        return new TopicReader(SETTINGS, new JsonValue(), consumer, nanos::get);
    }

    private void topic(Map<Integer, Long> ends) {
        List<PartitionInfo> infos = new ArrayList<>();
        Map<TopicPartition, Long> begin = new HashMap<>();
        Map<TopicPartition, Long> end = new HashMap<>();
        ends.forEach((partition, offset) -> {
            infos.add(new PartitionInfo("t", partition, null, null, null));
            begin.put(new TopicPartition("t", partition), 0L);
            end.put(new TopicPartition("t", partition), offset);
        });
        consumer.updatePartitions("t", infos);
        consumer.updateBeginningOffsets(begin);
        consumer.updateEndOffsets(end);
    }

    private void add(int partition, long offset, long seconds) {
        consumer.addRecord(new ConsumerRecord<>(
                "t", partition, offset, new byte[0], ("{\"s\": " + seconds + "}").getBytes(UTF_8)));
    }
}
