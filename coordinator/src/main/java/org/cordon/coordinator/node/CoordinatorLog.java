// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.cordon.member.Manifest;
import org.cordon.member.Threshold;
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

    void reporting(InetSocketAddress address) {
        LOG.info("metrics and health on http://{}:{}/metrics", address.getHostString(), address.getPort());
    }

    void resumed(int tasks) {
        LOG.info("open tasks resumed: {}", tasks);
    }

    void listeningForPeople(InetSocketAddress address) {
        LOG.info("consortium port: listening on {}:{}", address.getHostString(), address.getPort());
    }

    void notFounded(List<String> exchanges) {
        LOG.info(
                "not founded yet: waiting until {} have joined and approved; invite them with 'cordon consortium invite'",
                exchanges);
    }

    void result(String task, Path report) {
        LOG.info("task {}: result written to {}", task, report);
    }

    void notWritten(String task, Throwable why) {
        LOG.error("task {}: the result cannot be written: {}", task, why.getMessage());
    }

    void stopping() {
        LOG.info("stopping: open rounds go on at the next start");
    }

    void stopped() {
        LOG.info("stopped");
    }
}
