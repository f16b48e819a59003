// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.client;

import io.netty.handler.ssl.OpenSsl;
import java.util.Optional;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;

/** The native TLS library loads: without it there is no X25519MLKEM768. */
public final class TlsCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.NATIVES;
    }

    @Override
    public String detail() {
        return "tls";
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return Optional.of(
                OpenSsl.isAvailable()
                        ? Finding.passed(OpenSsl.versionString())
                        : Finding.failed(
                                "the native TLS library cannot be used: "
                                        + OpenSsl.unavailabilityCause().getMessage(),
                                "Run on Linux or macOS on x86-64 or arm64, and let this user execute in "
                                        + System.getProperty("java.io.tmpdir")));
    }
}
