// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.cordon.participant.witness.LogDisowned;
import org.cordon.participant.witness.LogMirror;
import org.cordon.record.HeadCosignature;
import org.cordon.sum.epoch.ProtocolViolation;
import org.cordon.sum.epoch.Violation;
import org.cordon.sum.round.CoordinatorMessage;

/**
 * The way of the protocol log from the link into the mirror, and of cosignatures back: they ride on what the member submits, and
 * one that nothing took along in a moment goes on its own.
 */
final class LogIntake implements CoordinatorLink.Witness {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int MOST_TRIES = 5;
    private static final Duration BETWEEN_ATTENDANCES = Duration.ofSeconds(10);

    private final LogMirror mirror;
    private final CoordinatorLink link;
    private final KnownConsortium consortium;
    private final NodeLog log;
    private final InstantSource clock;
    private final Executor soon;
    private Instant attended = Instant.EPOCH;

    /** @param soon runs what it is given in a moment, in the background */
    LogIntake(
            LogMirror mirror,
            CoordinatorLink link,
            KnownConsortium consortium,
            NodeLog log,
            InstantSource clock,
            Executor soon) {
        this.mirror = mirror;
        this.link = link;
        this.consortium = consortium;
        this.log = log;
        this.clock = clock;
        this.soon = soon;
    }

    @Override
    public long logSize() {
        return mirror.attending();
    }

    @Override
    public Optional<HeadCosignature> cosignature() {
        return mirror.cosignature();
    }

    /** Takes an update before anything that came after it is looked at; {@link LogDisowned} if there are two logs. */
    void hears(CoordinatorMessage.LogUpdate update) throws InterruptedException {
        try {
            take(update);
            soon.execute(this::handIn);
        } catch (ProtocolViolation violation) {
            log.violation(violation);
            mirror.requireOwned();
            attendAgain();
        }
    }

    /** What the coordinator shows next goes on from what it believes to be held here: it is told anew, now and then. */
    private void attendAgain() {
        Instant now = clock.instant();
        if (now.isBefore(attended) || !now.isBefore(attended.plus(BETWEEN_ATTENDANCES))) {
            attended = now;
            link.attendAgain();
        }
    }

    /** A signature that does not hold may be by a key that the coordinator has rotated to. */
    private void take(CoordinatorMessage.LogUpdate update) throws InterruptedException {
        try {
            mirror.take(update);
        } catch (ProtocolViolation violation) {
            if (violation.kind() != Violation.LOG_UNSIGNED || !hasNews()) {
                throw violation;
            }
            mirror.take(update);
        }
    }

    private boolean hasNews() throws InterruptedException {
        try {
            var before = consortium.current();
            consortium.catchUp();
            return !consortium.current().equals(before);
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            log.unavailable("the question for the consortium's history", unavailable);
            return false;
        }
    }

    private void handIn() {
        mirror.cosignature().ifPresent(cosignature -> handIn(cosignature, 1));
    }

    private void handIn(HeadCosignature cosignature, int tries) {
        try {
            var unused = link.cosign(cosignature, WITHIN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (CoordinatorLink.LinkUnavailable unavailable) {
            if (tries < MOST_TRIES && mirror.size() == cosignature.size()) {
                soon.execute(() -> handIn(cosignature, tries + 1));
            }
        } catch (CoordinatorLink.LinkRefused refused) {
            log.unavailable("a cosignature", refused); // the event loop ends with the same refusal
        }
    }
}
