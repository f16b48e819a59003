// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Who is in a consortium and how each node proves it: the history that members approve and the manifests that follow
 * from it, thresholds, certificates and key files.
 *
 * <p>Read first: {@link org.cordon.member.Threshold}, {@link org.cordon.member.Manifest},
 * {@link org.cordon.member.Amendment}, {@link org.cordon.member.Consortium}, {@link org.cordon.member.Electorate},
 * {@link org.cordon.member.PeerVerifier}, {@link org.cordon.member.NodeDirectory},
 * {@link org.cordon.member.ConsortiumDraft}.
 *
 * <p>Invariants: the number of members, and with it every threshold, comes from the manifest and never from who showed
 * up; a manifest comes out of a replayed history only, and a history grows by members' approvals only; no key and no index
 * is given twice; an identity key counts for a connection only if the certificate carries its signature over the very
 * TLS key in use and the manifest names both; private keys lie encrypted in files that only their owner can read.
 */
@NullMarked
package org.cordon.member;

import org.jspecify.annotations.NullMarked;
