// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import org.cordon.enrol.ConsortiumRefused.Reason;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;
import org.cordon.suite.Transcript;

/**
 * An invitation with its secret: one line of text that the operator sends to one exchange.
 *
 * <p>The text is {@code cordon1-} and base64url (RFC 4648 section 5, no padding) of LP(invitation), signature 64, secret
 * 32, and the first 4 bytes of SHA-256 of all that. The secret is the seed of the Ed25519 key whose public half the
 * invitation names: a request is signed with it, so whoever holds the requests, the coordinator included, cannot use the
 * invitation.
 *
 * <p><b>Guarantees.</b> What {@link #parse} returns came through whole and its secret belongs to its invitation. Never
 * prints the secret; {@link #close} wipes it.
 *
 * <p><b>Does not check</b> the operator's signature, as who is invited does not know the operator's key yet: the
 * coordinator does, and so does a node once it holds the history.
 */
public final class InvitationToken implements AutoCloseable {
    private static final String PREFIX = "cordon1-";
    private static final int CHECKSUM = 4;
    private static final int MAX_TEXT = 2048;

    private final Signed<Invitation> invitation;
    private final SigningKey secret;

    private InvitationToken(Signed<Invitation> invitation, SigningKey secret) {
        this.invitation = invitation;
        this.secret = secret;
    }

    /** Draws a secret and signs an invitation that may be used until {@code expiry}, cut to whole seconds. */
    public static InvitationToken issue(
            Venue venue, String exchange, Instant expiry, Signer operator, Randomness randomness) {
        SigningKey secret = SigningKey.generate(randomness);
        Invitation body = new Invitation(venue, exchange, expiry.truncatedTo(ChronoUnit.SECONDS), secret.verifyKey());
        Bytes exact = body.exact();
        return new InvitationToken(new Signed<>(body, exact, operator.sign(Invitation.TYPE, exact)), secret);
    }

    /** Reads a token, also with spaces and line breaks in it; a refusal quotes nothing of it. */
    public static InvitationToken parse(String text) throws ConsortiumRefused {
        String line = text.replaceAll("\\s", "");
        if (!line.startsWith(PREFIX)) {
            throw new ConsortiumRefused(
                    Reason.NOT_A_TOKEN,
                    line.matches("cordon[0-9]+-.*")
                            ? "the token must begin with " + PREFIX + ", but is of another version; use the program's"
                                    + " version that the operator uses"
                            : "the token must begin with " + PREFIX
                                    + ", but does not; give the whole line that 'cordon consortium invite' printed");
        }
        if (line.length() > MAX_TEXT) {
            throw altered();
        }
        try {
            return decode(canonical(line.substring(PREFIX.length())));
        } catch (IllegalArgumentException | BufferUnderflowException | MalformedBody damaged) {
            throw altered();
        }
    }

    /** The decoder takes padding, and any value in the bits that no byte needs; one token has one text. */
    private static byte[] canonical(String encoded) throws ConsortiumRefused {
        byte[] bytes = Base64.getUrlDecoder().decode(encoded);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(encoded)) {
            Arrays.fill(bytes, (byte) 0);
            throw altered();
        }
        return bytes;
    }

    private static InvitationToken decode(byte[] bytes) throws ConsortiumRefused {
        try {
            int end = bytes.length - CHECKSUM;
            if (end < 0 || !Arrays.equals(checksum(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
                throw altered();
            }
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
            Bytes exact = Bytes.wrap(take(in, in.getInt()));
            Signature signature = Signature.of(take(in, Signature.BYTES));
            SigningKey secret = key(take(in, Secret.BYTES));
            Invitation body = Invitation.decode(exact);
            if (in.hasRemaining() || !secret.verifyKey().equals(body.key())) {
                secret.close();
                throw altered();
            }
            return new InvitationToken(new Signed<>(body, exact, signature), secret);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static SigningKey key(byte[] seed) {
        try (Secret secret = Secret.of(seed)) {
            return SigningKey.of(secret);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    private static byte[] checksum(byte[] bytes, int end) {
        return Arrays.copyOf(Hashes.sha256(Arrays.copyOf(bytes, end)).toByteArray(), CHECKSUM);
    }

    private static ConsortiumRefused altered() {
        return new ConsortiumRefused(
                Reason.TOKEN_ALTERED,
                "the token was cut or altered on its way; copy the whole line again, or ask the operator for a new one");
    }

    /** The line to send, over a channel that nobody else reads. */
    public String text() {
        try (Secret seed = secret.seed()) {
            byte[] secretBytes = seed.copyBytes();
            byte[] whole = new Transcript()
                    .lp(invitation.exact())
                    .raw(invitation.signature().toByteArray())
                    .raw(secretBytes)
                    .toByteArray();
            byte[] sum = checksum(whole, whole.length);
            byte[] all = Arrays.copyOf(whole, whole.length + CHECKSUM);
            System.arraycopy(sum, 0, all, whole.length, CHECKSUM);
            try {
                return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
            } finally {
                Arrays.fill(secretBytes, (byte) 0);
                Arrays.fill(whole, (byte) 0);
                Arrays.fill(all, (byte) 0);
            }
        }
    }

    /** What the operator signed; holds no secret. */
    public Signed<Invitation> invitation() {
        return invitation;
    }

    /** Where to go with it. */
    public Venue venue() {
        return invitation.body().venue();
    }

    /** The key that signs the request; closed with the token. */
    SigningKey secret() {
        return secret;
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "InvitationToken[" + invitation.body().exchange() + "]";
    }
}
