// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

/** How to check a log with tools that know nothing of Cordon; every command here is run by a test. */
final class ByHandSection {
    /** SHA-256 of every blob is its name. */
    static final String BLOBS = """
            for f in blobs/sha256/*; do echo "$(basename "$f")  $f"; done | sha256sum -c --quiet && echo 'blobs are right'
            """;

    /** The root follows from the bytes of the leaves (RFC 6962 section 2.1, C2SP tlog-tiles). */
    static final String ROOT = """
            import base64, hashlib
            def path(n):
                s = '%03d' % (n % 1000)
                while n >= 1000:
                    n //= 1000
                    s = 'x%03d/' % (n % 1000) + s
                return s
            note = open('checkpoint', encoding='utf-8').read().split('\\n')
            size, root = int(note[1]), base64.b64decode(note[2])
            leaves = []
            for i in range(0, size, 256):
                w = min(256, size - i)
                name = 'tile/entries/' + path(i // 256) + ('' if w == 256 else '.p/%d' % w)
                data, at = open(name, 'rb').read(), 0
                for _ in range(w):
                    n = int.from_bytes(data[at:at + 2], 'big')
                    leaves.append(hashlib.sha256(b'\\0' + data[at + 2:at + 2 + n]).digest())
                    at += 2 + n
                assert at == len(data)
            def tree(h):
                if len(h) == 1:
                    return h[0]
                k = 1 << (len(h) - 1).bit_length() - 1
                return hashlib.sha256(b'\\1' + tree(h[:k]) + tree(h[k:])).digest()
            print('root is right' if tree(leaves) == root else 'ROOT IS WRONG')
            """;

    /** The signatures of log and witnesses (C2SP signed-note, tlog-cosignature), with OpenSSL 3. */
    static final String SIGNATURES = """
            import base64, os, subprocess, tempfile
            text, lines = open('checkpoint', 'rb').read().rsplit(b'\\n\\n', 1)
            text, keys = text + b'\\n', {}
            for line in open('trust-policy', encoding='utf-8'):
                f = line.split()
                if f and f[0] in ('log', 'witness'):
                    name, key_id, key = f[1 if f[0] == 'log' else 2].split('+', 2)
                    keys[name, bytes.fromhex(key_id)] = base64.b64decode(key)
            d = tempfile.mkdtemp()
            for line in lines.decode().splitlines():
                name, signature = line[2:].split(' ')
                signature = base64.b64decode(signature)
                key, message, raw = keys.get((name, signature[:4])), text, signature[4:]
                if key is None:
                    print(name, 'is not in the trust policy')
                    continue
                if key[0] == 4:
                    time = int.from_bytes(raw[:8], 'big')
                    message, raw = b'cosignature/v1\\ntime %d\\n' % time + text, raw[8:]
                der = bytes.fromhex('302a300506032b6570032100') + key[1:]
                for file, content in (('k', der), ('m', message), ('s', raw)):
                    open(os.path.join(d, file), 'wb').write(content)
                ok = subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', d + '/k',
                    '-rawin', '-in', d + '/m', '-sigfile', d + '/s'], capture_output=True).returncode == 0
                print(name, 'is right' if ok else 'IS WRONG')
            """;

    private ByHandSection() {}

    static Element of() {
        return Parts.section("by-hand", "Check it yourself")
                .add(
                        Element.of(
                                "p",
                                "The log is in public formats, and whoever has a copy can check it without this software."
                                        + " Run these in its directory; the file README there says more."),
                        Element.of("h3", "Blobs are what the records name"),
                        Element.of("p", "Run in a shell."),
                        Element.of("pre", BLOBS),
                        Element.of("h3", "The root follows from the records"),
                        Element.of("p", "RFC 6962 section 2.1 over the files of C2SP tlog-tiles. Run with python3."),
                        Element.of("pre", ROOT),
                        Element.of("h3", "Who signed the checkpoint"),
                        Element.of(
                                "p",
                                "C2SP signed-note and tlog-cosignature. Run with python3; needs OpenSSL 3. Compare the keys"
                                        + " in trust-policy with those that the members tell you by another way."),
                        Element.of("pre", SIGNATURES));
    }
}
