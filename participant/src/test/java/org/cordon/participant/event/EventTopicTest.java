// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Timestamp;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cordon.event.Event;
import org.cordon.participant.data.UnreadableTable;
import org.cordon.participant.topic.EventProto;
import org.cordon.participant.topic.KafkaForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, of its own for this class. */
@TestInstance(Lifecycle.PER_CLASS)
class EventTopicTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final List<Event> events = new ArrayList<>();
    private KafkaForTests kafka;

    @BeforeAll
    void start(@TempDir Path broker) throws Exception {
        kafka = KafkaForTests.start(broker);
    }

    @BeforeEach
    void empty() {
        events.clear();
    }

    @AfterAll
    void stop() throws InterruptedException {
        kafka.close();
    }

    @Test
    void partitionsAreMergedByTimeAndEveryMessageIsAccountedFor() throws Exception {
        kafka.create("json", 3);
        for (int partition = 0; partition < 3; partition++) {
            List<byte[]> values = new ArrayList<>();
            for (int i = partition; i < 3000; i += 3) {
                values.add(json("e" + i, START.plusSeconds(i), ", \"amount_usd\": " + i + ".25")
                        .getBytes(UTF_8));
            }
            kafka.send("json", partition, values);
        }
        List<byte[]> faults = new ArrayList<>(List.of(
                "no json".getBytes(UTF_8),
                json("e2", START.plusSeconds(2), ", \"amount_usd\": 2.25").getBytes(UTF_8),
                json("e5", START.plusSeconds(5), ", \"amount_usd\": 7").getBytes(UTF_8),
                json("new", START, ", \"fee\": 7").getBytes(UTF_8),
                json("far", START, ", \"amount_usd\": \"\\ud800\"").getBytes(UTF_8)));
        faults.add(null);
        kafka.send("json", 2, faults);
        abort("json");
        Path source = source("json", "");

        assertThatThrownBy(() -> EventSource.of(source).read(IntakeRules.strict(), events::add))
                .isInstanceOf(EventsRefused.class)
                .hasMessage(
                        "topic json at " + kafka.servers()
                                + ": partition 2, offset 1000: value must be a JSON object with distinct keys, but is not (and 4 more)");

        events.clear();
        Path aside = directory.resolve("refused.jsonl");
        IntakeReport report = EventSource.of(source).read(IntakeRules.strict().settingAside(aside), events::add);
        assertThat(report.rows()).isEqualTo(3006);
        assertThat(report.events()).isEqualTo(3000);
        assertThat(report.repeated()).isEqualTo(1);
        assertThat(report.refusedByColumn()).isEqualTo(Map.of("row", 2L, "id", 1L, "fee", 1L, "amount_usd", 1L));
        assertThat(events).isSortedAccordingTo(Event.ORDER).hasSize(3000);
        assertThat(events.get(1000).amountMicroUsd()).hasValue(1_000_250_000);
        assertThat(Files.readAllLines(aside))
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).contains(", partition 2, offset 100"));
        assertThat(kafka.admin().listGroups().all().get()).isEmpty();
    }

    private void abort(String topic) {
        try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of("transactional.id", "t1"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                    topic, 0, null, json("aborted", START, "").getBytes(UTF_8)));
            producer.flush();
            producer.abortTransaction();
        }
    }

    @Test
    void avroWithASchemaInAFile() throws Exception {
        kafka.create("avro", 1);
        Schema schema = new Schema.Parser().parse(EventAvro.FIRST);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            values.add(EventAvro.event(schema, START, i));
        }
        values.add(new byte[] {1, 2, 3});
        values.add(bytes(values.get(0), new byte[1]));
        kafka.send("avro", 0, values);
        Path avsc = Files.writeString(directory.resolve("event.avsc"), EventAvro.FIRST);

        IntakeReport report = EventSource.of(source("avro", "\n  value: avro\n  schema: " + avsc.getFileName()))
                .read(IntakeRules.strict().settingAside(directory.resolve("avro.jsonl")), events::add);

        assertThat(report.refusedByColumn()).isEqualTo(Map.of("row", 2L));
        requireTheHundred();
    }

    @Test
    void avroWithSchemasOfARegistry() throws Exception {
        kafka.create("registered", 1);
        Schema first = new Schema.Parser().parse(EventAvro.FIRST);
        Schema second = new Schema.Parser().parse(EventAvro.SECOND);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] head = ByteBuffer.allocate(5)
                    .put((byte) 0)
                    .putInt(i < 50 ? 7 : 300)
                    .array();
            values.add(bytes(head, EventAvro.event(i < 50 ? first : second, START, i)));
        }
        values.add(ByteBuffer.allocate(5).put((byte) 0).putInt(404).array());
        kafka.send("registered", 0, values);
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            boolean isKnown = "Basic dTpw".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            Schema asked = exchange.getRequestURI().getPath().equals("/schemas/ids/7") ? first : second;
            byte[] answer = ("{\"schema\": \"" + asked.toString().replace("\"", "\\\"") + "\"}").getBytes(UTF_8);
            int known = exchange.getRequestURI().getPath().endsWith("/404") ? 404 : 200;
            exchange.sendResponseHeaders(isKnown ? known : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.start();
        try {
            String settings = "\n  value: avro\n  framing: confluent\n  registry: http://127.0.0.1:"
                    + registry.getAddress().getPort();
            assertThatThrownBy(() ->
                            EventSource.of(source("registered", settings)).read(IntakeRules.strict(), events::add))
                    .isInstanceOf(UnreadableTable.class)
                    .hasMessageEndingWith("must answer with a schema, but answered with status 401");
            Path client = directory.resolve("client.properties");
            Files.writeString(client, "basic.auth.user.info=u:p\nclient.id=cordon\n");
            Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rw-------"));

            IntakeReport report = EventSource.of(source("registered", settings + "\n  client: " + client.getFileName()))
                    .read(IntakeRules.strict().settingAside(directory.resolve("registered.jsonl")), events::add);

            assertThat(report.refusedByColumn()).isEqualTo(Map.of("row", 1L));
            assertThat(report.extras()).containsExactly("x_risk");
            assertThat(events.get(49).extras()).isEmpty();
            assertThat(events.get(50).extras()).isEqualTo(Map.of("x_risk", 50.5));
            requireTheHundred();
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void protobufWithADescriptor() throws Exception {
        kafka.create("protobuf", 1);
        kafka.create("framed", 1);
        EventProto proto = EventProto.of(FieldDescriptorProto.Type.TYPE_DOUBLE);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            DynamicMessage.Builder message = proto.message()
                    .set("id", "e" + i)
                    .set(
                            "time",
                            Timestamp.newBuilder()
                                    .setSeconds(START.getEpochSecond() + i)
                                    .build())
                    .set("kind", "withdrawal")
                    .set("account", "a" + i % 7)
                    .builder();
            if (i > 0) {
                proto.set(message, "amount_usd", i + 0.25);
            }
            values.add(message.build().toByteArray());
        }
        kafka.send("protobuf", 0, values);
        byte[] head = {0, 0, 0, 0, 9, 0};
        kafka.send("framed", 0, values.stream().map(value -> bytes(head, value)).toList());
        Path descriptors = Files.write(
                directory.resolve("event.desc"),
                FileDescriptorSet.newBuilder().addAllFile(proto.files()).build().toByteArray());
        String settings =
                "\n  value: protobuf\n  message: exchange.v1.Event\n  descriptors: " + descriptors.getFileName();

        EventSource.of(source("protobuf", settings)).read(IntakeRules.strict(), events::add);
        requireTheHundred();
        events.clear();
        EventSource.of(source("framed", settings + "\n  framing: confluent")).read(IntakeRules.strict(), events::add);
        requireTheHundred();
    }

    private void requireTheHundred() {
        assertThat(events).hasSize(100);
        for (int i = 0; i < 100; i++) {
            Event event = events.get(i);
            assertThat(event.id()).isEqualTo("e" + i);
            assertThat(event.time()).isEqualTo(START.plusSeconds(i));
            assertThat(event.account()).isEqualTo("a" + i % 7);
            if (i == 0) {
                assertThat(event.amountMicroUsd()).isEmpty();
            } else {
                assertThat(event.amountMicroUsd()).hasValue(i * 1_000_000L + 250_000);
            }
        }
    }

    @Test
    void whatIsNoTopicIsNotMade() throws Exception {
        assertThatThrownBy(() -> EventSource.of(source("absent", "")).read(IntakeRules.strict(), events::add))
                .isInstanceOf(UnreadableTable.class)
                .hasMessage("topic absent at " + kafka.servers()
                        + ": must be a topic of these brokers, but is none; correct topic");
        assertThat(kafka.admin().listTopics().names().get()).doesNotContain("absent");
    }

    @Test
    void aMomentToBeginWithLeavesOutWhatWasSentBefore() throws Exception {
        kafka.create("late", 1);
        try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of())) {
            for (int i = 0; i < 10; i++) {
                Instant time = START.plusSeconds(i);
                producer.send(new ProducerRecord<>(
                        "late",
                        0,
                        time.toEpochMilli(),
                        null,
                        json("e" + i, time, "").getBytes(UTF_8)));
            }
        }

        EventSource.of(source("late", "\n  from: " + START.plusSeconds(6))).read(IntakeRules.strict(), events::add);

        assertThat(events).extracting(Event::id).containsExactly("e6", "e7", "e8", "e9");
    }

    private Path source(String topic, String more) throws IOException {
        return Files.writeString(
                directory.resolve(topic + ".yaml"),
                "kafka:\n  servers: " + kafka.servers() + "\n  topic: " + topic + more + "\n");
    }

    private static String json(String id, Instant time, String more) {
        return "{\"id\": \"" + id + "\", \"time\": \"" + time + "\", \"kind\": \"login\", \"account\": \"u\"" + more
                + "}";
    }

    private static byte[] bytes(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
