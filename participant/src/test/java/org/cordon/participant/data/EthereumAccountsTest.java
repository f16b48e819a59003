// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The public Ethereum accounts set, where it is present. */
class EthereumAccountsTest {
    @Test
    void readsTheSetWithoutItsLeaks() {
        ReadOptions options =
                ReadOptions.labelled("FLAG").dropping("ERC20|^Index$|^Address$").distinctBy("Address");
        Table table = TableSource.read(TestData.require("ethereum-accounts/accounts.csv"), options);
        assertThat(table.rows()).isEqualTo(9841 - 25);
        assertThat(table.features()).isEqualTo(22);
        assertThat(table.featureNames())
                .contains("max value received", "Unique Sent To Addresses")
                .noneMatch(name -> name.contains("ERC20"));
        assertThat(table.positives()).isBetween(2100, 2179);
    }

    @Test
    void theIdentifierOfAnAccountIsRefusedAsAFeature() {
        ReadOptions options = ReadOptions.labelled("FLAG").dropping("ERC20|^Index$");
        Path file = TestData.require("ethereum-accounts/accounts.csv");
        assertThatThrownBy(() -> TableSource.read(file, options))
                .isInstanceOf(UnreadableTable.class)
                .hasMessageContaining("column Address must be numeric");
    }
}
