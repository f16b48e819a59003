// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordon.member.KeyFileRefused.Reason;
import org.junit.jupiter.api.Test;

class FileKeysTest extends KeyHolderContract {
    @Override
    KeyHolder holder() throws IOException {
        return KeyHolder.files(lock("unlock.key"), RANDOM);
    }

    @Override
    KeyHolder wrongHolder() throws IOException {
        return KeyHolder.files(lock("other.key"), RANDOM);
    }

    private KeyLock lock(String name) throws IOException {
        Path file = directory().resolve(name);
        return Files.exists(file) ? KeyLock.keyFile(file) : KeyLock.createKeyFile(file, RANDOM);
    }

    @Override
    String ending() {
        return ".key";
    }

    @Test
    void keysInATokenAreNamedAsSuch() throws IOException {
        Files.writeString(directory().resolve("node.token"), "cordon token 1\n");
        try (KeyHolder holder = holder()) {
            refused(() -> holder.openNode(directory().resolve("node")), Reason.IN_TOKEN)
                    .hasMessageContaining("node.token says that these keys are in a PKCS#11 token")
                    .hasMessageContaining("; name the token's library and label");
        }
    }
}
