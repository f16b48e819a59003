// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.feature;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.model.CanonicalReader;
import org.cordon.model.CanonicalWriter;
import org.cordon.model.MalformedEncoding;

/**
 * A feature as bytes: {@code name, u8 compute, u8 count of key fields and their codes, of, i64 window, i64 baseline} (0: none),
 * then its filter: {@code u8 count of kinds and their codes, u8 outcome + 1} (0: any), {@code role, asset, chain}. A text that is
 * left out is empty. Times are microseconds.
 */
final class FeatureCodec {
    private FeatureCodec() {}

    static void write(CanonicalWriter out, FeatureSpec feature) {
        out.text(feature.name()).u8(feature.compute().code());
        out.u8(feature.keyFields().size());
        feature.keyFields().forEach(field -> out.u8(field.code()));
        out.text(feature.of().orElse(""));
        out.i64(feature.windowMicros()).i64(feature.horizonMicros() - feature.windowMicros());
        EventFilter filter = feature.passing();
        kinds(out, filter.kinds().orElse(List.of()));
        out.u8(filter.outcome().map(outcome -> outcome.code() + 1).orElse(0));
        out.text(filter.role().orElse(""));
        out.text(filter.asset().orElse(""));
        out.text(filter.chain().orElse(""));
    }

    static FeatureSpec read(CanonicalReader in) {
        String name = in.text("name", FeatureSet.LONGEST_NAME);
        FeatureKind compute = constant("compute", FeatureKind.values(), in.u8());
        List<KeyField> key = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            key.add(constant("key", KeyField.values(), in.u8()));
        }
        Optional<String> of = text(in, "of");
        long window = in.i64();
        long baseline = in.i64();
        List<EventKind> kinds = kinds(in);
        int outcome = in.u8();
        EventFilter filter = new EventFilter(
                kinds.isEmpty() ? Optional.empty() : Optional.of(kinds),
                outcome == 0 ? Optional.empty() : Optional.of(constant("outcome", Outcome.values(), outcome - 1)),
                text(in, "role"),
                text(in, "asset"),
                text(in, "chain"));
        return new FeatureSpec(
                name,
                compute,
                key.isEmpty() ? Optional.empty() : Optional.of(key),
                of,
                window == 0 ? Optional.empty() : Optional.of(duration(window)),
                baseline == 0 ? Optional.empty() : Optional.of(duration(baseline)),
                filter.equals(EventFilter.ALL) ? Optional.empty() : Optional.of(filter));
    }

    static void kinds(CanonicalWriter out, List<EventKind> kinds) {
        out.u8(kinds.size());
        kinds.forEach(kind -> out.u8(kind.code()));
    }

    static List<EventKind> kinds(CanonicalReader in) {
        List<EventKind> kinds = new ArrayList<>();
        for (int left = in.u8(); left > 0; left--) {
            kinds.add(constant("kind", EventKind.values(), in.u8()));
        }
        return kinds;
    }

    static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    private static Optional<String> text(CanonicalReader in, String name) {
        String text = in.text(name, 4 * EventFilter.LONGEST_WORD);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static <T> T constant(String name, T[] constants, int code) {
        if (code < 0 || code >= constants.length) {
            throw new MalformedEncoding(name + " must be in [0, " + (constants.length - 1) + "], but was " + code);
        }
        return constants[code];
    }
}
