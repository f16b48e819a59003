// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;

/** Collects the fields of a {@link Charter}; a required field that was not set is refused by name. */
public final class CharterBuilder {
    private Optional<Digest> manifest = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> purpose = Optional.empty();
    private Optional<String> legalBasis = Optional.empty();
    private List<Stage> stages = List.of();
    private Optional<Integer> minSurvivors = Optional.empty();
    private Optional<Integer> minHonest = Optional.empty();
    private List<String> columns = List.of();
    private Optional<String> label = Optional.empty();
    private Optional<Digest> initialState = Optional.empty();
    private Optional<String> privacyWaiver = Optional.empty();
    private Optional<Timing> timing = Optional.empty();
    private Optional<Instant> notBefore = Optional.empty();
    private Optional<Instant> expiry = Optional.empty();

    CharterBuilder() {}

    public CharterBuilder manifest(Digest value) {
        manifest = Optional.of(value);
        return this;
    }

    public CharterBuilder name(String value) {
        name = Optional.of(value);
        return this;
    }

    public CharterBuilder purpose(String value) {
        purpose = Optional.of(value);
        return this;
    }

    public CharterBuilder legalBasis(String value) {
        legalBasis = Optional.of(value);
        return this;
    }

    public CharterBuilder stages(List<Stage> value) {
        stages = List.copyOf(value);
        return this;
    }

    public CharterBuilder minSurvivors(int value) {
        minSurvivors = Optional.of(value);
        return this;
    }

    public CharterBuilder minHonest(int value) {
        minHonest = Optional.of(value);
        return this;
    }

    public CharterBuilder columns(List<String> value) {
        columns = List.copyOf(value);
        return this;
    }

    /** Left out for a task without labels. */
    public CharterBuilder label(String value) {
        label = Optional.of(value);
        return this;
    }

    public CharterBuilder initialState(Digest value) {
        initialState = Optional.of(value);
        return this;
    }

    /** Says why sums are opened without differential privacy. */
    public CharterBuilder privacyWaiver(String value) {
        privacyWaiver = Optional.of(value);
        return this;
    }

    public CharterBuilder timing(Timing value) {
        timing = Optional.of(value);
        return this;
    }

    public CharterBuilder notBefore(Instant value) {
        notBefore = Optional.of(value);
        return this;
    }

    public CharterBuilder expiry(Instant value) {
        expiry = Optional.of(value);
        return this;
    }

    /** A charter for a consortium of this size, checked against its thresholds. */
    public Charter build(Threshold threshold) {
        Charter charter = build();
        charter.requireFits(threshold);
        return charter;
    }

    /** A charter as a decoder makes it, whose fit to the consortium is still to be checked. */
    public Charter build() {
        return new Charter(
                required("manifest", manifest),
                required("name", name),
                required("purpose", purpose),
                required("legalBasis", legalBasis),
                stages,
                required("minSurvivors", minSurvivors),
                required("minHonest", minHonest),
                columns,
                label,
                required("initialState", initialState),
                privacyWaiver,
                required("timing", timing),
                required("notBefore", notBefore),
                required("expiry", expiry));
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException(name + " must be set, but was not"));
    }
}
