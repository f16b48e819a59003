// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a node tells those who run it: metrics for Prometheus, health and readiness over HTTP, and a trace of each round that
 * joins the spans of all nodes.
 *
 * <p>Read first: {@link org.cordon.telemetry.Telemetry}, {@link org.cordon.telemetry.RoundTraces}.
 *
 * <p>Invariants: no data subject, no vector, no figure of a model or a sum in a name, a label or an attribute; labels come
 * from small fixed sets and the names of tasks; nothing here can stop a round.
 */
@NullMarked
package org.cordon.telemetry;

import org.jspecify.annotations.NullMarked;
