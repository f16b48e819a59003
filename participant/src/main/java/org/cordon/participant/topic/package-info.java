// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A topic of Kafka as records of texts.
 *
 * <p>Read first: {@link org.cordon.participant.topic.TopicSettings}, then {@link org.cordon.participant.topic.TopicReader}; what a
 * value is taken apart by is a {@link org.cordon.participant.topic.ValueDecoder}.
 *
 * <p>Invariants: nothing is written to a broker, no offset is committed and no topic is made; every message up to the end that the
 * partitions had at the start is a record or is named as malformed.
 */
@NullMarked
package org.cordon.participant.topic;

import org.jspecify.annotations.NullMarked;
