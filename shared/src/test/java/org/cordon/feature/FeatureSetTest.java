// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;
import org.cordon.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureSetTest {
    private static final String HEAD = "name: small-1\nrows: [withdrawal]\nlateness: PT30S\nfeatures:\n";
    private static final String SET = HEAD + """
              - {name: n_1h, compute: count, key: [account], window: PT1H, filter: {kinds: [withdrawal, login], outcome: failure}}
              - {name: new_pair, compute: first, key: [account, counterparty], window: P30D}
              - {name: devices, compute: distinct, of: device, window: P1D, filter: {role: staff, asset: BTC, chain: bitcoin}}
              - {name: surge, compute: ratio, of: amount_usd, key: [chain], window: PT1H, baseline: P7D}
              - {name: amount, compute: value, of: amount_usd}
              - {name: risk, compute: value, of: x_risk}
            """;

    @Test
    void aSetIsReadWithItsBytesAndDigest() {
        FeatureSet set = read(SET).orFail();

        assertThat(set.names()).containsExactly("n_1h", "new_pair", "devices", "surge", "amount", "risk");
        assertThat(set.extras()).containsExactly("x_risk");
        assertThat(FeatureSet.decode(set.encode())).isEqualTo(set);
        assertThat(set.digest().hex()).hasSize(64);
    }

    /** A charter names the digest: it must not move. */
    @Test
    void theDigestOfAKnownSetStays() {
        assertThat(read("name: a\nrows: [login]\nfeatures:\n  - {name: n, compute: count, window: PT1S}\n")
                        .orFail()
                        .encode())
                .isEqualTo(Bytes.of(HexFormat.of()
                        .parseHex("01" + "0000000161" + "0103" + "0000000000000000" + "00000001" + "000000016e" + "00"
                                + "00" + "00000000" + "00000000000f4240" + "0000000000000000" + "00" + "00" + "00000000"
                                + "00000000" + "00000000")));
    }

    @Test
    void theOrderOfKindsAndKeysDoesNotMatter() {
        String other = SET.replace("[withdrawal, login]", "[login, withdrawal]")
                .replace("[account, counterparty]", "[counterparty, account]");

        assertThat(read(other).orFail().digest()).isEqualTo(read(SET).orFail().digest());
        assertThat(read(SET.replace("P30D", "P31D")).orFail().digest())
                .isNotEqualTo(read(SET).orFail().digest());
    }

    @Test
    void cutAndChangedBytesAreRefusedOrMeanSomethingElse() {
        byte[] whole = read(SET).orFail().encode().toByteArray();
        for (int length = 0; length < whole.length; length++) {
            Bytes cut = Bytes.of(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> FeatureSet.decode(cut)).isInstanceOf(MalformedEncoding.class);
        }
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] changed = whole.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(FeatureSet.decode(Bytes.of(changed)).encode()).isEqualTo(Bytes.of(changed));
            } catch (MalformedEncoding refused) {
                assertThat(refused).hasMessageContaining("must");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, compute: count}|window must be set with count",
                "{name: a, compute: count, window: PT0.5S}|window must be whole microseconds from PT1S to PT9600H",
                "{name: a, compute: count, window: PT1H, of: device}|of must be left out with count",
                "{name: a, compute: distinct, window: PT1H}|of must be one of [account, counterparty, ip_block",
                "{name: a, compute: distinct, window: PT1H, of: amount_usd}|of must be one of",
                "{name: a, compute: ratio, window: PT1H, of: count}|baseline must be set with ratio",
                "{name: a, compute: ratio, window: PT1H, baseline: P1D, of: device}|of must be count or amount_usd",
                "{name: a, compute: value, of: device}|of must be amount_usd, hour_of_day, day_of_week or an extra column",
                "{name: a, compute: value, of: amount_usd, window: PT1H}|window must be left out with value",
                "{name: A, compute: value, of: amount_usd}|name must be 1 to 64 of a-z, 0-9 and _",
                "{name: a, compute: count, window: PT1H, key: [account, account]}|key must be different fields",
                "{name: a, compute: median, window: PT1H}|compute must be one of [count, distinct, first",
                "{name: a, compute: count, window: PT1H, filter: {kind: [login]}}|did you mean kinds?",
            })
    void whatIsWrongIsSaidWithItsLine(String feature, String sentence) {
        FeatureSetReading reading = read(HEAD + "  - " + feature + "\n");

        assertThat(reading.features()).isEmpty();
        assertThat(reading.problems()).extracting(Problem::sentence).anyMatch(found -> found.contains(sentence));
        assertThat(reading.problems()).extracting(Problem::line).contains(5);
    }

    @Test
    void namesMustDiffer() {
        assertThat(read(HEAD
                                + "  - {name: a, compute: count, window: PT1H}\n  - {name: a, compute: sum, window: PT1H}\n")
                        .problems())
                .extracting(Problem::sentence)
                .containsExactly("features must have different names, but two are called a");
    }

    @Test
    void everyKeyOfTheFileHasItsMeaning() {
        Set<String> components = new TreeSet<>();
        Stream.of(FeatureSet.class, FeatureSpec.class, EventFilter.class).forEach(type -> {
            for (RecordComponent component : type.getRecordComponents()) {
                components.add(type.getSimpleName() + "." + component.getName());
            }
        });
        assertThat(FeatureFields.all().keySet()).isEqualTo(components);
    }

    private static FeatureSetReading read(String yaml) {
        return FeatureSetReading.of(Path.of("features.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
    }
}
