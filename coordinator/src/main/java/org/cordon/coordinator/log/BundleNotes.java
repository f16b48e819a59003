// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.disk.DurableFiles;
import org.cordon.log.LogStorageFailure;
import org.cordon.log.MalformedLog;
import org.cordon.log.TrustPolicy;
import org.cordon.member.Manifest;
import org.cordon.member.Member;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;
import org.cordon.record.Witnesses;
import org.cordon.suite.VerifyKey;

/**
 * The files of a bundle that people read: whose signatures count (C2SP tlog-policy), and how to check the rest without this
 * software. Written when their content changes, atomically.
 */
final class BundleNotes {
    private static final String POLICY = "trust-policy";
    private static final String README = "README";
    private static final String GROUP = "members";

    private final Path directory;
    private final Origin origin;

    BundleNotes(Path directory, Origin origin) {
        this.directory = directory;
        this.origin = origin;
    }

    /** Brings both files up to date. */
    void write(Manifest manifest, Witnesses witnesses, VerifyKey log) {
        policy(manifest, witnesses, log).ifPresent(policy -> write(POLICY, text(policy, manifest)));
        write(README, readme());
    }

    private String text(TrustPolicy policy, Manifest manifest) {
        int members = manifest.members().size();
        return policy.format(List.of(
                "Whose signatures count for " + origin.log(),
                policy.witnesses().size() + " of the " + members + " members have bound a witness key; "
                        + manifest.threshold().threshold() + " make a quorum.",
                "Compare the keys with the members' by another way before you trust them."));
    }

    /** Empty as long as too few members have bound a key to make a quorum. */
    Optional<TrustPolicy> policy(Manifest manifest, Witnesses witnesses, VerifyKey log) {
        List<TrustPolicy.Witness> known = new ArrayList<>();
        for (Member member : manifest.members()) {
            witnesses
                    .newest(member.index())
                    .ifPresent(key -> known.add(new TrustPolicy.Witness("member-" + member.index(), key, "")));
        }
        int threshold = manifest.threshold().threshold();
        if (known.size() < threshold) {
            return Optional.empty();
        }
        try {
            return Optional.of(TrustPolicy.of(NoteKeys.log(origin, log), known, GROUP, threshold));
        } catch (MalformedLog impossible) {
            throw new IllegalStateException("names of members must make a policy, but did not", impossible);
        }
    }

    private void write(String name, String content) {
        Path file = directory.resolve(name);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
                DurableFiles.replace(file, ByteBuffer.wrap(bytes));
            }
        } catch (IOException failed) {
            throw new LogStorageFailure("cannot write " + file + ": " + failed.getMessage());
        }
    }

    private String readme() {
        try (InputStream text = BundleNotes.class.getResourceAsStream("bundle-readme.txt")) {
            if (text == null) {
                throw new IllegalStateException("bundle-readme.txt must be beside this class, but is not");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("@ORIGIN@", origin.log());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
