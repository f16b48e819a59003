// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.cordon.enrol.InvitationToken;
import org.cordon.enrol.JoinBody;
import org.cordon.enrol.JoinRequest;
import org.cordon.enrol.Venue;
import org.cordon.governance.Answer;
import org.cordon.governance.Endorsement;
import org.cordon.governance.Withdrawal;
import org.cordon.member.Approval;
import org.cordon.member.CertificateRequest;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signature;
import org.cordon.suite.SigningKey;
import org.junit.jupiter.api.Test;

/** What is said on the consortium port has one encoding, and whatever is done to it is refused or is another value. */
class ConsortiumCodecTest {
    private static final Randomness RANDOM = Randomness.secure();

    private final SigningKey key = SigningKey.generate(RANDOM);
    private final Instant now = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void messagesComeBackAndMutationsAreRefusedOrCanonical() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ConsortiumCodecTest seed " + seed);
        Random random = new Random(seed);
        JoinRequest request = request();
        check(ConsortiumCodec.encode(request), b -> ConsortiumCodec.encode(ConsortiumCodec.joinRequest(b)), random);
        Answer.HeldRequest held = new Answer.HeldRequest(request, now);
        check(ConsortiumCodec.encode(held), b -> ConsortiumCodec.encode(ConsortiumCodec.heldRequest(b)), random);
        List<Approval> approvals =
                List.of(new Approval(3, Signature.of(new byte[64])), new Approval(255, Signature.of(new byte[64])));
        Endorsement endorsement = new Endorsement(Approval.Kind.WITHDRAWAL, Digest.ZERO, Digest.ZERO, approvals);
        assertThat(ConsortiumCodec.endorsement(ConsortiumCodec.encode(endorsement)))
                .isEqualTo(endorsement);
        check(ConsortiumCodec.encode(endorsement), b -> ConsortiumCodec.encode(ConsortiumCodec.endorsement(b)), random);
        Withdrawal withdrawal = Withdrawal.sign(Digest.ZERO, Digest.ZERO, key);
        check(ConsortiumCodec.encode(withdrawal), b -> ConsortiumCodec.encode(ConsortiumCodec.withdrawal(b)), random);
        Answer.OpenProposal open = new Answer.OpenProposal(
                Approval.Kind.CHARTER,
                Digest.ZERO,
                Bytes.of(new byte[] {1, 2}),
                Optional.of(key.verifyKey()),
                now,
                new Answer.Tally(approvals, 4));
        assertThat(ConsortiumCodec.openProposal(ConsortiumCodec.encode(open))).isEqualTo(open);
        check(ConsortiumCodec.encode(open), b -> ConsortiumCodec.encode(ConsortiumCodec.openProposal(b)), random);
    }

    private JoinRequest request() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair tls = generator.generateKeyPair();
        InvitationToken token = InvitationToken.issue(
                new Venue("north", Digest.ZERO, "localhost", 7444, Digest.ZERO), "ash", now, key, RANDOM);
        SigningKey identity = SigningKey.generate(RANDOM);
        SigningKey approver = SigningKey.generate(RANDOM);
        CertificateRequest csr = CertificateRequest.create(tls.getPublic(), tls.getPrivate(), identity, RANDOM);
        JoinBody body = JoinBody.of(token.invitation(), csr, identity, approver);
        JoinRequest request = JoinRequest.sign(body, ConsortiumCodec.encode(body), identity, approver, token);
        request.requirePossession();
        assertThat(ConsortiumCodec.joinRequest(ConsortiumCodec.encode(request))).isEqualTo(request);
        return request;
    }

    private static void check(Bytes exact, Function<Bytes, Bytes> recode, Random random) {
        assertThat(recode.apply(exact)).isEqualTo(exact);
        for (int i = 0; i < 400; i++) {
            byte[] mutated = exact.toByteArray();
            int at = random.nextInt(mutated.length);
            if (random.nextInt(4) == 0) {
                mutated = Arrays.copyOf(mutated, at);
            } else {
                mutated[at] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(recode.apply(Bytes.of(mutated))).isEqualTo(Bytes.of(mutated));
            } catch (MalformedBody malformed) {
                assertThat(malformed).hasMessageContaining(" must ");
            }
        }
    }
}
