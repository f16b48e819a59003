// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .tlog-proof} file: shows offline that a leaf is in a log, and that witnesses saw the tree that holds it.
 *
 * <p><b>Guarantees.</b> {@link #verify} returns only if the path leads from the leaf at the index to the checkpoint's root, the log
 * signed the checkpoint and a quorum of the policy cosigned it. {@link #toBytes} of what {@link #parse} took is the same bytes.
 *
 * <p><b>Does not check</b> the extra data, which nothing signs.
 *
 * <p>Source: C2SP tlog-proof, "Format", version {@code c2sp.org/tlog-proof@v1}.
 */
public final class ProofFile {
    /** The longest file, in bytes: a note and what stands above it. */
    public static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES;

    /** The longest path; a tree has at most 2^63 - 1 leaves. */
    public static final int MAX_PATH = 63;

    private static final String WHAT = "the proof";
    private static final String VERSION = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    private final byte[] extra;
    private final InclusionProof inclusion;
    private final SignedCheckpoint checkpoint;

    private ProofFile(byte[] extra, InclusionProof inclusion, SignedCheckpoint checkpoint) {
        this.extra = extra;
        this.inclusion = inclusion;
        this.checkpoint = checkpoint;
    }

    /** A proof without extra data; a path for another size than the checkpoint's is an {@link IllegalArgumentException}. */
    public static ProofFile of(InclusionProof inclusion, SignedCheckpoint checkpoint) {
        if (inclusion.size() != checkpoint.checkpoint().size()
                || inclusion.path().size() > MAX_PATH) {
            throw new IllegalArgumentException("path must be one in a tree of "
                    + checkpoint.checkpoint().size() + " leaves, but was "
                    + inclusion.path().size()
                    + " hashes in one of " + inclusion.size());
        }
        return new ProofFile(new byte[0], inclusion, checkpoint);
    }

    /** Reads a whole file. */
    public static ProofFile parse(byte[] bytes) throws MalformedLog {
        if (bytes.length > MAX_BYTES) {
            throw MalformedLog.of("proof in bytes", "at most " + MAX_BYTES, bytes.length);
        }
        String text = StrictText.decode(bytes, WHAT, false);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedLog(WHAT + " must have a blank line before the checkpoint, but had none");
        }
        SignedCheckpoint checkpoint =
                SignedCheckpoint.parse(text.substring(blank + 2).getBytes(StandardCharsets.UTF_8));
        TextLines lines = TextLines.of(text.substring(0, blank + 1), WHAT);
        if (!lines.next(VERSION).equals(VERSION)) {
            throw MalformedLog.of(lines.here(), VERSION, text.substring(0, text.indexOf('\n')));
        }
        byte[] extra = extra(lines);
        String indexText = lines.nextAfter(INDEX, "\"index <number>\"");
        long index = StrictText.decimal(indexText, "index in " + lines.here());
        long size = checkpoint.checkpoint().size();
        if (index >= size) {
            throw MalformedLog.of("index in " + lines.here(), "below the tree size " + size, index);
        }
        return new ProofFile(extra, new InclusionProof(index, size, path(lines)), checkpoint);
    }

    private static byte[] extra(TextLines lines) throws MalformedLog {
        if (!lines.peek().startsWith(EXTRA)) {
            return new byte[0];
        }
        String text = lines.nextAfter(EXTRA, "\"extra <Base64>\"");
        byte[] extra = StrictText.base64(text, "extra data in " + lines.here());
        if (extra.length == 0) {
            throw MalformedLog.of("extra data in " + lines.here(), "data, or no line", text);
        }
        return extra;
    }

    private static List<Hash> path(TextLines lines) throws MalformedLog {
        List<Hash> path = new ArrayList<>();
        while (lines.hasNext()) {
            String hash = lines.next("a hash");
            path.add(StrictText.hash(hash, lines.here()));
            if (path.size() > MAX_PATH) {
                throw MalformedLog.of("path of " + WHAT + " in hashes", "at most " + MAX_PATH, path.size());
            }
        }
        return path;
    }

    /** The same proof with opaque data for an application, which nothing authenticates; none if empty. */
    public ProofFile withExtra(byte[] data) {
        return new ProofFile(data.clone(), inclusion, checkpoint);
    }

    /** Opaque data that nothing authenticates; empty where the file has none. */
    public byte[] extra() {
        return extra.clone();
    }

    public InclusionProof inclusion() {
        return inclusion;
    }

    public SignedCheckpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Who stands behind the claim that {@code leaf} is in the log.
     *
     * @param leaf the leaf's hash
     * @throws UnverifiedLog if the path, a signature by a key of the policy or the quorum does not hold
     */
    public PolicyResult verify(Hash leaf, TrustPolicy policy, NoteVerifier verifier) throws UnverifiedLog {
        if (!inclusion.verifies(leaf, checkpoint.checkpoint().root())) {
            throw new UnverifiedLog("inclusion proof must lead from leaf " + inclusion.index() + " to the root of "
                    + inclusion.size() + " leaves, but does not");
        }
        PolicyResult result = policy.evaluate(checkpoint, verifier);
        if (!result.isQuorum()) {
            throw new UnverifiedLog("witnesses of the checkpoint must be a quorum of the policy, but were "
                    + result.witnesses().size() + " of "
                    + policy.witnesses().size());
        }
        return result;
    }

    /** The bytes that {@link #parse} reads. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        if (extra.length > 0) {
            text.append(EXTRA).append(StrictText.base64(extra)).append('\n');
        }
        text.append(INDEX).append(inclusion.index()).append('\n');
        inclusion
                .path()
                .forEach(hash ->
                        text.append(StrictText.base64(hash.toByteArray())).append('\n'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(checkpoint.toBytes());
        return bytes.toByteArray();
    }
}
