// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;

/** Collects the fields of a {@link Charter}; a required field that was not set is refused by name. */
public final class CharterBuilder {
    private Optional<Digest> consortium = Optional.empty();
    private Optional<String> name = Optional.empty();
    private int version = 1;
    private Optional<String> purpose = Optional.empty();
    private Optional<String> legalBasis = Optional.empty();
    private List<String> controllers = List.of();
    private Optional<Digest> dpia = Optional.empty();
    private Optional<String> schema = Optional.empty();
    private List<Stage> stages = List.of();
    private Optional<Integer> minSurvivors = Optional.empty();
    private Optional<Integer> minHonest = Optional.empty();
    private List<String> columns = List.of();
    private Optional<String> label = Optional.empty();
    private Optional<Digest> initialState = Optional.empty();
    private Optional<PrivacyTerms> privacy = Optional.empty();
    private Optional<String> privacyWaiver = Optional.empty();
    private Optional<Duration> retention = Optional.empty();
    private Optional<Timing> timing = Optional.empty();
    private Optional<Instant> notBefore = Optional.empty();
    private Optional<Instant> expiry = Optional.empty();

    CharterBuilder() {}

    /** Id of the consortium: digest of its founding statement. */
    public CharterBuilder consortium(Digest value) {
        consortium = Optional.of(value);
        return this;
    }

    public CharterBuilder name(String value) {
        name = Optional.of(value);
        return this;
    }

    /** 1 unless it is set. */
    public CharterBuilder version(int value) {
        version = value;
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

    /** Who is responsible for the data. */
    public CharterBuilder controllers(List<String> value) {
        controllers = List.copyOf(value);
        return this;
    }

    /** Left out where there is no data-protection impact assessment. */
    public CharterBuilder dpia(Digest value) {
        dpia = Optional.of(value);
        return this;
    }

    public CharterBuilder schema(String value) {
        schema = Optional.of(value);
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

    /** The differential privacy that the task must keep; this or {@link #privacyWaiver}. */
    public CharterBuilder privacy(PrivacyTerms value) {
        privacy = Optional.of(value);
        return this;
    }

    /** Says why sums are opened without differential privacy. */
    public CharterBuilder privacyWaiver(String value) {
        privacyWaiver = Optional.of(value);
        return this;
    }

    public CharterBuilder retention(Duration value) {
        retention = Optional.of(value);
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
                required("consortium", consortium),
                required("name", name),
                version,
                required("purpose", purpose),
                required("legalBasis", legalBasis),
                controllers,
                dpia,
                required("schema", schema),
                stages,
                required("minSurvivors", minSurvivors),
                required("minHonest", minHonest),
                columns,
                label,
                required("initialState", initialState),
                privacy,
                privacyWaiver,
                required("retention", retention),
                required("timing", timing),
                required("notBefore", notBefore),
                required("expiry", expiry));
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException(name + " must be set, but was not"));
    }
}
