// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

/** The content of a signed message: says where in the protocol it belongs, and under which type it is signed. */
public interface Body {
    /** Session, epoch, round, attempt and sender. */
    Scope scope();

    /** The signature type: the signed text is {@code LP("css/1/" + type) || LP(exact bytes)}. */
    String type();
}
