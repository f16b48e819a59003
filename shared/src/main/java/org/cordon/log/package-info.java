// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A transparency log in the public formats of C2SP, on the JDK alone: an RFC 6962 tree in tiles, checkpoints as signed notes,
 * cosignatures of witnesses, trust policies and proofs that travel as files. What its leaves say is none of its business.
 *
 * <p>Reading order: {@link org.cordon.log.Hash}, {@link org.cordon.log.InclusionProof} and {@link
 * org.cordon.log.ConsistencyProof}, {@link org.cordon.log.SignedNote} with its {@link org.cordon.log.VerifierKey}, {@link
 * org.cordon.log.SignedCheckpoint}, {@link org.cordon.log.Cosignature}, {@link org.cordon.log.TrustPolicy}, {@link
 * org.cordon.log.ProofFile}, {@link org.cordon.log.WitnessLedger}; then {@link org.cordon.log.LogStorage}, {@link
 * org.cordon.log.DirectoryLog}, {@link org.cordon.log.BundleReader}.
 *
 * <p>Invariants: signatures go through a port, so that keys may lie in hardware and verification may be native; every parser
 * takes one spelling of a value and refuses all others; what is signed is on disk before the signature leaves.
 */
@NullMarked
package org.cordon.log;

import org.jspecify.annotations.NullMarked;
