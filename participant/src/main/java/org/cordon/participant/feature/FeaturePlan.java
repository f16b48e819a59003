// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordon.event.EventKind;
import org.cordon.feature.EventFilter;
import org.cordon.feature.FeatureKind;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSpec;
import org.cordon.feature.KeyField;

/** A set of features, ready to be computed: those of one key and filter share what is remembered. */
final class FeaturePlan {
    private final FeatureSet set;
    private final IdentifierHash hash;
    private final List<String> extras;

    FeaturePlan(FeatureSet set, IdentifierHash hash) {
        this.set = set;
        this.hash = hash;
        this.extras = set.extras();
    }

    private record Together(List<KeyField> key, EventFilter filter) {}

    /** The groups, in the order in which the set first needs them. */
    List<EventGroup> groups() {
        Map<Together, List<Integer>> columns = new LinkedHashMap<>();
        for (int column = 0; column < set.features().size(); column++) {
            FeatureSpec feature = set.features().get(column);
            if (feature.compute() != FeatureKind.VALUE) {
                columns.computeIfAbsent(
                                new Together(feature.keyFields(), feature.passing()), together -> new ArrayList<>())
                        .add(column);
            }
        }
        List<EventGroup> groups = new ArrayList<>();
        columns.forEach((together, members) ->
                groups.add(group(new EventMatch(together.filter(), together.key(), hash), members)));
        return groups;
    }

    private EventGroup group(EventMatch match, List<Integer> columns) {
        List<FeatureSpec> specs = columns.stream().map(set.features()::get).toList();
        GroupShape shape = new GroupShape(specs);
        List<GroupFeature> features = columns.stream()
                .map(column -> feature(column, set.features().get(column), shape))
                .toList();
        return new EventGroup(match, shape, features);
    }

    private static GroupFeature feature(int column, FeatureSpec spec, GroupShape shape) {
        return new GroupFeature(
                column,
                spec.compute(),
                shape.windowPlace(spec.windowMicros()),
                shape.windowPlace(spec.horizonMicros()),
                spec.windowMicros(),
                spec.horizonMicros() - spec.windowMicros(),
                spec.compute() == FeatureKind.DISTINCT
                        ? shape.distinctPlace(spec.distinctField().code())
                        : 0,
                GroupShape.isOfAmount(spec));
    }

    /** What the event itself gives. */
    List<OwnValue> ownValues() {
        List<OwnValue> values = new ArrayList<>();
        for (int column = 0; column < set.features().size(); column++) {
            FeatureSpec feature = set.features().get(column);
            if (feature.compute() == FeatureKind.VALUE) {
                values.add(OwnValue.of(column, feature.of().orElseThrow(), extras));
            }
        }
        return values;
    }

    /** What must be known of an event. */
    KeyedEvent.Wanted wanted() {
        EnumSet<KeyField> fields = EnumSet.noneOf(KeyField.class);
        for (FeatureSpec feature : set.features()) {
            fields.addAll(feature.keyFields());
            if (feature.compute() == FeatureKind.DISTINCT) {
                fields.add(feature.distinctField());
            }
            EventFilter filter = feature.passing();
            filter.role().ifPresent(word -> fields.add(KeyField.ROLE));
            filter.asset().ifPresent(word -> fields.add(KeyField.ASSET));
            filter.chain().ifPresent(word -> fields.add(KeyField.CHAIN));
        }
        return new KeyedEvent.Wanted(fields, extras);
    }

    /** Of each kind of event, by its code, whether it gives a row. */
    boolean[] rowKinds() {
        boolean[] rows = new boolean[EventKind.values().length];
        set.rows().forEach(kind -> rows[kind.code()] = true);
        return rows;
    }
}
