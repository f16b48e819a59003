// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cordon.event.EventKind;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;

/**
 * The features of one model, in the order of its inputs.
 *
 * <p><b>Guarantees.</b> Names are distinct. Sets that mean the same have the same bytes, whatever order kinds and keys were written
 * in; {@link #digest} names the set.
 *
 * <p>Bytes: {@code u8 version, name, u8 count of kinds and their codes, i64 lateness, u32 count}, then for each feature {@link
 * FeatureCodec its bytes}.
 *
 * @param rows events of these kinds give a row of features; the others are only remembered
 * @param lateness how much later than an event of a later time an event may arrive and still count
 */
public record FeatureSet(String name, List<EventKind> rows, Duration lateness, List<FeatureSpec> features) {
    /** Most features of a set. */
    public static final int MAX_FEATURES = 512;

    /** Longest lateness. */
    public static final Duration MAX_LATENESS = Duration.ofDays(7);

    static final int LONGEST_NAME = 64;
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 20;

    public FeatureSet {
        if (!name.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
            throw new IllegalArgumentException("name must be 1 to 64 of a-z, 0-9, inner - and ., but was not");
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("rows must be at least one kind, but were none");
        }
        rows = List.copyOf(EnumSet.copyOf(rows));
        if (lateness.isNegative() || lateness.compareTo(MAX_LATENESS) > 0 || lateness.toNanosPart() % 1000 != 0) {
            throw new IllegalArgumentException(
                    "lateness must be whole microseconds from PT0S to " + MAX_LATENESS + ", but was " + lateness);
        }
        if (features.isEmpty() || features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "features must be 1 to " + MAX_FEATURES + ", but were " + features.size());
        }
        features = List.copyOf(features);
        Set<String> names = new HashSet<>();
        for (FeatureSpec feature : features) {
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException(
                        "features must have different names, but two are called " + feature.name());
            }
        }
    }

    /** The names of the features, in order: the columns of the rows. */
    public List<String> names() {
        return features.stream().map(FeatureSpec::name).toList();
    }

    /** The lateness in microseconds. */
    public long latenessMicros() {
        return FeatureSpec.micros(lateness);
    }

    /** The extra columns that the features read, in alphabetical order. */
    public List<String> extras() {
        Set<String> extras = new TreeSet<>();
        for (FeatureSpec feature : features) {
            feature.of().filter(of -> of.startsWith("x_")).ifPresent(extras::add);
        }
        return List.copyOf(extras);
    }

    /** The canonical bytes. */
    public Bytes encode() {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION).text(name);
        FeatureCodec.kinds(out, rows);
        out.i64(latenessMicros()).u32(features.size());
        features.forEach(feature -> FeatureCodec.write(out, feature));
        return out.toBytes();
    }

    /** What {@link #encode} gave; anything else is a {@link MalformedEncoding}. */
    public static FeatureSet decode(Bytes encoded) {
        CanonicalReader in = CanonicalReader.of(encoded, MAX_BYTES);
        in.version("features", VERSION);
        try {
            String name = in.text("name", LONGEST_NAME);
            List<EventKind> rows = FeatureCodec.kinds(in);
            Duration lateness = FeatureCodec.duration(in.i64());
            int count = in.u32("features", 1, MAX_FEATURES);
            List<FeatureSpec> features = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                features.add(FeatureCodec.read(in));
            }
            in.end();
            FeatureSet read = new FeatureSet(name, rows, lateness, features);
            return Optional.of(read)
                    .filter(set -> set.encode().equals(encoded))
                    .orElseThrow(() -> new MalformedEncoding("features must be in canonical order, but were not"));
        } catch (IllegalArgumentException refused) {
            throw refused instanceof MalformedEncoding malformed
                    ? malformed
                    : new MalformedEncoding("features: " + refused.getMessage());
        }
    }

    /** SHA-256 of the canonical bytes under css/1's label for values that stand for themselves. */
    public Digest digest() {
        return Hashes.blob(encode());
    }

    /**
     * The name that a charter gives to the schema of its rows so that they mean the same at every exchange: 192 bits of {@link #digest()}.
     */
    public String schema() {
        return "features-" + digest().hex().substring(0, 48);
    }
}
