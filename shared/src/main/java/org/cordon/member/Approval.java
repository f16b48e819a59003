// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import org.cordon.suite.Signature;

/** Placeholder until the history lands. */
public record Approval(int approver, Signature signature) {}
