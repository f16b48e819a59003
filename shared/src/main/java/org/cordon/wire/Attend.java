// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

/**
 * Asks for the events of all tasks of the member that mutual TLS has authenticated.
 *
 * @param logSize leaves of the protocol log that the member holds: what it gets begins there
 */
public record Attend(long logSize) {}
