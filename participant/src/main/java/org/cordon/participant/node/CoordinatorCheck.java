// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.node;

import java.time.Duration;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.doctor.Check;
import org.cordon.doctor.Finding;
import org.cordon.doctor.Setting;
import org.cordon.doctor.Topic;
import org.cordon.participant.client.CoordinatorProbe;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;

/** The coordinator answers, is the one of the consortium, and takes this node for a member. */
public final class CoordinatorCheck implements Check {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;

    /** With ten seconds. */
    public CoordinatorCheck() {
        this(PATIENCE);
    }

    CoordinatorCheck(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Topic topic() {
        return Topic.PEERS;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        return setting.config(ParticipantConfig.class).flatMap(config -> examine(config, setting));
    }

    private Optional<Finding> examine(ParticipantConfig config, Setting setting) {
        try (NodeFiles files = config.open(setting.clock())) {
            return Optional.of(new CoordinatorProbe(config.link())
                    .ask(files.identity(), files.verifier(), patience)
                    .map(why -> Finding.failed(
                            "the coordinator must answer at " + config.coordinator() + ", but: " + why,
                            "Correct coordinator in the configuration, or have the coordinator started; check firewalls"
                                    + " and proxy on the way"))
                    .orElseGet(() ->
                            Finding.passed(config.coordinator() + " is the coordinator and takes us for a member")));
        } catch (LinkRefused refused) {
            return Optional.of(Finding.failed(NodeFiles.failure(ExitCode.PEER_REFUSED, refused)));
        } catch (CommandFailure unopened) {
            return Optional.empty(); // the check of the keys says it
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
