// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.ledger.command;

import java.util.Arrays;
import java.util.Locale;
import org.cordon.simulations.ledger.insider.InsiderKind;

/** How the study of insiders is called on the command line. */
final class InsiderWords {
    static final String NAME = "insider";
    static final String BEHAVIOUR = "behaviour";
    static final LedgerListCommand.Kinds KINDS = new LedgerListCommand.Kinds(
            NAME,
            Arrays.stream(InsiderKind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList());

    private InsiderWords() {}
}
