// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

/** Both gRPC edges against each other over real loopback TLS, with a fake desk behind the server. */
@NullMarked
package org.cordon.link;

import org.jspecify.annotations.NullMarked;
