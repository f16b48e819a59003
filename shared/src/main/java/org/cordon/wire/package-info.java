// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Protocol buffers to values and back: the only importer of generated code.
 *
 * <p>Read first: {@link org.cordon.wire.ProtoCodec} (what is signed), {@link org.cordon.wire.MessageCodec} (what
 * travels and
 * is stored), {@link org.cordon.wire.Methods} (the gRPC service on values), {@link org.cordon.wire.WireSize} (how
 * many bytes).
 *
 * <p>Invariants: bounds declared in the .proto files are enforced in one place, {@code MessageRules}, before anything
 * is
 * allocated; every message has one encoding, so what was decoded encodes to the same bytes; whatever does not decode is
 * {@link org.cordon.suite.BodyCodec.MalformedBody}, and its sentence names message, field and rule but no secret.
 */
@NullMarked
package org.cordon.wire;

import org.jspecify.annotations.NullMarked;
