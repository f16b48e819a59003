// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.contribution;

import org.cordon.computation.Query;
import org.cordon.participant.data.Table;
import org.cordon.suite.Bytes;

/**
 * The private half of a federated computation: turns rows into the integers of one contribution.
 *
 * <p>Implementations are stateless, deterministic in their arguments, safe for concurrent use, found by
 * {@link java.util.ServiceLoader} under the name of their public half, and need a public constructor without arguments.
 */
public interface Contributor {
    /** The name of the public half. */
    String name();

    /**
     * The contribution that answers {@code query}.
     *
     * @param query what {@code state} asks for
     * @param state canonical state of the public half
     * @param rows the exchange's own rows, features as declared in the charter
     * @return {@code query.length()} words within their bounds; the caller refuses others with {@link OutOfRange}
     */
    long[] encode(Query query, Bytes state, Table rows, ContributionContext context);
}
