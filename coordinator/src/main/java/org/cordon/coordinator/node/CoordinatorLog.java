// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.cordon.member.Manifest;
import org.cordon.member.Threshold;
import org.cordon.suite.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the coordinator's process tells its operator beside its tasks. */
final class CoordinatorLog {
    private static final Logger LOG = LoggerFactory.getLogger("cordon.coordinator");

    void listening(InetSocketAddress address, Manifest manifest) {
        Threshold threshold = manifest.threshold();
        LOG.info(
                "consortium {}: listening on {}:{} for {} members, threshold {}, {} drop-outs survived",
                manifest.consortium(),
                address.getHostString(),
                address.getPort(),
                threshold.members(),
                threshold.threshold(),
                threshold.dropOutsSurvived());
    }

    void resumed(int tasks) {
        LOG.info("open tasks resumed: {}", tasks);
    }

    void taken(String task, Digest session) {
        LOG.info("task {}: taken from the inbox, session {}", task, session);
    }

    void knownAlready(String task, Digest session) {
        LOG.info("task {}: session {} was taken before; removed from the inbox", task, session);
    }

    void refused(Path directory, String why) {
        LOG.warn("inbox: {} is not started: {}; correct or remove it", directory.getFileName(), why);
    }

    void result(String task, Path report) {
        LOG.info("task {}: result written to {}", task, report);
    }

    void notWritten(String task, Throwable why) {
        LOG.error("task {}: the result cannot be written: {}", task, why.getMessage());
    }

    void inboxUnreadable(Throwable why) {
        LOG.error("inbox cannot be read: {}", why.getMessage());
    }

    void stopping() {
        LOG.info("stopping: open rounds go on at the next start");
    }

    void stopped() {
        LOG.info("stopped");
    }
}
