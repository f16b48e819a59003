// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.privacy;

/** Whose presence in the data differential privacy hides. */
public enum PrivacyUnit {
    /** All records of one customer of one exchange together, up to a bound on their number. */
    CUSTOMER,
    /** One record: a customer with many is hidden that much less. */
    RECORD
}
