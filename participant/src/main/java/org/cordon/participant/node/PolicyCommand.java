// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import picocli.CommandLine.Command;

/** {@code cordon participant policy}: what may run on the exchange's rows. */
@Command(
        name = "policy",
        description = "What may run on the exchange's rows, and what waits for a person.",
        subcommands = {
            PolicyShowCommand.class,
            PolicyQueueCommand.class,
            PolicyAcceptCommand.class,
            PolicyRejectCommand.class
        })
final class PolicyCommand {}
