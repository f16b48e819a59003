// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import com.google.common.base.Throwables;
import com.google.common.hash.Hashing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.cordon.participant.data.UnreadableTable;

/**
 * Reads a topic of Kafka from its beginning, or from a moment on, to the end that it has now.
 *
 * <p><b>Guarantees.</b> Of every partition each committed message up to the end at the start reaches {@link TopicSink#judge} or {@link
 * TopicSink#malformed}, once and in its order; anything else is an {@link UnreadableTable}: no answer for 30 s, no progress for a minute, messages that the
 * broker deleted meanwhile. Reading leaves no trace in the brokers: no group, no committed offset, no topic that was made. Memory holds a few
 * thousand messages of each partition.
 *
 * <p><b>Does not check</b> that the timestamps of the topic are those of the events: {@code from} goes by the former.
 */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration STALLED = Duration.ofMinutes(1);
    private static final int ENOUGH = 4000;

    private final TopicSettings settings;
    private final ValueDecoder decoder;
    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier nanos;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    TopicReader(TopicSettings settings, ValueDecoder decoder, Consumer<byte[], byte[]> consumer, LongSupplier nanos) {
        this.settings = settings;
        this.decoder = decoder;
        this.consumer = consumer;
        this.nanos = nanos;
    }

    /** How messages name the topic. */
    public static String name(TopicSettings settings) {
        return "topic " + settings.topic() + " at " + settings.servers();
    }

    /** Reads the topic once. */
    public static <T> void read(TopicSettings settings, TopicSink<T> sink) {
        ClientFile client = ClientFile.read(settings.client());
        ValueDecoder decoder = Decoders.of(settings, client.login());
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(client.consumer(settings))) {
            new TopicReader(settings, decoder, consumer, System::nanoTime).read(sink);
        } catch (KafkaException failed) {
            throw unreadable(settings, failed);
        }
    }

    <T> void read(TopicSink<T> sink) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        ends.putAll(consumer.endOffsets(partitions));
        seek(partitions);
        TopicMerge<T> merge = new TopicMerge<>(
                partitions.stream().map(TopicPartition::partition).toList(), sink);
        long progress = nanos.getAsLong();
        while (true) {
            partitions.stream().filter(this::isRead).forEach(partition -> merge.end(partition.partition()));
            merge.drain();
            if (merge.isOver()) {
                return;
            }
            consumer.pause(partitions.stream()
                    .filter(partition -> isEnough(merge, partition))
                    .toList());
            consumer.resume(partitions.stream()
                    .filter(partition -> !isEnough(merge, partition))
                    .toList());
            long before = position(partitions);
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                if (isAsked(message)) {
                    judge(message, sink).ifPresent(made -> merge.add(message.partition(), made));
                }
            }
            if (position(partitions) > before) {
                progress = nanos.getAsLong();
            } else if (nanos.getAsLong() - progress > STALLED.toNanos()) {
                throw stalled(partitions, merge);
            }
        }
    }

    /** Messages of another start, or behind the end, are not; where timestamps go back, earlier ones come among later ones. */
    private boolean isAsked(ConsumerRecord<byte[], byte[]> message) {
        return message.offset() < ends.getOrDefault(partition(message), 0L)
                && settings.from()
                        .filter(from -> message.timestamp() < from.toEpochMilli())
                        .isEmpty();
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> message) {
        return new TopicPartition(message.topic(), message.partition());
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> found =
                Optional.ofNullable(consumer.partitionsFor(settings.topic())).orElse(List.of());
        if (found.isEmpty()) {
            throw new UnknownTopicOrPartitionException("no partitions");
        }
        return found.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void seek(List<TopicPartition> partitions) {
        if (settings.from().isEmpty()) {
            consumer.beginningOffsets(partitions).forEach(consumer::seek);
            return;
        }
        long millis = settings.from().get().toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, unused -> millis)));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
    }

    private boolean isRead(TopicPartition partition) {
        return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
    }

    private static boolean isEnough(TopicMerge<?> merge, TopicPartition partition) {
        return merge.isEnded(partition.partition()) || merge.waiting(partition.partition()) >= ENOUGH;
    }

    private long position(List<TopicPartition> partitions) {
        return partitions.stream().mapToLong(consumer::position).sum();
    }

    private <T> Optional<T> judge(ConsumerRecord<byte[], byte[]> message, TopicSink<T> sink) {
        byte[] value = message.value();
        if (value == null) {
            sink.malformed("value must be there, but the message has none", place(message, new byte[0]));
            return Optional.empty();
        }
        TopicRecord record;
        try {
            record = decoder.decode(value);
        } catch (MalformedValue malformed) {
            sink.malformed("value " + malformed.sentence(), place(message, value));
            return Optional.empty();
        }
        return sink.judge(record, place(message, value));
    }

    private static TopicPlace place(ConsumerRecord<byte[], byte[]> message, byte[] value) {
        return new TopicPlace(
                message.partition(),
                message.offset(),
                Hashing.sha256().hashBytes(value).asLong());
    }

    private UnreadableTable stalled(List<TopicPartition> partitions, TopicMerge<?> merge) {
        List<Integer> open = new ArrayList<>();
        partitions.stream()
                .map(TopicPartition::partition)
                .filter(partition -> !merge.isEnded(partition) && merge.waiting(partition) == 0)
                .forEach(open::add);
        return UnreadableTable.of(
                name(settings),
                "partitions " + open + " must give messages, but gave none for " + STALLED
                        + "; see whether their leaders are up, and whether a producer left a transaction open",
                Optional.empty());
    }

    private static String cause(Throwable failed) {
        Throwable root = Throwables.getRootCause(failed);
        return String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse(root.getClass().getSimpleName());
    }

    private static UnreadableTable unreadable(TopicSettings settings, KafkaException failed) {
        String sentence;
        if (failed instanceof UnknownTopicOrPartitionException) {
            sentence = "must be a topic of these brokers, but is none; correct topic";
        } else if (failed instanceof AuthenticationException) {
            sentence = "must let this client in, but refuses it; correct the file that client names";
        } else if (failed instanceof AuthorizationException) {
            sentence =
                    "must let this client read, but does not; give it the rights DESCRIBE and READ on the topic, nothing else";
        } else if (failed instanceof OffsetOutOfRangeException) {
            sentence = "deleted messages while they were read; set from to a later moment, or keep messages longer";
        } else if (failed instanceof TimeoutException) {
            sentence = "must answer within 30 s, but does not; correct servers, or the listener that the broker names";
        } else {
            sentence = "must be readable, but is not: " + cause(failed);
        }
        return UnreadableTable.of(name(settings), sentence, Optional.of(failed));
    }
}
