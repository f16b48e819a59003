// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The columns of generated rows. */
enum Feature {
    AMOUNT_USD,
    AMOUNT_TO_BALANCE,
    AMOUNT_24H_USD,
    WITHDRAWALS_1H,
    WITHDRAWALS_24H,
    ASSETS_1H,
    CHAINS_1H,
    NEW_DESTINATION,
    DESTINATION_AGE_DAYS,
    DESTINATION_FAN_IN,
    ACCOUNT_AGE_DAYS,
    HOURS_SINCE_LOGIN,
    FAILED_LOGINS_24H,
    NEW_DEVICE,
    COUNTRY_CHANGED,
    NIGHT,
    TRADES_24H,
    COUNTERPARTY_REPEAT,
    VOLUME_TO_BALANCE,
    HOPS_SINCE_DEPOSIT,
    MINUTES_SINCE_DEPOSIT,
    FORWARDED_SHARE,
    PRIVILEGED_SESSION,
    APPROVERS;

    static List<String> names() {
        return Arrays.stream(values())
                .map(feature -> feature.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    static int count() {
        return values().length;
    }
}
