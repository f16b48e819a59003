// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.generator;

import java.util.EnumMap;
import java.util.Map;

/** One row in the making: an honest row of some business, then perhaps an attack laid over it. */
final class EventRow {
    private final Draws draws;
    private final Map<Feature, Double> values = new EnumMap<>(Feature.class);

    private EventRow(Draws draws) {
        this.draws = draws;
    }

    static EventRow honest(Draws draws, Business business) {
        EventRow row = new EventRow(draws);
        row.retail();
        switch (business) {
            case RETAIL -> {}
            case TREASURY -> row.treasury();
            case TRAVELLER -> row.traveller();
            case MARKET_MAKER -> row.marketMaker();
            case PAYMENT_PROCESSOR -> row.paymentProcessor();
            case OPERATIONS -> row.operations();
        }
        return row;
    }

    EventRow with(AttackKind kind) {
        switch (kind) {
            case HOT_WALLET_DRAIN -> drain();
            case ACCOUNT_TAKEOVER -> takeover();
            case WASH_TRADING -> washTrading();
            case PEEL_CHAIN -> peelChain();
            case INSIDER -> insider();
        }
        return this;
    }

    void writeTo(float[] target, int offset) {
        int column = offset;
        for (Feature feature : Feature.values()) {
            target[column++] = values.getOrDefault(feature, 0.0).floatValue();
        }
    }

    private void retail() {
        double amount = draws.logNormal(300, 1.8);
        set(Feature.AMOUNT_USD, amount);
        set(Feature.AMOUNT_TO_BALANCE, share(0.25, 1.0));
        set(Feature.AMOUNT_24H_USD, amount * draws.between(1, 2.5));
        set(Feature.WITHDRAWALS_1H, draws.count(0.6, 0.6));
        set(Feature.WITHDRAWALS_24H, draws.count(1.2, 0.7));
        set(Feature.ASSETS_1H, 1 + draws.count(0, 0.7));
        set(Feature.CHAINS_1H, 1 + draws.count(0, 0.6));
        destination(draws.chance(0.25));
        set(Feature.DESTINATION_FAN_IN, draws.count(2, 1.2));
        set(Feature.ACCOUNT_AGE_DAYS, draws.logNormal(400, 1.0));
        set(Feature.HOURS_SINCE_LOGIN, draws.logNormal(2, 1.4));
        set(Feature.FAILED_LOGINS_24H, draws.count(0.1, 0.8));
        set(Feature.NEW_DEVICE, draws.flag(0.08));
        set(Feature.COUNTRY_CHANGED, draws.flag(0.04));
        set(Feature.NIGHT, draws.flag(0.25));
        set(Feature.TRADES_24H, draws.count(4, 1.3));
        set(Feature.COUNTERPARTY_REPEAT, share(0.15, 0.8));
        set(Feature.VOLUME_TO_BALANCE, draws.logNormal(0.5, 1.2));
        set(Feature.HOPS_SINCE_DEPOSIT, draws.count(0.6, 0.8));
        set(Feature.MINUTES_SINCE_DEPOSIT, draws.logNormal(3000, 1.8));
        set(Feature.FORWARDED_SHARE, share(0.3, 1.0));
        set(Feature.PRIVILEGED_SESSION, draws.flag(0.01));
        set(Feature.APPROVERS, 1 + draws.count(0.1, 0.5));
    }

    private void destination(boolean isNew) {
        set(Feature.NEW_DESTINATION, isNew ? 1 : 0);
        set(Feature.DESTINATION_AGE_DAYS, isNew ? draws.logNormal(2, 1.2) : draws.logNormal(150, 1.0));
    }

    private void treasury() {
        set(Feature.AMOUNT_USD, draws.logNormal(60_000, 1.3));
        set(Feature.AMOUNT_24H_USD, draws.logNormal(600_000, 1.2));
        set(Feature.AMOUNT_TO_BALANCE, share(0.35, 0.9));
        bursts();
        destination(draws.chance(0.05));
    }

    private void drain() {
        set(Feature.AMOUNT_USD, draws.logNormal(40_000, 1.4));
        set(Feature.AMOUNT_24H_USD, draws.logNormal(450_000, 1.3));
        set(Feature.AMOUNT_TO_BALANCE, share(0.7, 0.9));
        bursts();
        destination(draws.chance(0.95));
    }

    private void bursts() {
        set(Feature.WITHDRAWALS_1H, draws.count(9, 0.7));
        set(Feature.WITHDRAWALS_24H, draws.count(15, 0.7));
        set(Feature.ASSETS_1H, 1 + draws.count(3, 0.5));
        set(Feature.CHAINS_1H, 1 + draws.count(2, 0.5));
    }

    private void traveller() {
        strangeLogin();
        set(Feature.AMOUNT_TO_BALANCE, share(0.15, 0.9));
        destination(draws.chance(0.05));
    }

    private void takeover() {
        strangeLogin();
        set(Feature.AMOUNT_TO_BALANCE, share(0.85, 0.9));
        destination(draws.chance(0.95));
    }

    private void strangeLogin() {
        set(Feature.NEW_DEVICE, draws.flag(0.9));
        set(Feature.COUNTRY_CHANGED, draws.flag(0.8));
        set(Feature.FAILED_LOGINS_24H, draws.count(2.5, 0.8));
        set(Feature.HOURS_SINCE_LOGIN, draws.logNormal(0.4, 0.8));
    }

    private void marketMaker() {
        busyTrading();
        set(Feature.COUNTERPARTY_REPEAT, share(0.12, 0.8));
    }

    private void washTrading() {
        busyTrading();
        set(Feature.COUNTERPARTY_REPEAT, share(0.6, 0.9));
        set(Feature.ACCOUNT_AGE_DAYS, draws.logNormal(120, 1.0));
    }

    private void busyTrading() {
        set(Feature.TRADES_24H, draws.count(250, 1.0));
        set(Feature.VOLUME_TO_BALANCE, draws.logNormal(15, 1.0));
        set(Feature.AMOUNT_TO_BALANCE, share(0.1, 0.8));
    }

    private void paymentProcessor() {
        forwarding();
        destination(draws.chance(0.05));
        set(Feature.DESTINATION_FAN_IN, draws.count(60, 1.0));
        set(Feature.HOPS_SINCE_DEPOSIT, draws.count(1, 0.6));
    }

    private void peelChain() {
        forwarding();
        destination(draws.chance(0.95));
        set(Feature.HOPS_SINCE_DEPOSIT, draws.count(4, 0.6));
    }

    private void forwarding() {
        set(Feature.MINUTES_SINCE_DEPOSIT, draws.logNormal(15, 1.0));
        set(Feature.FORWARDED_SHARE, share(0.93, 0.7));
    }

    private void operations() {
        set(Feature.PRIVILEGED_SESSION, draws.flag(0.95));
        set(Feature.APPROVERS, 2 + draws.count(0.3, 0.6));
        set(Feature.NIGHT, draws.flag(0.1));
        set(Feature.AMOUNT_USD, draws.logNormal(8_000, 1.3));
    }

    private void insider() {
        set(Feature.PRIVILEGED_SESSION, draws.flag(0.95));
        set(Feature.APPROVERS, 1 + draws.count(0.1, 0.6));
        set(Feature.NIGHT, draws.flag(0.7));
        set(Feature.AMOUNT_USD, draws.logNormal(6_000, 1.3));
    }

    /** In (0, 1), with median {@code median} and a logistic-normal spread. */
    private double share(double median, double sigma) {
        double logit = StrictMath.log(median / (1 - median)) + sigma * draws.normal();
        return 1 / (1 + StrictMath.exp(-logit));
    }

    private void set(Feature feature, double value) {
        values.put(feature, value);
    }
}
