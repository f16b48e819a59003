// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;

/**
 * The node directory is whole, and its private keys can be unlocked and belong to its certificate.
 *
 * <p>A consortium that is not founded yet ({@link ExitCode#EVIDENCE_MISSING}) is a warning: the node waits for it.
 */
public final class KeysCheck implements Check {
    @Override
    public Topic topic() {
        return Topic.KEYS;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        Optional<NodeConfig> node = setting.node();
        if (node.isEmpty()) {
            return Optional.empty();
        }
        try (NodeFiles files = node.get().open(setting.clock())) {
            return Optional.of(Finding.passed("unlocked; they are those of "
                    + files.identity().chain().get(0).getSubjectX500Principal().getName()));
        } catch (CommandFailure failure) {
            return Optional.of(
                    failure.exitCode() == ExitCode.EVIDENCE_MISSING
                            ? Finding.warning(failure.sentence(), failure.mend())
                            : Finding.failed(failure));
        }
    }
}
