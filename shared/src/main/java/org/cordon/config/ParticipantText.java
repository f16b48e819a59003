// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

/**
 * The configuration that a new participant starts with, with comments for whoever opens it.
 *
 * @param coordinator {@code host:port} of the members' port
 * @param unlock the lines of {@code unlock:} and {@code keys:}
 */
public record ParticipantText(String exchange, String coordinator, String unlock) {
    /** Where keys are if they are in locked files beside the configuration. */
    public static final String KEY_FILE = """
            unlock:
              keyFile: unlock.key         # or passphraseFile, or passphraseVariable
            """;

    /** The YAML. */
    public String text() {
        return """
                # The participant of %s. Paths start from this file's directory.
                # Start it with: cordon participant run --config participant.yaml
                node: .                       # keys, certificate and the consortium's history
                %scoordinator: "%s"
                # proxy: "proxy.example:3128" # HTTP proxy to dial through with CONNECT
                state: state                  # what the node signed, sealed secrets of an open round
                data:
                  file: data.csv              # CSV, TSV, Parquet or JSON; never leaves this machine
                  # label: fraud              # charters may use this column as the label only
                  # drop: "^(Index|Address)$" # columns that no charter may read
                  # distinct: Address         # of rows with the same value only the first counts
                  # customer: customer_id     # whose a row is, for charters that hide customers; no charter reads it
                  # events: {source: events.yaml, threat: insider, labels: labels.csv, cutOff: 2026-11-01T00:00:00Z}    # instead of all above; see docs/events.md
                policy: policy.yaml           # what may run on the rows
                # trainer: {process: "python3 train.py"} # trains in Cordon's place; the policy must accept it
                """.formatted(exchange, unlock, coordinator);
    }
}
