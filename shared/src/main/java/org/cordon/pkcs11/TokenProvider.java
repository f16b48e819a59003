// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.Map;
import org.cordon.suite.Hashes;
import org.cordon.suite.KeyUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * Lets everything that signs through {@link java.security.Signature} - TLS, certificates, certificate requests - use keys
 * in a token. It offers itself for such keys only, so that no other key changes hands.
 */
final class TokenProvider extends Provider {
    static final String ALGORITHM = "SHA256withECDSA";

    private static final long serialVersionUID = 1L;
    private static final String NAME = "CordonToken";

    private TokenProvider() {
        super(NAME, "1", "ECDSA with keys in a PKCS#11 token");
        putService(new EcdsaService(this));
    }

    static void install() {
        synchronized (TokenProvider.class) {
            if (Security.getProvider(NAME) == null) {
                int unused = Security.addProvider(new TokenProvider());
            }
        }
    }

    /** Made without reflection, for a class that stays package-private. */
    private static final class EcdsaService extends Service {
        EcdsaService(Provider provider) {
            super(provider, "Signature", ALGORITHM, Ecdsa.class.getName(), null, Map.of());
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new Ecdsa();
        }

        @Override
        public boolean supportsParameter(@Nullable Object key) {
            return key instanceof TokenPrivateKey;
        }
    }

    /** Digests here, signs in the token; public keys are for other providers. */
    private static final class Ecdsa extends SignatureSpi {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private @Nullable TokenPrivateKey key;

        @Override
        protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
            if (!(privateKey instanceof TokenPrivateKey tokenKey)) {
                throw new InvalidKeyException("key must be one in a token, but was " + privateKey.getAlgorithm());
            }
            key = tokenKey;
            message.reset();
        }

        @Override
        protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
            throw new InvalidKeyException("public keys are verified by the JDK's own provider");
        }

        @Override
        protected void engineUpdate(byte b) {
            message.write(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {
            message.write(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            if (key == null) {
                throw new SignatureException("a key must be set before signing");
            }
            byte[] digest = Hashes.sha256(message.toByteArray()).toByteArray();
            message.reset();
            try {
                return key.signDigest(digest);
            } catch (InvalidKeyException | KeyUnavailable failed) {
                throw new SignatureException(failed.getMessage(), failed);
            }
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            throw new SignatureException("this signature object signs");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new InvalidParameterException("there are no parameters");
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new InvalidParameterException("there are no parameters");
        }
    }
}
