// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

/** What a check is about, in the order of the report: what comes first keeps what follows from working. */
public enum Topic {
    CONFIGURATION,
    JAVA,
    NATIVES,
    CLOCK,
    DISK,
    PERMISSIONS,
    KEYS,
    CERTIFICATE,
    PORTS,
    DATABASE,
    DATA,
    POLICY,
    PEERS
}
