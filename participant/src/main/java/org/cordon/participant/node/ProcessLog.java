// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
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

    void reporting(InetSocketAddress address) {
        LOG.info("metrics and health on http://{}:{}/metrics", address.getHostString(), address.getPort());
    }

    void stopping() {
        LOG.info("stopping: open rounds go on at the next start");
    }

    void stopped() {
        LOG.info("stopped");
    }
}
