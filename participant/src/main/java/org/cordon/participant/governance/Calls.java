// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.governance;

import java.time.Duration;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeFiles;
import org.cordon.enrol.ConsortiumRefused;
import org.cordon.participant.round.CoordinatorLink.LinkRefused;
import org.cordon.participant.round.CoordinatorLink.LinkUnavailable;

/** Calls of the consortium port, whose refusals become failures with cause and mend. */
public final class Calls {
    /** How long one call may take. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private Calls() {}

    /** One call. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws ConsortiumRefused, InterruptedException;
    }

    /** What the call returns; what the coordinator refuses is named by its reason. */
    public static <T> T of(Call<T> call) {
        try {
            return call.make();
        } catch (ConsortiumRefused refused) {
            throw refused(refused);
        } catch (LinkRefused refused) {
            throw NodeFiles.failure(ExitCode.PEER_REFUSED, refused);
        } catch (LinkUnavailable unavailable) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, unavailable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED, "stopped before the coordinator answered", "Run it again", stopped);
        }
    }

    /** The failure of a refusal. */
    public static CommandFailure refused(ConsortiumRefused refused) {
        CommandFailure split = NodeFiles.failure(ExitCode.PEER_REFUSED, refused);
        return new CommandFailure(
                ExitCode.PEER_REFUSED, refused.reason().word() + ": " + split.sentence(), split.mend(), refused);
    }
}
