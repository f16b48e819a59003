// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordon.member.Threshold;
import org.cordon.telemetry.Readiness;

/** Whether the coordinator can do its work: its store answers, and enough members attend for a round. */
final class Health {
    private final Stores stores;
    private volatile Optional<MembersPort> members = Optional.empty();
    private volatile Optional<Threshold> threshold = Optional.empty();

    Health(Stores stores) {
        this.stores = stores;
    }

    /** The members' port is open, to so many. */
    void serving(MembersPort port, Threshold now) {
        members = Optional.of(port);
        threshold = Optional.of(now);
    }

    List<Readiness> conditions() {
        return List.of(new Readiness("store", this::store), new Readiness("members", this::attendance));
    }

    /** Gauges that are looked at when they are asked for. */
    void register(MeterRegistry meters, X509Certificate certificate, InstantSource clock) {
        meters.gauge("cordon.members.attending", this, health -> health.attending());
        meters.gauge("cordon.certificate.expiry.seconds", certificate, own -> (double)
                Duration.between(clock.instant(), own.getNotAfter().toInstant()).toSeconds());
    }

    private int attending() {
        return members.map(MembersPort::attending).orElse(0);
    }

    private Readiness.State store() {
        return Readiness.State.ready(stores.rounds().openTasks().size() + " tasks are open");
    }

    private Readiness.State attendance() {
        if (threshold.isEmpty()) {
            return Readiness.State.notReady("the consortium is not founded yet");
        }
        int all = threshold.orElseThrow().members();
        int needed = threshold.orElseThrow().threshold();
        int here = attending();
        String detail = here + " of " + all + " attend, " + needed + " are needed";
        return here >= needed ? Readiness.State.ready(detail) : Readiness.State.notReady(detail);
    }
}
