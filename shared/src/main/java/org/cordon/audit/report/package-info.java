// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What an audit found, for people: one page of HTML that needs nothing besides itself, or a few lines of text.
 *
 * <p>Reading order: {@link org.cordon.audit.report.ReportCommands}, then the page, which puts its sections together, the sections,
 * and the builder of HTML at the bottom.
 *
 * <p>Invariants: text reaches a page through the builder alone, which escapes it; a page has no script, and names nothing outside
 * itself; the same bundle and the same options make the same bytes.
 */
@NullMarked
package org.cordon.audit.report;

import org.jspecify.annotations.NullMarked;
