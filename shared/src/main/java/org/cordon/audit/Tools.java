// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

/**
 * What every check of a task needs.
 *
 * @param groups survivor sets of all tasks
 * @param signatures of members under records
 */
record Tools(
        Judgement judgement,
        Blobs blobs,
        NamedCheckpoints checkpoints,
        HistoryFold history,
        GroupRows groups,
        Signatures signatures) {}
