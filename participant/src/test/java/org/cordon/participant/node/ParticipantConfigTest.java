// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.cli.CommandFailure;
import org.cordon.config.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a participant may be told. */
class ParticipantConfigTest {
    private static final String WHOLE = """
            node: .
            unlock: {keyFile: unlock.key}
            coordinator: "localhost:7443"
            state: state
            data: {file: data.csv, drop: "^id$"}
            policy: policy.yaml
            """;

    @TempDir
    private Path directory;

    private ParticipantConfig read(String text) throws IOException {
        return ConfigFile.read(Files.writeString(directory.resolve("p.yaml"), text), ParticipantConfig.class);
    }

    @Test
    void theDefaultsAreStrict() throws IOException {
        ParticipantConfig config = read(WHOLE);

        Set<String> offered = config.data().offered(List.of("id", "a", "", "b"));
        assertThat(offered).containsExactlyInAnyOrder("a", "b");
        assertThat(config.policy()).isEqualTo(directory.resolve("policy.yaml"));
        assertThat(config.decisions()).isEqualTo(directory.resolve("decisions"));
        assertThat(config.link().proxy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:7443 | localhost | address must be host:port, but was",
                "state: state | state: . | state must be a directory of its own",
                "file: data.csv | file: state/data.csv | data.file must not lie in the state directory",
                "^id$ | ( | data: drop must be a regular expression",
                "keyFile: unlock.key | passphrase: hunter2hunter2 | unlock: exactly one of keyFile, passphraseFile and",
            })
    void whatIsUnsafeOrUnknownIsRefused(String right, String wrong, String expected) {
        String text = WHOLE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("hunter2");
    }
}
