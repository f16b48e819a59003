// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import java.util.function.UnaryOperator;
import org.cordon.cli.CommandFailure;
import org.cordon.participant.training.TrainingDiverged;
import org.cordon.suite.Bytes;

/** The side of {@link RemoteWork} where exchanges train. Safe for concurrent use. */
public final class RemoteTrial {
    private final ClientWork work;

    public RemoteTrial(Trial trial) {
        this.work = new ClientWork(trial);
    }

    /** From a task of a round to its outcome; what fails becomes an outcome, too. */
    public UnaryOperator<Bytes> round(Bytes order) {
        RoundOrder decoded = RemoteCodec.order(order);
        return task -> outcome(decoded, RemoteCodec.task(task));
    }

    private Bytes outcome(RoundOrder order, ClientTask task) {
        try {
            return RemoteCodec.done(work.honest(order, task), task.memory());
        } catch (TrainingDiverged diverged) {
            return RemoteCodec.diverged();
        } catch (CommandFailure refused) {
            return RemoteCodec.refused(new CommandFailure(
                    refused.exitCode(),
                    "exchange " + task.exchange() + ": " + refused.sentence(),
                    refused.mend(),
                    refused));
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError failed) {
            return RemoteCodec.failed("exchange " + task.exchange() + " must do its work, but failed with " + failed);
        }
    }

    /** The outcome of every task of a run that cannot be prepared. */
    public static Bytes refused(CommandFailure why) {
        return RemoteCodec.refused(why);
    }
}
