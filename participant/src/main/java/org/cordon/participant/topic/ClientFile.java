// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.cordon.participant.data.UnreadableTable;

/**
 * The properties that a Kafka client is opened with: those of the operator's file, and those on which reading without loss and
 * without a trace depends, which the file cannot change.
 */
final class ClientFile {
    private static final String LOGIN = "basic.auth.user.info";
    private static final Pattern ALLOWED = Pattern.compile("(security|sasl|ssl|client|fetch|socket)\\..+");
    private static final Pattern SECRET =
            Pattern.compile(".*(password|passphrase|jaas|secret|user\\.info|keystore\\.key).*");
    private static final Set<PosixFilePermission> OF_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final String WITHIN_MILLIS = "30000";

    private final Map<String, String> properties;

    private ClientFile(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Reads {@code file}, if there is one. */
    static ClientFile read(Optional<Path> file) {
        Map<String, String> read = new TreeMap<>();
        file.ifPresent(path -> {
            Properties all = properties(path);
            for (String name : all.stringPropertyNames()) {
                if (!name.equals(LOGIN) && !ALLOWED.matcher(name).matches()) {
                    throw UnreadableTable.of(
                            path.toString(),
                            "property " + name
                                    + " must be one of security, sasl, ssl, client, fetch or socket, but is not;"
                                    + " leave it out",
                            Optional.empty());
                }
                read.put(name, all.getProperty(name));
            }
            read.keySet().stream()
                    .filter(SECRET.asMatchPredicate())
                    .findFirst()
                    .ifPresent(secret -> requireOwn(path, secret));
        });
        return new ClientFile(read);
    }

    private static void requireOwn(Path path, String secret) {
        try {
            boolean isOpen = Files.getFileStore(path).supportsFileAttributeView("posix")
                    && !OF_OWNER.containsAll(Files.getPosixFilePermissions(path));
            if (isOpen) {
                throw UnreadableTable.of(
                        path.toString(),
                        "must be its owner's alone, as it holds " + secret + ", but others can use it; run: chmod 600 "
                                + path,
                        Optional.empty());
            }
        } catch (IOException unreadable) {
            throw UnreadableTable.of(path.toString(), "must be a readable file, but is none", Optional.of(unreadable));
        }
    }

    private static Properties properties(Path path) {
        Properties all = new Properties();
        try (Reader text = new StringReader(Files.readString(path))) {
            all.load(text);
            return all;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw UnreadableTable.of(
                    path.toString(),
                    "must be a file of properties, but cannot be read as one",
                    Optional.of(unreadable));
        }
    }

    /** user:password of the registry. */
    Optional<String> login() {
        return Optional.ofNullable(properties.get(LOGIN));
    }

    /** What a consumer is opened with; refused where another machine would be dialled in clear text. */
    Map<String, Object> consumer(TopicSettings settings) {
        if (!settings.isLocal() && !isEncrypted()) {
            throw UnreadableTable.of(
                    TopicReader.name(settings),
                    "brokers on another machine must be dialled with security.protocol SSL or SASL_SSL and verified names, but are"
                            + " not; set it in the file that client names",
                    Optional.empty());
        }
        Map<String, Object> all = new TreeMap<>(properties);
        all.remove(LOGIN);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // What was deleted while it was read must not be passed over.
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WITHIN_MILLIS);
        all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, WITHIN_MILLIS);
        all.put("enable.metrics.push", "false");
        return all;
    }

    private boolean isEncrypted() {
        return Set.of("SSL", "SASL_SSL").contains(properties.getOrDefault("security.protocol", "PLAINTEXT"))
                && !properties
                        .getOrDefault("ssl.endpoint.identification.algorithm", "https")
                        .isBlank();
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "ClientFile" + properties.keySet();
    }
}
