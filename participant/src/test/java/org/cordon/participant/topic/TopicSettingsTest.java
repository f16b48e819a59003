// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.config.ConfigFile;
import org.cordon.participant.data.UnreadableTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSettingsTest {
    @TempDir
    Path directory;

    @Test
    void contradictionsAreNamed() throws IOException {
        assertThat(read("value: json").topic()).isEqualTo("t");
        Map.of(
                        "value: avro", "schema must be set for avro without framing",
                        "{value: avro, framing: confluent, schema: a.avsc}",
                                "schema must be set for avro without framing",
                        "{value: json, registry: \"https://r\"}",
                                "schema and registry must be left out unless value is avro",
                        "{value: protobuf, message: m}", "descriptors and message must both be set for protobuf",
                        "{value: avro, framing: confluent, registry: \"https://u:p@r\"}",
                                "registry must be https://host:port")
                .forEach((yaml, sentence) -> assertThatThrownBy(() -> read(yaml))
                        .as(yaml)
                        .isInstanceOf(CommandFailure.class)
                        .hasMessageContaining(sentence));
    }

    private TopicSettings read(String more) throws IOException {
        String body = more.startsWith("{") ? more.substring(1, more.length() - 1) : more;
        Path file = Files.writeString(
                directory.resolve("t.yaml"), "{servers: \"localhost:1,127.0.0.1:2\", topic: t, " + body + "}");
        return ConfigFile.read(file, TopicSettings.class);
    }

    @Test
    void theFileOfTheClientCannotMakeReadingLoseOrLeaveATrace() throws IOException {
        for (String property :
                new String[] {"auto.offset.reset", "group.id", "isolation.level", "interceptor.classes"}) {
            Path file = Files.writeString(directory.resolve("client"), property + "=x\n");
            assertThatThrownBy(() -> ClientFile.read(Optional.of(file)))
                    .isInstanceOf(UnreadableTable.class)
                    .hasMessage(file + ": property " + property
                            + " must be one of security, sasl, ssl, client, fetch or socket, but is not; leave it out");
        }
    }

    @Test
    void anotherMachineIsNotDialledInClearText() throws IOException {
        TopicSettings far = ConfigFile.read(
                Files.writeString(directory.resolve("far.yaml"), "{servers: \"kafka.example:9092\", topic: t}"),
                TopicSettings.class);
        Path file = directory.resolve("client");
        for (String unsafe : new String[] {
            "client.id=c\n",
            "security.protocol=SASL_PLAINTEXT\n",
            "security.protocol=SSL\nssl.endpoint.identification.algorithm=\n"
        }) {
            Files.writeString(file, unsafe);
            assertThatThrownBy(() -> ClientFile.read(Optional.of(file)).consumer(far))
                    .as(unsafe)
                    .isInstanceOf(UnreadableTable.class)
                    .hasMessageContaining("must be dialled with security.protocol SSL or SASL_SSL and verified names");
        }
        Files.writeString(file, "security.protocol=SSL\n");
        assertThat(ClientFile.read(Optional.of(file)).consumer(far)).containsEntry("security.protocol", "SSL");
    }

    @Test
    void aFileWithAPasswordIsItsOwnersAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("client"), "ssl.keystore.password=secret\nclient.id=c\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> ClientFile.read(Optional.of(file)))
                .isInstanceOf(UnreadableTable.class)
                .hasMessage(file
                        + ": must be its owner's alone, as it holds ssl.keystore.password, but others can use it; run: chmod 600 "
                        + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ClientFile client = ClientFile.read(Optional.of(file));
        assertThat(client.consumer(read("value: json")))
                .containsEntry("client.id", "c")
                .containsEntry("isolation.level", "read_committed");
        assertThat(client).hasToString("ClientFile[client.id, ssl.keystore.password]");
    }
}
