// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.bench;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The least that masking can cost: AES-256-CTR keystreams of the same bytes on one thread, and nothing done with them. */
final class KeystreamLimit {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final byte[] ZEROS = new byte[CHUNK_BYTES];

    private KeystreamLimit() {}

    /** Expands {@code streams} keystreams of {@code bytes} bytes each. */
    static int expand(int streams, long bytes) {
        byte[] output = new byte[CHUNK_BYTES];
        try {
            for (int stream = 0; stream < streams; stream++) {
                Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
                byte[] key = new byte[32];
                key[0] = (byte) stream;
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
                for (long done = 0; done < bytes; done += CHUNK_BYTES) {
                    cipher.update(ZEROS, 0, (int) Math.min(CHUNK_BYTES, bytes - done), output, 0);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR failed", e);
        }
        return output[0];
    }
}
