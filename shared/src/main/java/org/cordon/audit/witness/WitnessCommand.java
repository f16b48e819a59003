// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import picocli.CommandLine.Command;

/** {@code cordon audit witness}: who looks on without taking part. */
@Command(
        name = "witness",
        description = "Witness logs without taking part, or have one's log witnessed.",
        subcommands = {ServeCommand.class, AddCheckpointCommand.class})
final class WitnessCommand {}
