// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.SigningKey;
import org.junit.jupiter.api.Test;

class InvitationTokenTest {
    private static final Instant EXPIRY = Instant.parse("2026-12-01T12:00:00Z");
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Digest AUTHORITY = Hashes.blob(Bytes.of(new byte[] {1}));

    private final SigningKey operator = SigningKey.generate(Randomness.secure());
    private final InvitationToken token = token("ash");

    private InvitationToken token(String exchange) {
        return InvitationToken.issue(
                new Venue("north", Digest.ZERO, "coordinator.example", 7444, AUTHORITY),
                exchange,
                EXPIRY.plusMillis(7),
                operator,
                Randomness.secure());
    }

    @Test
    void aTokenComesBackAsItWent() throws ConsortiumRefused {
        String text = token.text();
        assertThat(text).startsWith("cordon1-").matches("[A-Za-z0-9_-]{200,600}");
        try (InvitationToken read = InvitationToken.parse(" " + text.substring(0, 70) + "\n  " + text.substring(70))) {
            assertThat(read.invitation()).isEqualTo(token.invitation());
            assertThat(read.text()).isEqualTo(text);
            assertThat(read.venue().host()).isEqualTo("coordinator.example");
            assertThat(read.invitation().body().expiry()).isEqualTo(EXPIRY);
            assertThat(Invitation.isSignedBy(operator.verifyKey(), read.invitation()))
                    .isTrue();
            assertThat(Invitation.isSignedBy(
                            SigningKey.generate(Randomness.secure()).verifyKey(), read.invitation()))
                    .isFalse();
        }
    }

    @Test
    void itsSecretIsNeverPrinted() {
        String secret = token.text().substring(token.text().length() - 40);
        assertThat(token).hasToString("InvitationToken[ash]");
        assertThat(token.invitation().toString()).doesNotContain(secret);
        assertThatThrownBy(() -> InvitationToken.parse(token.text().replace('A', 'B') + "A"))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain(secret));
    }

    @Test
    void everyMutationIsRefusedAndQuotesNothing() {
        long seed = System.nanoTime();
        System.out.println("InvitationTokenTest seed " + seed);
        Random random = new Random(seed);
        String text = token.text();
        for (int i = 0; i < 2_000; i++) {
            String mutated = mutate(text, random);
            if (!mutated.equals(text)) {
                assertThatThrownBy(() -> InvitationToken.parse(mutated))
                        .isInstanceOf(ConsortiumRefused.class)
                        .extracting(failure -> ((ConsortiumRefused) failure).reason())
                        .isIn(Reason.TOKEN_ALTERED, Reason.NOT_A_TOKEN);
            }
        }
    }

    /** Some lengths leave bits in the last digit that no byte needs: they must be zero, and there is no padding. */
    @Test
    void oneTokenHasOneText() {
        for (String exchange : List.of("ash", "pine", "beech")) {
            String text = token(exchange).text();
            String start = text.substring(0, text.length() - 1);
            Stream<String> others = DIGITS.chars()
                    .mapToObj(digit -> start + (char) digit)
                    .filter(other -> !other.equals(text));
            assertThat(Stream.concat(others, Stream.of(text + "=", text + "==")))
                    .allSatisfy(other -> assertThatThrownBy(() -> InvitationToken.parse(other))
                            .isInstanceOfSatisfying(
                                    ConsortiumRefused.class,
                                    refused -> assertThat(refused.reason()).isEqualTo(Reason.TOKEN_ALTERED)));
        }
    }

    private static String mutate(String text, Random random) {
        int at = random.nextInt(text.length());
        char other = DIGITS.charAt(random.nextInt(64));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + other + text.substring(at + 1);
            case 1 -> text.substring(0, at);
            case 2 -> text.substring(0, at) + other + text.substring(at);
            default -> text + other;
        };
    }

    @Test
    void whatIsNoTokenSaysWhatToGive() {
        assertThatThrownBy(() -> InvitationToken.parse("hello"))
                .hasMessage(
                        "the token must begin with cordon1-, but does not; give the whole line that 'cordon consortium"
                                + " invite' printed");
        assertThatThrownBy(() -> InvitationToken.parse("cordon2-abc")).hasMessageContaining("of another version");
        assertThatThrownBy(() -> InvitationToken.parse("cordon1-" + "A".repeat(5_000)))
                .hasMessageStartingWith("the token was cut or altered");
    }

    @Test
    void anExpiredInvitationNamesBothTimes() {
        Invitation invitation = token.invitation().body();
        assertThatThrownBy(() -> invitation.requireValid(EXPIRY.plusSeconds(60)))
                .hasMessage("the invitation of ash to consortium north expired on 2026-12-01T12:00:00Z (it is"
                        + " 2026-12-01T12:01:00Z here); ask the operator for a new one, or set this machine's clock if it"
                        + " is ahead");
    }

    @Test
    void fingerprintsAreReadAsPeopleTypeThem() {
        Fingerprint fingerprint = Fingerprint.of(AUTHORITY);
        assertThat(fingerprint.text()).matches("([0-9a-f]{4} ){7}[0-9a-f]{4}");
        assertThat(Fingerprint.parse(
                        fingerprint.text().toUpperCase(java.util.Locale.ROOT).replace(' ', '-')))
                .isEqualTo(fingerprint);
        assertThatThrownBy(() -> Fingerprint.parse("12 34")).hasMessageContaining("eight groups");
    }
}
