// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

/** The parent commands of {@code cordon}; several modules may contribute to each. A group without commands is not shown. */
public enum CommandGroup {
    COORDINATOR("coordinator", "Run the coordinator of a consortium."),
    PARTICIPANT("participant", "Run the node inside an exchange."),
    CONSORTIUM("consortium", "Found a consortium and manage its members."),
    KEYS("keys", "See what private keys there are, and change what locks them."),
    DATA("data", "Check events, and make the rows that a node learns from."),
    TASK("task", "Submit, approve and follow training tasks."),
    THREAT("threat", "See what a detector of each threat looks at, and check one of your own."),
    MODEL("model", "Use trained models: score rows, choose thresholds."),
    SCORE("score", "Score events with a trained model."),
    AUDIT("audit", "Verify the protocol log and reports made from it."),
    PRIVACY("privacy", "Account for differential privacy: epsilon, delta and how much noise."),
    SIMULATE("simulate", "Run experiments with virtual exchanges."),
    CONFIG("config", "Explain the configuration files."),
    BENCH("bench", "Measure this machine against the figures in the README.");

    private final String title;
    private final String description;

    CommandGroup(String title, String description) {
        this.title = title;
        this.description = description;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}
