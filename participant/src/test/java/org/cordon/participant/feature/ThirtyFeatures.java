// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cordon.feature.FeatureSet;
import org.cordon.feature.FeatureSetReading;

/** Thirty-odd features of every kind, over every key. */
final class ThirtyFeatures {
    private static final String YAML = """
            name: thirty-1
            rows: [withdrawal, deposit, transfer, login, admin, api, order, trade]
            lateness: PT10M
            features:
              - {name: n_account_1h, compute: count, key: [account], window: PT1H}
              - {name: n_account_24h, compute: count, key: [account], window: PT24H}
              - {name: n_account_7d, compute: count, key: [account], window: P7D}
              - {name: usd_account_1h, compute: sum, key: [account], window: PT1H}
              - {name: usd_account_24h, compute: sum, key: [account], window: PT24H}
              - {name: mean_account_24h, compute: mean, key: [account], window: PT24H}
              - {name: spread_account_7d, compute: spread, key: [account], window: P7D}
              - {name: spread_account_1h, compute: spread, key: [account], window: PT1H}
              - {name: destinations_24h, compute: distinct, key: [account], of: counterparty, window: PT24H}
              - {name: destinations_1h, compute: distinct, key: [account], of: counterparty, window: PT1H}
              - {name: devices_7d, compute: distinct, key: [account], of: device, window: P7D}
              - {name: assets_1h, compute: distinct, key: [account], of: asset, window: PT1H}
              - {name: chains_24h, compute: distinct, key: [account], of: chain, window: PT24H}
              - {name: since_account, compute: since, key: [account], window: P30D}
              - {name: usd_ratio, compute: ratio, key: [account], of: amount_usd, window: PT1H, baseline: P6D}
              - {name: n_ratio, compute: ratio, key: [account], of: count, window: PT24H, baseline: P6D}
              - {name: failed_logins_ip, compute: count, key: [ip_block], window: PT1H, filter: {kinds: [login], outcome: failure}}
              - {name: accounts_ip_24h, compute: distinct, key: [ip_block], of: account, window: PT24H, filter: {kinds: [login, api]}}
              - {name: since_failed, compute: since, key: [account], window: P7D, filter: {kinds: [login], outcome: failure}}
              - {name: failed_account_24h, compute: count, key: [account], window: PT24H, filter: {outcome: failure}}
              - {name: new_destination, compute: first, key: [account, counterparty], window: P30D}
              - {name: new_device, compute: first, key: [account, device], window: P30D, filter: {kinds: [login]}}
              - {name: pair_24h, compute: count, key: [account, counterparty], window: PT24H}
              - {name: fan_in_24h, compute: distinct, key: [counterparty], of: account, window: PT24H}
              - {name: usd_counterparty_7d, compute: sum, key: [counterparty], window: P7D}
              - {name: usd_hot_1h, compute: sum, key: [chain], window: PT1H, filter: {kinds: [withdrawal, transfer], role: hot_wallet}}
              - {name: mean_asset_24h, compute: mean, key: [asset], window: PT24H}
              - {name: n_all_10m, compute: count, window: PT10M}
              - {name: chains_all_1h, compute: distinct, of: chain, window: PT1H, filter: {kinds: [withdrawal]}}
              - {name: btc_role_24h, compute: sum, key: [role], window: PT24H, filter: {asset: BTC}}
              - {name: device_country, compute: distinct, key: [device], of: country, window: P7D}
              - {name: risk, compute: value, of: x_risk}
              - {name: amount, compute: value, of: amount_usd}
              - {name: hour, compute: value, of: hour_of_day}
              - {name: weekday, compute: value, of: day_of_week}
            """;

    private ThirtyFeatures() {}

    static FeatureSet set() {
        return FeatureSetReading.of(Path.of("thirty.yaml"), YAML.getBytes(StandardCharsets.UTF_8))
                .orFail();
    }
}
