// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker of Kafka as a process of its own, on loopback, with its data in a folder of the test; ends with the test. */
public final class KafkaForTests implements AutoCloseable {
    private final Process broker;
    private final String servers;
    private final Admin admin;

    private KafkaForTests(Process broker, String servers) {
        this.broker = broker;
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    /** Starts a broker that keeps its data in {@code directory}. */
    public static KafkaForTests start(Path directory) throws IOException, InterruptedException {
        int port = freePort();
        int controller = freePort();
        Path properties = directory.resolve("server.properties");
        Files.writeString(properties, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=true
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                """.formatted(port, controller, directory.resolve("data")));
        Process format = java(
                directory,
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                properties.toString());
        if (!format.waitFor(60, SECONDS) || format.exitValue() != 0) {
            throw new IOException("the broker's folder was not made; see " + directory.resolve("kafka.log"));
        }
        return new KafkaForTests(java(directory, "kafka.Kafka", properties.toString()), "127.0.0.1:" + port);
    }

    private static Process java(Path directory, String... main) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(main));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("kafka.log").toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** host:port. */
    public String servers() {
        return servers;
    }

    /** Asks the broker about itself; waits until it answers. */
    public Admin admin() {
        return admin;
    }

    /** Makes a topic; waits until the broker answers. */
    public void create(String topic, int partitions) throws InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    /** A producer of bytes; {@code more} are further settings. */
    public KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", servers);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Sends values to one partition. */
    public void send(String topic, int partition, List<byte[]> values) {
        try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic, partition, null, value)));
            producer.flush();
        }
    }

    @Override
    public void close() throws InterruptedException {
        admin.close();
        broker.destroy();
        if (!broker.waitFor(20, SECONDS)) {
            broker.destroyForcibly();
        }
    }
}
