// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.cordon.participant.rows.RowsPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the participant's process tells its operator beside its tasks. */
final class ProcessLog {
    private static final Logger LOG = LoggerFactory.getLogger("cordon.participant");

    void started(String member, String consortium, String coordinator, Path policy, boolean acceptsCountsWithoutDp) {
        LOG.info(
                "{}: started in consortium {}, dialling {}, under the policy {}",
                member,
                consortium,
                coordinator,
                policy);
        if (acceptsCountsWithoutDp) {
            LOG.warn("{}: NO PRIVACY GUARANTEE for tasks that waive it: the policy sets acceptCountsWithoutDp", member);
        }
    }

    void rowsMade(RowsPlan.Made made) {
        LOG.info(
                "made {} rows of {} events in {}: schema {}; left out {} without a label, {} after the cut-off, {} refused",
                made.rows(),
                made.events(),
                made.file(),
                made.schema(),
                made.leftOut(),
                made.later(),
                made.refused());
    }

    void trainedBy(ParticipantConfig.Trainer trainer) {
        LOG.info("networks are trained by '{}' in {}", trainer.process(), trainer.directory());
    }

    void trainerSaid(String line) {
        LOG.info("trainer: {}", line);
    }

    void reporting(InetSocketAddress address) {
        LOG.info("metrics and health on http://{}:{}/metrics", address.getHostString(), address.getPort());
    }

    void renewed(Instant before, Instant now) {
        LOG.info("certificate renewed: valid until {}, before until {}", now, before);
    }

    void notRenewed(Exception why, Duration again) {
        LOG.warn(
                "the certificate is not renewed yet: {}; tried again in {} minutes; once it has expired, an approver must have"
                        + " the exchange admitted anew: 'cordon consortium leave', a new invitation, 'cordon participant join'",
                why.getMessage(),
                again.toMinutes());
    }

    void retired() {
        LOG.info("keys rotated: the old ones are destroyed, no open epoch needs them");
    }

    void notRetired(Exception why) {
        LOG.warn("old keys are not destroyed yet: {}; tried again", why.getMessage());
    }

    void rotated() {
        LOG.info("keys rotated: the consortium names the new ones; going on with them");
    }

    void stopping() {
        LOG.info("stopping: open rounds go on at the next start");
    }

    void stopped() {
        LOG.info("stopped");
    }
}
