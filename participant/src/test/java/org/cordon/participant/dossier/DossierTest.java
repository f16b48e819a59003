// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordon.participant.policy.PolicyFile;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;
import org.cordon.task.Demand;
import org.cordon.task.PrivacyGrant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DossierTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("docs");
    private static final Roster ROSTER =
            new Roster("alliance", 7, "0123456789ab", List.of("ash", "birch", "cedar", "elm", "fir"));
    private static final String BARE = "allow: {computations: [scaling]}\nlimits: {rounds: 10}\n";
    private static final String FULL = """
            allow: {computations: [scaling], columns: [amount]}
            otherwise: queue
            acceptCountsWithoutDp: true
            requireDpia: true
            limits: {rounds: 10, roundsADay: 5, epsilon: 1, delta: 0.000001, columns: 3, retention: P1D}
            hours: {from: "22:00", to: "06:00", zone: UTC}
            """;

    @TempDir
    private Path directory;

    private PolicyFile policy(String text) throws IOException {
        return PolicyFile.read(Files.writeString(directory.resolve("policy.yaml"), text));
    }

    private static Demand demand(boolean full) {
        return new Demand(
                "fraud-2026",
                3,
                List.of("Ash Ltd", "Birch Inc"),
                "find accounts that drain wallets",
                "legitimate interest, GDPR article 6(1)(f)",
                List.of("scaling", "network"),
                List.of("amount", "fraud"),
                24,
                5,
                full ? Optional.of(new PrivacyGrant(new BigDecimal("0.5"), new BigDecimal("1e-9"))) : Optional.empty(),
                full ? Optional.empty() : Optional.of("made-up rows # [x](y) <b>"),
                full ? Optional.of(Digest.of(new byte[32])) : Optional.empty(),
                Duration.ofDays(365),
                Instant.parse("2026-11-21T00:00:00Z"),
                Instant.parse("2026-12-21T00:00:00Z"));
    }

    private List<Dossier> all() throws IOException {
        List<Dossier> all = new ArrayList<>();
        for (String text : List.of(BARE, FULL)) {
            for (boolean full : List.of(false, true)) {
                all.add(Dossier.of(demand(full), policy(text), ROSTER));
            }
        }
        return all;
    }

    @Test
    void everySentenceHasASourceThatExists() throws IOException {
        Set<String> charter = Stream.of(Charter.class, Demand.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        Set<String> keys = new HashSet<>();
        keys(PolicyFile.class, "", keys);
        for (Dossier dossier : all()) {
            assertThat(dossier.sentences()).hasSizeGreaterThan(40).allSatisfy(sentence -> {
                Source source = sentence.source();
                if (source instanceof Source.CharterField field) {
                    assertThat(charter).contains(field.name());
                } else if (source instanceof Source.PolicyKey key) {
                    assertThat(keys).contains(key.path());
                } else if (source instanceof Source.ManifestVersion manifest) {
                    assertThat(manifest.version()).isEqualTo(ROSTER.version());
                } else if (source instanceof Source.Document document) {
                    assertThat(anchors(DOCS.resolve(document.file()))).contains(document.anchor());
                }
            });
        }
    }

    @Test
    void everyLineOfTheDocumentEndsWithItsSource() throws IOException {
        for (Dossier dossier : all()) {
            assertThat(dossier.markdown().lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                    .hasSize(dossier.sentences().size())
                    .allMatch(line -> line.matches("- .*\\. \\[(charter: |policy: |manifest: |docs/).*\\]"));
        }
    }

    @Test
    void everySectionOfTheArticleIsThere() throws IOException {
        assertThat(all())
                .allSatisfy(dossier -> assertThat(dossier.sentences())
                        .extracting(Sentence::section)
                        .contains(Sentence.Section.values()));
    }

    @Test
    void whatIsNotPromisedIsSaid() throws IOException {
        String without = Dossier.of(demand(false), policy(FULL), ROSTER).markdown();
        assertThat(without)
                .contains("NO PRIVACY GUARANTEE: sums are opened without differential privacy, because: made-up rows")
                .contains("NO PRIVACY GUARANTEE: the policy accepts tasks")
                .contains("the difference is that member's contribution")
                .contains("whether a person's records were in the data")
                .contains("The coordinator can leave members out")
                .contains("A person with accounts at several exchanges")
                .contains("N = 5, t = 4 and f = 1")
                .contains("at least m = 5 inputs");
        assertThat(Dossier.of(demand(true), policy(BARE), ROSTER).markdown())
                .doesNotContain("NO PRIVACY GUARANTEE")
                .contains("epsilon 0.5 and delta 1E-9");
    }

    @Test
    void freeWordsOfACharterMakeNoMarkup() throws IOException {
        assertThat(Dossier.of(demand(false), policy(BARE), ROSTER).markdown())
                .contains("made-up rows \\# \\[x\\](y) \\<b\\>.");
    }

    @Test
    void aSentenceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Sentence(Sentence.Section.RISKS, "no stop", Source.charter("name")))
                .hasMessage("text must be a sentence, but was no stop");
    }

    private static Set<String> anchors(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** Paths of all keys that the policy's YAML may have. */
    private static void keys(Class<?> type, String above, Set<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = above + component.getName();
            keys.add(key);
            Type inner = component.getGenericType() instanceof ParameterizedType optional
                    ? optional.getActualTypeArguments()[0]
                    : component.getType();
            if (inner instanceof Class<?> nested && nested.isRecord()) {
                keys(nested, key + ".", keys);
            }
        }
    }
}
