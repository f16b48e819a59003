// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Private keys in a PKCS#11 token (OASIS PKCS#11 v2.40, Ed25519 after v3.0), which they never leave.
 *
 * <p>Read first: {@link org.cordon.pkcs11.Token}. Below it, {@code Sessions} shares the token's sessions among threads and
 * {@code Cryptoki} calls the token's library by JNA: the JDK's own PKCS#11 provider has no Ed25519.
 *
 * <p>Invariants: private and wrapping keys are made in the token as sensitive and not extractable; the PIN is wiped once
 * the token is open; what a token answers is checked for length before it is used.
 */
@NullMarked
package org.cordon.pkcs11;

import org.jspecify.annotations.NullMarked;
