// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import picocli.CommandLine.Command;

/** {@code cordon simulate ledger}: made-up exchanges event by event. */
@Command(
        name = "ledger",
        description = "Make up the events of exchanges, with attacks whose truth is known.",
        subcommands = {
            LedgerListCommand.class,
            LedgerShowCommand.class,
            LedgerGenerateCommand.class,
            LedgerStreamCommand.class
        })
final class LedgerCommand {}
