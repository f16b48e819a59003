// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.threat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cordon.feature.EventFilter;
import org.cordon.feature.FeatureSpec;
import org.cordon.feature.KeyField;

/** Features in words. */
final class Wording {
    private Wording() {}

    /** For example {@code count of login failure events of the same account within PT1H}. */
    static String of(FeatureSpec feature) {
        String events = feature.filter().map(Wording::filter).orElse("all") + " events"
                + feature.key().map(Wording::key).orElse("")
                + feature.window().map(window -> " within " + window).orElse("");
        return switch (feature.compute()) {
            case COUNT -> "count of " + events;
            case SUM -> "sum of USD over " + events;
            case MEAN -> "mean of USD over " + events;
            case SPREAD -> "standard deviation of USD over " + events;
            case DISTINCT -> "distinct " + feature.of().orElse("values") + " over " + events;
            case SINCE -> "seconds since the last of " + events;
            case FIRST -> "1 if it is the first of " + events;
            case RATIO ->
                feature.of().orElse("count") + " of " + events + " beside that of the "
                        + feature.baseline().map(Object::toString).orElse("time") + " before";
            case VALUE -> feature.of().orElse("value") + " of the event itself";
        };
    }

    private static String key(List<KeyField> fields) {
        return " of the same "
                + fields.stream()
                        .map(field -> field.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" and "));
    }

    private static String filter(EventFilter filter) {
        StringBuilder text = new StringBuilder();
        filter.kinds()
                .ifPresent(kinds -> text.append(kinds.stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or "))));
        filter.outcome()
                .ifPresent(outcome -> text.append(' ').append(outcome.name().toLowerCase(Locale.ROOT)));
        filter.role().ifPresent(role -> text.append(' ').append(role));
        filter.asset().ifPresent(asset -> text.append(' ').append(asset));
        filter.chain().ifPresent(chain -> text.append(' ').append(chain));
        return text.toString().strip();
    }
}
