// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.enrol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Signed;
import org.cordon.suite.Transcript;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;

/**
 * What the operator signs to let one exchange ask for admission once.
 *
 * <p>The exact bytes, signed with type {@value #TYPE}: u8 1, LP(consortium), raw id 32, LP(host), u16 port, raw authority
 * 32, LP(exchange), u64 expiry, raw key 32; numbers as in docs/protocol.md, Parameters.
 *
 * <p><b>Guarantees.</b> {@code decode(exact())} equals this value, and every value has one encoding.
 *
 * <p><b>Does not check</b> signature or expiry: {@link #isSignedBy} and {@link #requireValid} do.
 *
 * @param exchange the name under which the exchange is to be admitted
 * @param expiry the last moment to use it, in whole seconds
 * @param key the public half of the secret in the token: proves who was invited, and names the invitation
 */
public record Invitation(Venue venue, String exchange, Instant expiry, VerifyKey key) {
    /** Signature type of an invitation. */
    public static final String TYPE = "invitation";

    /** Greatest length of the exact bytes. */
    public static final int MAX_BYTES = 512;

    private static final int VERSION = 1;
    private static final int MAX_NAME = 40;
    private static final int MAX_HOST = 253;

    public Invitation {
        Venue.requireName("exchange", exchange);
        if (expiry.getNano() != 0 || expiry.getEpochSecond() < 0) {
            throw new IllegalArgumentException("expiry must be whole seconds after 1970, but was " + expiry);
        }
    }

    /** The bytes that the operator signs. */
    public Bytes exact() {
        return new Transcript()
                .u8(VERSION)
                .lp(venue.consortium())
                .raw(venue.id())
                .lp(venue.host())
                .u16(venue.port())
                .raw(venue.authority())
                .lp(exchange)
                .u64(expiry.getEpochSecond())
                .raw(key.toByteArray())
                .toBytes();
    }

    /** Reads exact bytes, or throws {@link MalformedBody}. */
    public static Invitation decode(Bytes exact) {
        if (exact.size() > MAX_BYTES) {
            throw new MalformedBody("invitation must be at most " + MAX_BYTES + " bytes, but was " + exact.size());
        }
        ByteBuffer in = ByteBuffer.wrap(exact.toByteArray());
        try {
            if (in.get() != VERSION) {
                throw new MalformedBody("invitation must be of version 1, but was not; use a newer program");
            }
            Venue venue = new Venue(
                    text(in, MAX_NAME),
                    Digest.of(raw(in, Digest.BYTES)),
                    text(in, MAX_HOST),
                    Short.toUnsignedInt(in.getShort()),
                    Digest.of(raw(in, Digest.BYTES)));
            Invitation read = new Invitation(
                    venue,
                    text(in, MAX_NAME),
                    Instant.ofEpochSecond(in.getLong()),
                    VerifyKey.of(raw(in, VerifyKey.BYTES)));
            if (in.hasRemaining()) {
                throw new MalformedBody(
                        "invitation must end with its key, but goes on for " + in.remaining() + " bytes");
            }
            return read;
        } catch (BufferUnderflowException | IllegalArgumentException | java.time.DateTimeException malformed) {
            throw new MalformedBody("invitation must be well formed, but was cut or altered");
        }
    }

    /** Whether {@code signed} carries the operator's signature on its exact bytes. */
    public static boolean isSignedBy(VerifyKey operator, Signed<Invitation> signed) {
        return Verifier.verify(operator, TYPE, signed);
    }

    /** Refuses an invitation that is over. */
    public void requireValid(Instant now) throws ConsortiumRefused {
        if (now.isAfter(expiry)) {
            throw new ConsortiumRefused(
                    ConsortiumRefused.Reason.TOKEN_EXPIRED,
                    "the invitation of " + exchange + " to consortium " + venue.consortium() + " expired on " + expiry
                            + " (it is " + now
                            + " here); ask the operator for a new one, or set this machine's clock if it is ahead");
        }
    }

    private static String text(ByteBuffer in, int longest) {
        int length = in.getInt();
        if (length < 1 || length > longest) {
            throw new IllegalArgumentException("text must be 1 to " + longest + " bytes, but was " + length);
        }
        byte[] ascii = raw(in, length);
        for (byte character : ascii) {
            if (character < 0) {
                throw new IllegalArgumentException("text must be ASCII, but was not");
            }
        }
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    private static byte[] raw(ByteBuffer in, int length) {
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }
}
